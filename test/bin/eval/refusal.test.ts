// Why an evaluation cannot begin, as a line for a terminal.
import { expect, it } from "@jest/globals";
import { failureWords } from "../../../bin/words/failure.ts";
import { EvaluationRefused, type Refused } from "../../../worker/eval/refusal.ts";

it.each<[Refused, string]>([
  [
    { kind: "no-cases-folder", folder: "cases", found: "nothing" },
    "Could not read the cases in cases: it does not exist. Name a folder of cases with --cases",
  ],
  [
    { kind: "folder-is-a-case", folder: "/cases/one" },
    "Could not read the cases in /cases/one: it is a case itself: it has an issue.md. Name the folder above, /cases, and choose it there with --only one",
  ],
  [
    { kind: "no-case-name", folder: "cases", name: "a b" },
    'Could not read the cases in cases: "a b" cannot be the name of a case. Use letters, digits, dots, dashes and underscores, at most 80',
  ],
  [
    { kind: "unknown-case", name: "c", known: ["a", "b"] },
    "Could not run the case c: there is no folder of that name. The cases are a, b",
  ],
  [
    { kind: "results-unreadable", file: "out/results.json" },
    "Could not read the results in out/results.json: they were not written by this version of `issuewright eval`. Name another folder with --out, or remove that file",
  ],
  [
    { kind: "other-configuration", out: "out", different: ["architect", "models"] },
    "Could not continue the evaluation in out: it was begun with another configuration (architect, models). Name another folder with --out, or run everything there again with --again",
  ],
])("is worded (%#)", (refused, words) => {
  expect(failureWords(new EvaluationRefused(refused))).toBe(words);
});

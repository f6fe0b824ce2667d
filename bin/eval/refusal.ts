// Why an evaluation cannot begin or continue, as a terminal shows it.
import { basename, dirname } from "node:path";
import type { FaultWords } from "../../src/messages/sentence.ts";
import type { Refused } from "../../worker/eval/refusal.ts";

export function refusedWords(refused: Refused): FaultWords {
  switch (refused.kind) {
    case "unknown-case":
      return {
        what: `Could not run the case ${refused.name}`,
        because: "there is no folder of that name",
        remedy: `The cases are ${refused.known.slice(0, 20).join(", ")}`,
      };
    case "results-unreadable":
      return {
        what: `Could not read the results in ${refused.file}`,
        because: "they were not written by this version of `issuewright eval`",
        remedy: "Name another folder with --out, or remove that file",
      };
    case "no-results":
      return {
        what: `Could not compare the evaluation in ${refused.folder}`,
        because: "there is no results.json",
        remedy: "Name the --out folder of an evaluation",
      };
    case "says-nothing":
      return {
        what: `Could not accept the evaluation ${refused.label}`,
        because: "no case of it got a verdict about the models",
        remedy: "Run its cases again",
      };
    case "worse":
      return {
        what: `Could not accept the evaluation ${refused.label}`,
        because: `its models are worse than those of ${refused.than}, beyond chance`,
        remedy: "Choose other models, or keep those that were accepted last",
      };
    case "other-configuration":
      return {
        what: `Could not continue the evaluation in ${refused.out}`,
        because: `it was begun with another configuration (${refused.different.join(", ")})`,
        remedy: "Name another folder with --out, or run everything there again with --again",
      };
    default:
      return { what: `Could not read the cases in ${refused.folder}`, ...casesWords(refused) };
  }
}

type CasesRefused = Exclude<
  Refused,
  {
    kind:
      | "unknown-case"
      | "results-unreadable"
      | "no-results"
      | "says-nothing"
      | "worse"
      | "other-configuration";
  }
>;

function casesWords(refused: CasesRefused): Omit<FaultWords, "what"> {
  switch (refused.kind) {
    case "no-cases-folder":
      return {
        because: refused.found === "nothing" ? "it does not exist" : "it is not a folder",
        remedy: "Name a folder of cases with --cases",
      };
    case "folder-is-a-case":
      return {
        because: "it is a case itself: it has an issue.md",
        remedy: `Name the folder above, ${dirname(refused.folder)}, and choose it there with --only ${basename(refused.folder)}`,
      };
    case "no-case":
      return {
        because: "there is no case in it",
        remedy:
          "Each case is a folder with issue.md, case.yml, a repository and hidden tests; see docs/eval.md",
      };
    case "too-many-cases":
      return {
        because: `it has ${refused.cases}; at most ${refused.maxCases} are accepted`,
        remedy: "Split them over several folders",
      };
    case "no-case-name":
      return {
        because: `${JSON.stringify(refused.name)} cannot be the name of a case`,
        remedy: "Use letters, digits, dots, dashes and underscores, at most 80",
      };
    default:
      return refused satisfies never;
  }
}

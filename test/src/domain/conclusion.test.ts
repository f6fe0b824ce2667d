// What the evidence as a whole says, from measurements alone.
import { expect, it } from "@jest/globals";
import { conclusionOf, lookTwice } from "../../../src/domain/conclusion.ts";
import type { Evidence, RedGreen } from "../../../src/domain/evidence.ts";
import { aCheckResult, aProof, aRewritten, someEvidence } from "../../support/builders.ts";

const criteria = [{ id: "AC1", text: "It holds." }];
const proof = aProof();
const control = {
  kind: "ran" as const,
  check: "test",
  runner: "jest",
  negative: "failed-at-assertion" as const,
  positive: "passed" as const,
};
const failing = (...names: string[]) =>
  aCheckResult({
    ...{ ending: "failed", exitStatus: 1 },
    tests: names.map((name) => ({ name, status: "failed", message: null })),
  });
const place = { file: "a.js", from: 1, to: 2 };

it.each<[string, Partial<Evidence>, string]>([
  ["every check holds and every criterion is proven", { proofs: [proof] }, "success"],
  [
    "something could not be measured",
    { proofs: [proof], coverage: { kind: "unmeasured", why: "no-tool" } },
    "success",
  ],
  ["a criterion is not traced", {}, "neutral"],
  [
    "the test of a criterion passes without the change, too",
    { proofs: [{ ...proof, faults: [{ kind: "green-without" }] }] },
    "neutral",
  ],
  [
    "the test of a criterion never ran without the change",
    { proofs: [{ ...proof, faults: [{ kind: "not-seen-without" }] }] },
    "neutral",
  ],
  [
    "the test of a criterion fails",
    { proofs: [{ ...proof, faults: [{ kind: "not-green", sight: "skipped" }] }] },
    "neutral",
  ],
  [
    "no check runs a test of the change",
    { proofs: [proof], notRun: [{ kind: "test-file", path: "a.test.js", command: null }] },
    "neutral",
  ],
  [
    "an existing test was altered that no step of the order announces",
    { proofs: [proof], rewritten: [aRewritten()] },
    "neutral",
  ],
  [
    "an existing test was altered as the order announced",
    {
      ...{ proofs: [proof], rewritten: [aRewritten({ because: "AC1" })] },
      baseTestsOnHead: [failing("adds")],
    },
    "success",
  ],
  [
    "a test of the base fails besides those that the order announced",
    {
      ...{ proofs: [proof], rewritten: [aRewritten({ because: "AC1" })] },
      baseTestsOnHead: [failing("adds", "rounds")],
    },
    "neutral",
  ],
  [
    "something is to be looked at twice",
    { proofs: [proof], suspicions: [{ kind: "executable", path: "a.sh" }] },
    "neutral",
  ],
  [
    "a control was not reported as failed",
    {
      proofs: [proof],
      controls: [{ kind: "ran", check: "test", runner: "jest", negative: "passed", positive: "passed" }],
    },
    "neutral",
  ],
  [
    "the report of a control has a fault",
    {
      proofs: [proof],
      controls: [{ ...control, reportFault: { kind: "incomplete" } }],
    },
    "neutral",
  ],
  [
    "no control could be run",
    {
      proofs: [proof],
      controls: [{ kind: "not-run", check: "test", runner: "tape", why: "no-control-for-file" }],
    },
    "neutral",
  ],
  ["every control behaved", { proofs: [proof], controls: [control] }, "success"],
  [
    "every named test stays green without a part of the change",
    { proofs: [proof], ablations: [{ place, what: "hunk", name: null, seen: [], ending: "survived" }] },
    "neutral",
  ],
  [
    "no test notices that a line is made wrong",
    { proofs: [proof], mutants: [{ file: "a.js", line: 1, now: "x", ending: "survived" }] },
    "neutral",
  ],
  [
    "no test ran a changed line",
    {
      proofs: [proof],
      coverage: { ...{ kind: "measured", by: "c8", lines: 2, ran: 1, unloaded: [] }, missed: [place] },
    },
    "neutral",
  ],
  [
    "a part of the change was never taken out",
    { proofs: [proof], ablations: [{ place, what: "hunk", name: null, seen: [], ending: "out-of-time" }] },
    "neutral",
  ],
  [
    "no test needs a part that only a checker of types reads",
    { proofs: [proof], ablations: [{ place, what: "types", name: null, seen: [], ending: "survived" }] },
    "success",
  ],
  [
    "a part that only a checker of types reads was never taken out",
    { proofs: [proof], ablations: [{ place, what: "types", name: null, seen: [], ending: "out-of-time" }] },
    "success",
  ],
  ["a check is broken", { proofs: [proof], head: [aCheckResult({ ending: "failed" })] }, "failure"],
])("where %s", (_name, part, conclusion) => {
  expect(conclusionOf(someEvidence(part), criteria)).toBe(conclusion);
});

it("says once what the rows of a table share, and nothing of tests that no check runs", () => {
  const rows = ["adds[1]", "adds[2]"].map((test) => aRewritten({ test }));
  const files = ["a.test.js", "b.test.js"];
  const reds: Omit<RedGreen, "files"> = {
    ...{ check: "test", base: "passed", head: "passed" },
    ...{ turnedGreen: [], reds: [], seen: true },
  };
  const idle = files.map((path) => ({ kind: "test-file" as const, path, command: null }));
  const kinds = (part: Partial<Evidence>) => lookTwice(someEvidence(part)).map(({ kind }) => kind);
  expect(kinds({ rewritten: rows })).toEqual(["rewritten"]);
  expect(kinds({ redGreen: [{ ...reds, files }], notRun: idle })).toEqual(["not-run", "not-run"]);
  expect(kinds({ redGreen: [{ ...reds, files }], notRun: idle.slice(1) })).toEqual([
    "not-run",
    "proves-nothing",
  ]);
});

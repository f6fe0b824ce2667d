// What the measurements do not show, as a maintainer reads it.
import { expect, it } from "@jest/globals";
import { CoverageGap } from "../../../src/domain/evidence.ts";
import type { Gap } from "../../../src/domain/gap.ts";
import { gapText } from "../../../src/messages/gap.ts";
import { aProof } from "../../support/builders.ts";

const criterion = { id: "AC1", text: "it adds" };
const by = { kind: "test", check: "test", test: "adds", flaky: false } as const;
const weak = { kind: "weak-red" as const, check: "test", files: ["a.test.js"] };
const mutant = { file: "a.js", line: 2, ending: "survived" } as const;

it.each<[Gap, string]>([
  [
    { kind: "unproven", criterion, proof: null },
    "**AC1** it adds: no test or check was found that proves it.",
  ],
  [
    { kind: "unproven", criterion, proof: aProof({ by, without: "green" }) },
    "**AC1** it adds: test “adds” in `test` passes without the change, too, so it does not show that the change does it.",
  ],
  [
    {
      kind: "unproven",
      criterion,
      proof: aProof({ by: { kind: "check", check: "lint" }, without: "unseen" }),
    },
    "**AC1** it adds: check `lint` passes, and did not run without the change, so nobody saw it fail.",
  ],
  [
    { ...weak, red: "missing" },
    "The new or changed tests in `a.test.js` (`test`) are red on the base only because they do not compile or load there, or use names that are not there: that proves that the names are new, not what they do.",
  ],
  [
    { ...weak, red: "unknown" },
    "The new or changed tests in `a.test.js` (`test`) are red on the base, but not known to fail at an assertion.",
  ],
  [{ kind: "no-test-changed" }, "No test was added or changed."],
  [
    {
      kind: "lines-not-run",
      lines: [
        { file: "a.js", from: 2, to: 3 },
        { file: "a.js", from: 5, to: 5 },
      ],
    },
    "No test runs these changed lines: `a.js:2-3`, `a.js:5`.",
  ],
  [{ kind: "files-not-loaded", files: ["b.js"] }, "No test loads these changed files: `b.js`."],
  [
    { kind: "survived-mutant", mutant: { ...mutant, now: "return a - b;" } },
    "No test noticed when `a.js:2` was made to read `return a - b;`.",
  ],
  [
    { kind: "survived-mutant", mutant: { ...mutant, now: "" } },
    "No test noticed when `a.js:2` was taken away.",
  ],
  [{ kind: "left-out", text: "Windows." }, "Left out by the architect when the work got stuck: Windows."],
])("is said of %j", (gap, text) => {
  expect(gapText(gap)).toBe(text);
});

it("says why coverage was not measured", () => {
  const said = CoverageGap.options.map((why) => gapText({ kind: "coverage-unmeasured", why }));
  expect(said.map((text) => text.replace(/^How .* was not measured: /, ""))).toEqual([
    "no line of code was added.",
    "no coverage tool is known for how these tests are run.",
    "there was no time for it.",
    "the checks take too long to be run once more for it.",
    "the checks did not end in the same way while it was measured.",
    "the tool's report was too long to be read.",
    "the tool reported no changed file.",
  ]);
});

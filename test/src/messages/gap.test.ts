// What the measurements do not show, as a maintainer reads it.
import { expect, it } from "@jest/globals";
import { CoverageGap } from "../../../src/domain/evidence.ts";
import type { Gap } from "../../../src/domain/gap.ts";
import { gapText } from "../../../src/messages/gap.ts";
import { aProof } from "../../support/builders.ts";

const criterion = { id: "AC1", text: "it adds" };
const weak = { kind: "weak-red" as const, check: "test", files: ["a.test.js"] };
const mutant = { file: "a.js", line: 2, ending: "survived" } as const;

it.each<[Gap, string]>([
  [{ kind: "unproven", criterion, proof: null }, "**AC1** it adds: no test was named for it."],
  [
    {
      kind: "unproven",
      criterion,
      proof: aProof({ faults: [{ kind: "green-without" }, { kind: "flaky" }] }),
    },
    "**AC1** it adds: its test passes without the change, too; its test both passed and failed on the same tree.",
  ],
  [
    { kind: "proven-by-command", criterion: "AC1", check: "test" },
    "**AC1** is proven by the whole command `test`, whose tests have no names: by how it ended alone, and without a control.",
  ],
  [
    { kind: "control-not-run", control: { kind: "not-run", check: "test", runner: null, why: "no-runner" } },
    "No control was run for `test`: no test runner that we know by name runs it.",
  ],
  [
    { kind: "ablation-out-of-time", parts: 2 },
    "2 parts of the change were not taken out: a sample is, as far as there is time.",
  ],
  [
    {
      kind: "survived-ablation",
      ablation: {
        place: { file: "a.js", from: 2, to: 3 },
        what: "hunk",
        name: null,
        seen: [],
        ending: "survived",
      },
    },
    "No test named for a criterion needs the change of `a.js:2-3`.",
  ],
  [
    { ...weak, red: "missing" },
    "The new or changed tests in `a.test.js` (`test`) are red on the base only because they do not compile or load there, or use names that do not exist there: that proves that the names are new, not what they do.",
  ],
  [
    { ...weak, red: "unknown" },
    "The new or changed tests in `a.test.js` (`test`) are red on the base, but the output does not show that an assertion failed.",
  ],
  [
    { kind: "check-fails-anyway", check: "test" },
    "The check `test` fails without the change and with it, and names no test that passes: it proves nothing.",
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
    "No test noticed when `a.js:2` was changed to `return a - b;`.",
  ],
  [{ kind: "survived-mutant", mutant: { ...mutant, now: "" } }, "No test noticed when `a.js:2` was removed."],
  [{ kind: "left-out", text: "Windows." }, "The architect left this out when the work got stuck: Windows."],
])("is said of %j", (gap, text) => {
  expect(gapText(gap)).toBe(text);
});

it("says why coverage was not measured", () => {
  const said = CoverageGap.options.map((why) => gapText({ kind: "coverage-unmeasured", why }));
  expect(said.map((text) => text.replace(/^Coverage .* was not measured: /, ""))).toEqual([
    "no line of code was added.",
    "no coverage tool is known for how these tests are run.",
    "there was no time left for it.",
    "the checks take too long to be run once more for it.",
    "the checks ended differently while it was measured.",
    "the tool's report was too long to be read.",
    "the tool reported no changed file.",
  ]);
});

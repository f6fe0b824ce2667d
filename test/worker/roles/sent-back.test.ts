// What goes back to the coder, and up to the architect, of what an attempt came to.
import { describe, expect, it } from "@jest/globals";
import { triedText } from "../../../worker/roles/advice.ts";
import type { RanNowhere } from "../../../worker/roles/second-look.ts";
import { sentBackText, withoutRepeats } from "../../../worker/roles/sent-back.ts";
import { aCheckResult, aRewritten } from "../../support/builders.ts";
import { aSecondLook } from "../../support/decisions.ts";

const diagnostic = (message: string, line = 1) =>
  ({ file: "a.ts", line, column: 1, code: "TS1", severity: "error", message }) as const;
const check = (name: string) => ({ name, command: name, kind: "build", timeoutMs: 1000 }) as const;

describe("what is told of failures", () => {
  it("names each error once, at the first check that found it", () => {
    const build = aCheckResult({ check: check("build"), diagnostics: [diagnostic("a"), diagnostic("a", 2)] });
    const types = aCheckResult({ check: check("types"), diagnostics: [diagnostic("a", 3), diagnostic("b")] });
    const kept = withoutRepeats([build, types]).map((result) => result.diagnostics);
    expect(kept).toEqual([[diagnostic("a"), diagnostic("a", 2)], [diagnostic("b")]]);
  });

  it("says in a line what an attempt came to, and what the architect said", () => {
    const tests = aCheckResult({ tests: [{ name: "adds", status: "failed", message: "no" }] });
    const hung = aCheckResult({ check: check("lint") });
    const attempt = { kind: "attempt", number: 2 } as const;
    expect(triedText({ ...attempt, broken: [tests, hung] })).toBe("attempt 2: `test` (adds), `lint` failed");
    const long = aCheckResult({ diagnostics: [diagnostic("word ".repeat(500))] });
    expect(triedText({ ...attempt, broken: [long] }).length).toBeLessThan(400);
    expect(triedText({ kind: "advice", instructions: "Look\nthere." })).toBe(
      "the architect's advice: Look there.",
    );
  });
});

describe("what needs a second look", () => {
  it("is told with what the coder can do about it", () => {
    const fault: RanNowhere["fault"] = {
      kind: "ran-nowhere",
      named: "rounds up",
      turnedGreen: ["rounds down"],
    };
    const look = aSecondLook({
      notRun: [{ kind: "test-file", path: "a.test.js", command: null }],
      rewritten: [aRewritten()],
      ranNowhere: [{ criterion: "AC2", fault }],
      unnamed: ["AC3"],
      failedControls: ["test"],
      strays: ["a.log"],
      guardFaults: [{ kind: "protected-path", path: "AGENTS.md" }],
    });
    expect(sentBackText({ kind: "second-look", look })).toMatchInlineSnapshot(`
"No check builds or runs these:
- No check runs the changed test file \`a.test.js\`: every check ends the same with an error in it.
Have them built and run by the project's own checks: name the test file where the others are named, or put the code where it is built. If only another command can, leave them as they are and call \`done\` again: people are told of it.

Your change breaks existing tests as they were before you altered them:
- \`test/sum.test.js:6\`: the test \`adds\`, as it was, fails with the change. Before: \`assert.equal(sum([]), 1);\`; now: \`assert.equal(sum([]), 0);\`. **No step of the order announces this.**
Put each test back as it was and mend the code instead, then call \`done\` again. If the issue itself contradicts the test, leave it as it is and call \`done\` again: people are told of it.

No test ran under the name that you gave:
- AC2: no test called \`rounds up\` ran; turned green: \`rounds down\`
Call \`done\` again and name each test as its runner prints it. Where the test is missing or does not run, mend that first.

You named no test for these criteria:
- AC3
Call \`done\` again as before, and name in \`proofs\` the test or check that shows each, also where it stood there before you began. Where no test can decide one, say why in \`undecidable\`.

A test that must fail did not, or one that must pass failed:
- the control of \`test\` failed, so its report proves nothing
These are tests of the harness, run beside yours. Take out what your change does to the test runner, its settings or its assertions, then call \`done\` again.

Nobody ordered these:
- Files beyond the work order: \`a.log\`.
Delete what your change does not need, then call \`done\` again. If it needs them, leave them as they are.

As it is, the change may not be published: \`AGENTS.md\`: the path is protected.
Take this out of your change and call \`done\` again. If the order cannot be carried out without it, leave it as it is: a person is told why the change is not published."
`);
  });

  it("names no more than twenty of a kind", () => {
    const weakened = Array.from(
      { length: 23 },
      (_, i) => ({ kind: "disabled-test", path: `${i}.js` }) as const,
    );
    const text = sentBackText({ kind: "second-look", look: aSecondLook({ weakened }) });
    expect([text.match(/^- `/gm)?.length, text.includes("- and 3 more\nPut back")]).toEqual([20, true]);
  });
});

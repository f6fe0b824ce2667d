// A check is broken where the change made it fail: what was red before in the same way is not the change's.
import { describe, expect, it } from "@jest/globals";
import { brokenChecks } from "../../../src/domain/broken-checks.ts";
import type { CheckResult } from "../../../src/domain/evidence.ts";
import { aCheckResult } from "../../support/builders.ts";

const test = (name: string, status: "passed" | "failed" = "passed") => ({ name, status, message: null });
const lint = (message: string) => ({
  ...{ file: "index.test-d.ts", line: 1, column: 1, code: null, severity: "error" as const },
  message,
});
const red = (change: Partial<CheckResult>) => aCheckResult({ ending: "failed", exitStatus: 1, ...change });
const twenty = [test("adds")];
const more = [test("adds"), test("adds days")];

describe("a check that was red before the change", () => {
  it.each<[string, Partial<CheckResult>, Partial<CheckResult>, boolean]>([
    [
      "its linter says the same, and its tests pass",
      { tests: twenty, diagnostics: [lint("no any")] },
      { tests: more, diagnostics: [lint("no any")] },
      false,
    ],
    [
      "its linter says one thing more",
      { tests: twenty, diagnostics: [lint("no any")] },
      { tests: more, diagnostics: [lint("no any"), lint("unused")] },
      true,
    ],
    [
      "its linter is not there, and its tests pass",
      { tests: twenty, exitStatus: 127 },
      { tests: more, exitStatus: 127 },
      false,
    ],
    [
      "it ends otherwise than before, and nothing says why",
      { tests: twenty, exitStatus: 127 },
      { tests: more, exitStatus: 1 },
      true,
    ],
    [
      "a test failed then, and nothing says why it fails now",
      { tests: [test("adds", "failed")] },
      { tests: more },
      true,
    ],
    ["a test fails now", { tests: twenty }, { tests: [test("adds", "failed")] }, true],
    ["the same test fails", { tests: [test("adds", "failed")] }, { tests: [test("adds", "failed")] }, false],
    ["its program is not there", { tests: null, exitStatus: 127 }, { tests: null, exitStatus: 127 }, false],
    ["nothing tells how it fails", { tests: null }, { tests: null }, true],
    ["no test is named any more", { tests: twenty, exitStatus: 127 }, { tests: null, exitStatus: 127 }, true],
  ])("is broken, or not, where %s", (_what, before, after, isBroken) => {
    expect(brokenChecks([red(before)], [red(after)])).toEqual(isBroken ? [red(after)] : []);
  });
});

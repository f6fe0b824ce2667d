// Red on the base, green on the head: and whether the red says what the change does.
import { describe, expect, it } from "@jest/globals";
import type { CheckResult, TestResult } from "../../../../src/domain/evidence.ts";
import { redGreen } from "../../../../worker/evidence/prove/red-green.ts";
import { aCheckResult } from "../../../support/builders.ts";

const failed = (name: string, part: Partial<TestResult> = {}): TestResult => ({
  name,
  status: "failed",
  message: null,
  ...part,
});
const passed = (name: string): TestResult => ({ name, status: "passed", message: null });
const red = (part: Partial<CheckResult>) => aCheckResult({ ending: "failed", exitStatus: 1, ...part });
const measured = (onBase: CheckResult, head: CheckResult, base = aCheckResult({ tests: [passed("old")] })) =>
  redGreen("test", ["a.test.js"], { base: [base], onBase: [onBase], head: [head] });

const green = aCheckResult({ tests: [passed("old"), passed("new"), passed("other")] });

describe("a test that is red on the base", () => {
  it("is told with how it failed there", () => {
    const tests = [
      passed("old"),
      failed("new", { failure: "assertion", message: "1 == 2" }),
      failed("other", { failure: "exception", message: "TypeError: no" }),
    ];
    expect(measured(red({ tests }), green)).toEqual({
      check: "test",
      files: ["a.test.js"],
      seen: true,
      base: "failed",
      head: "passed",
      turnedGreen: ["new", "other"],
      reds: [
        { test: "new", kind: "assertion", message: "1 == 2" },
        { test: "other", kind: "exception", message: "TypeError: no" },
      ],
    });
  });

  it("is told of by the whole output where it failed alone, and not where others did", () => {
    const output = "ctest: Assertion `1 == 2' failed.";
    const alone = measured(red({ tests: [failed("new")], output }), green);
    expect(alone.reds.map(({ kind }) => kind)).toEqual(["assertion"]);
    const two = measured(red({ tests: [failed("new"), failed("other")], output }), green);
    expect(two.reds.map(({ kind }) => kind)).toEqual(["unknown", "unknown"]);
  });

  it("is the whole check where nothing was even built", () => {
    const unbuilt = red({ tests: null, output: "a_test.go:3:5: undefined: Slugg\nFAIL [build failed]" });
    expect(measured(unbuilt, green).reds).toEqual([{ test: null, kind: "missing", message: null }]);
  });

  it("is not told apart where it did not end", () => {
    const endless = aCheckResult({ ending: "timed-out", exitStatus: null, output: "AssertionError" });
    expect(measured(endless, green).reds).toEqual([{ test: null, kind: "unknown", message: null }]);
  });

  it("has no reason where it passes all the same", () => {
    expect(measured(green, green)).toMatchObject({ base: "passed", reds: [] });
  });
});

describe("a command that fails besides its tests", () => {
  const lints = (exitStatus: number, ...tests: TestResult[]) =>
    red({ exitStatus, tests, reportFault: { kind: "contradicts-exit", exitStatus } });
  const onBase = red({ tests: [failed("new", { failure: "assertion" })] });

  it("is green on the head where it fails as it did before", () => {
    const told = measured(onBase, lints(127, passed("old"), passed("new")), lints(127, passed("old")));
    expect(told).toMatchObject({ base: "failed", head: "passed", turnedGreen: ["new"] });
    expect(told).not.toHaveProperty("reportFault");
  });

  it("is not where it fails otherwise, or did not fail before", () => {
    const head = lints(127, passed("old"), passed("new"));
    for (const base of [lints(1, passed("old")), aCheckResult({ tests: [passed("old")] })])
      expect(measured(onBase, head, base)).toMatchObject({
        head: "failed",
        reportFault: { kind: "contradicts-exit", exitStatus: 127 },
      });
  });

  it("has tests that prove nothing where they are green without the change", () => {
    const all = lints(127, passed("old"), passed("new"));
    expect(measured(all, all, lints(127, passed("old")))).toMatchObject({
      base: "passed",
      head: "passed",
      reds: [],
    });
  });
});

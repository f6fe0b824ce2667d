// From a criterion to its proof: somebody points, the harness looks.
import { describe, expect, it } from "@jest/globals";
import type { CheckResult, TestResult } from "../../../src/domain/evidence.ts";
import { trace } from "../../../worker/evidence/trace.ts";

const passed = (name: string): TestResult => ({ name, status: "passed", message: null });
const failed = (name: string): TestResult => ({ name, status: "failed", message: "no" });

function aResult(tests: TestResult[] | null, changes: Partial<CheckResult> = {}): CheckResult {
  return {
    check: { name: "test", command: "npm test", kind: "test", timeoutMs: 1000 },
    ending: "passed",
    exitStatus: 0,
    durationMs: 5,
    output: "",
    cutBytes: 0,
    diagnostics: [],
    tests,
    ...changes,
  };
}

const criteria = [
  { id: "AC1", text: "it adds" },
  { id: "AC2", text: "it is fast" },
];

describe("a criterion", () => {
  it("is proved by a test that is there and passed, by its whole name or a part of it", () => {
    const head = [aResult([passed("sum > adds numbers"), passed("adds numbers twice")])];
    const by = (name: string) => trace(criteria, [{ criterion: "AC1", by: name }], head).proofs;
    const proof = { criterion: "AC1", exitStatus: 0, holds: true };
    expect(by("sum > adds numbers")).toEqual([{ ...proof, by: "test “sum > adds numbers” in `test`" }]);
    expect(by("adds numbers twice")).toEqual([{ ...proof, by: "test “adds numbers twice” in `test`" }]);
    expect(by("numbers")).toEqual([{ ...proof, by: "test “sum > adds numbers” in `test`" }]);
  });

  it("is not proved by a test that is flaky", () => {
    const flaky: TestResult = { name: "adds numbers", status: "flaky", message: null };
    const { proofs } = trace(criteria, [{ criterion: "AC1", by: "adds numbers" }], [aResult([flaky])]);
    expect(proofs).toEqual([
      { criterion: "AC1", by: "test “adds numbers” in `test`, which is flaky", exitStatus: 0, holds: false },
    ]);
  });

  it("is proved by a check that passed", () => {
    const head = [aResult(null, { ending: "failed", exitStatus: 2 })];
    expect(trace(criteria, [{ criterion: "AC1", by: "test" }], head).proofs).toEqual([
      { criterion: "AC1", by: "check `test`", exitStatus: 2, holds: false },
    ]);
  });

  it("keeps the pointer that holds where one of several does", () => {
    const claims = ["breaks often", "adds numbers"].map((by) => ({ criterion: "AC1", by }));
    const head = [aResult([failed("breaks often"), passed("adds numbers")])];
    expect(trace(criteria, claims, head).proofs.map(({ by, holds }) => [by, holds])).toEqual([
      ["test “adds numbers” in `test`", true],
    ]);
  });

  it("is not covered where nobody points, or where there is nothing: a claim is not believed", () => {
    const claims = [
      { criterion: "AC1", by: "a test that was never written" },
      { criterion: "AC1", by: "sum" },
      { criterion: "AC9", by: "adds numbers" },
    ];
    expect(trace(criteria, claims, [aResult([passed("sum > adds numbers")])])).toEqual({
      proofs: [],
      notCovered: [
        "**AC1** it adds: no test or check was found that proves it.",
        "**AC2** it is fast: no test or check was found that proves it.",
      ],
    });
  });
});

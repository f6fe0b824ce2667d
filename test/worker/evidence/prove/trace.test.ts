// From a criterion to its proof: somebody points, the harness looks.
import { describe, expect, it } from "@jest/globals";
import type { CheckResult, TestResult } from "../../../../src/domain/evidence.ts";
import { trace } from "../../../../worker/evidence/prove/trace.ts";

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

/** Where nothing of it is on the base. */
const sides = (head: CheckResult[], base: CheckResult[] = [], onBase: CheckResult[] | null = null) => ({
  ...{ head, base, onBase },
});

const criteria = [{ id: "AC1" }, { id: "AC2" }];
const test = (name: string, flaky = false) => ({ kind: "test", check: "test", test: name, flaky }) as const;

describe("a criterion", () => {
  it("is proved by a test that is there and passed, by its whole name or a part of it", () => {
    const head = [aResult([passed("sum > adds numbers"), passed("adds numbers twice")])];
    const by = (name: string) => trace(criteria, [{ criterion: "AC1", by: name }], sides(head));
    const proof = { criterion: "AC1", exitStatus: 0, holds: true, without: "unseen" };
    expect(by("sum > adds numbers")).toEqual([{ ...proof, by: test("sum > adds numbers") }]);
    expect(by("adds numbers twice")).toEqual([{ ...proof, by: test("adds numbers twice") }]);
    expect(by("numbers")).toEqual([{ ...proof, by: test("sum > adds numbers") }]);
  });

  it("is not proved by a test that is flaky", () => {
    const flaky: TestResult = { name: "adds numbers", status: "flaky", message: null };
    const proofs = trace(criteria, [{ criterion: "AC1", by: "adds numbers" }], sides([aResult([flaky])]));
    expect(proofs).toEqual([
      {
        criterion: "AC1",
        by: test("adds numbers", true),
        exitStatus: 0,
        holds: false,
        without: "unseen",
      },
    ]);
  });

  it("is proved by a check that passed", () => {
    const head = [aResult(null, { ending: "failed", exitStatus: 2 })];
    expect(trace(criteria, [{ criterion: "AC1", by: "test" }], sides(head, head))).toEqual([
      { criterion: "AC1", by: { kind: "check", check: "test" }, exitStatus: 2, holds: false, without: "red" },
    ]);
  });

  it("keeps the pointer that holds where one of several does", () => {
    const claims = ["breaks often", "adds numbers"].map((by) => ({ criterion: "AC1", by }));
    const head = [aResult([failed("breaks often"), passed("adds numbers")])];
    expect(trace(criteria, claims, sides(head)).map(({ by, holds }) => [by, holds])).toEqual([
      [test("adds numbers"), true],
    ]);
  });

  it("has no proof where nobody points, or where there is nothing: a claim is not believed", () => {
    const claims = [
      { criterion: "AC1", by: "a test that was never written" },
      { criterion: "AC1", by: "sum" },
      { criterion: "AC9", by: "adds numbers" },
    ];
    expect(trace(criteria, claims, sides([aResult([passed("sum > adds numbers")])]))).toEqual([]);
  });
});

describe("the test named for a criterion", () => {
  const red = { ending: "failed", exitStatus: 1 } as const;
  const head = [aResult([passed("adds numbers"), passed("adds nothing")])];
  it.each<[string, CheckResult, CheckResult | null, "red" | "green" | "unseen"]>([
    ["fails where only the new tests are there", aResult([]), aResult([failed("adds nothing")], red), "red"],
    ["failed before anything changed", aResult([failed("adds nothing")], red), null, "red"],
    ["passes where only the new tests are there", aResult([]), aResult([passed("adds nothing")]), "green"],
    ["passed before anything changed", aResult([passed("adds nothing")]), null, "green"],
    ["cannot even be loaded there", aResult([]), aResult([], red), "red"],
    ["cannot be run without the code it stands in", aResult([passed("adds numbers")]), null, "unseen"],
    [
      "is not there, where others fail with and without the change",
      aResult([failed("breaks often")], red),
      aResult([failed("breaks often")], red),
      "unseen",
    ],
  ])("that %s is told so", (_name, base, onBase, without) => {
    const claims = [{ criterion: "AC1", by: "adds nothing" }];
    const proofs = trace(criteria, claims, sides(head, [base], onBase === null ? null : [onBase]));
    expect(proofs).toMatchObject([{ holds: true, without }]);
  });

  it("is the one that fails without the change, where several are named", () => {
    const claims = ["adds numbers", "adds nothing"].map((by) => ({ criterion: "AC1", by }));
    const base = [aResult([passed("adds numbers")])];
    const onBase = [aResult([passed("adds numbers"), failed("adds nothing")], red)];
    expect(trace(criteria, claims, sides(head, base, onBase))).toMatchObject([
      { by: test("adds nothing"), without: "red" },
    ]);
  });
});

// What a case comes to: decided from measurements alone, and the false success is never a success.
import { describe, expect, it } from "@jest/globals";
import type { Outcome } from "../../../src/domain/outcome.ts";
import { CaseRules } from "../../../worker/eval/case.ts";
import { faultOnBase, type HiddenRun, judge } from "../../../worker/eval/verdict.ts";
import { aTally } from "../../support/builders.ts";

const byStatus = CaseRules.parse({ check: "make hidden" });
const byName = CaseRules.parse({ check: "make hidden", failBefore: ["new"], keepPassing: ["old"] });
const opened: Outcome = {
  kind: "opened",
  pull: { number: 1, url: "file:///x", headSha: "1" },
  measured: aTally(),
};

type Status = "passed" | "failed" | "skipped";
function ran(exitStatus: number | null, tests: Record<string, Status> | null = null): HiddenRun {
  const list = Object.entries(tests ?? {}).map(([name, status]) => ({ name, status, message: null }));
  const ending = exitStatus === 0 ? "passed" : exitStatus === null ? "timed-out" : "failed";
  return { kind: "ran", result: { ending, exitStatus, tests: tests === null ? null : list } };
}

describe("the hidden tests on the base", () => {
  it.each<[string, HiddenRun, CaseRules, RegExp | null]>([
    ["fail: the case is sound", ran(1), byStatus, null],
    ["hang: the case is sound", ran(null), byStatus, null],
    ["pass already", ran(0), byStatus, /^its hidden tests pass on the base already/],
    ["cannot be started", ran(127), byStatus, /^its check cannot be started: `make hidden` ended with 127$/],
    ["fail by name", ran(1, { "suite new": "failed", "suite old": "passed" }), byName, null],
    ["do not even load, by name", ran(1, { old: "passed" }), byName, null],
    ["are red for others only", ran(1, { new: "passed", old: "passed" }), byName, /“new” should fail on the/],
    [
      "break what should pass",
      ran(1, { new: "failed", old: "failed" }),
      byName,
      /“old” should pass .* failed$/,
    ],
    ["have no report", ran(1), byName, /no test report could be read from the check's output$/],
    [
      "have no room",
      { kind: "not-laid", because: "a folder" },
      byStatus,
      /cannot be laid over the base: a f/,
    ],
  ])("%s", (_what, run, rules, words) => {
    const fault = faultOnBase(run, rules);
    if (words === null) expect(fault).toBeNull();
    else expect(fault).toMatch(words);
  });
});

describe("the verdict", () => {
  it.each<[string, HiddenRun, CaseRules, string]>([
    ["resolved", ran(0), byStatus, "its hidden tests pass on the change"],
    [
      "resolved",
      ran(1, { new: "passed", old: "passed", other: "failed" }),
      byName,
      "its hidden tests pass on the change",
    ],
    ["false-success", ran(1), byStatus, "its hidden tests fail on the change (`make hidden` ended with 1)"],
    ["false-success", ran(null), byStatus, "its hidden tests did not end in time on the change"],
    ["false-success", ran(0, { new: "passed", old: "failed" }), byName, "of its hidden tests, “old” failed"],
    [
      "false-success",
      ran(0, { new: "skipped", old: "passed" }),
      byName,
      "of its hidden tests, “new” skipped",
    ],
    ["false-success", ran(0, { old: "passed" }), byName, "of its hidden tests, “new” did not run"],
    [
      "false-success",
      ran(1, { "a new": "passed", "b new": "failed", old: "passed" }),
      byName,
      "of its hidden tests, “new” failed",
    ],
    [
      "false-success",
      { kind: "not-laid", because: "a file stands there" },
      byStatus,
      "its hidden tests cannot be laid over the change: a file stands there",
    ],
  ])("of a published change is %s (%#)", (verdict, run, rules, because) => {
    expect(judge(opened, run, rules)).toEqual({ verdict, because });
  });

  it.each<[string, Outcome]>([
    [
      "honest-stop",
      { kind: "gave-up", reason: { kind: "not-handed-in", attempts: 5 }, log: null, patchKept: null },
    ],
    ["honest-stop", { kind: "no-change", reason: { kind: "spec-unchanged" } }],
    ["honest-stop", { kind: "needs-answer", questions: [], patchKept: null }],
    ["error", { kind: "failed", reason: { kind: "other", said: "s" }, log: null, patchKept: null }],
    ["error", { kind: "cancelled", by: { kind: "operator" }, because: { kind: "command" } }],
    ["error", { kind: "superseded", by: { kind: "operator" } }],
  ])("is %s where nothing was published (%#)", (verdict: string, outcome: Outcome) => {
    expect(judge(outcome, null, byStatus).verdict).toBe(verdict);
  });

  it("is an error, never a success, where the hidden tests did not run", () => {
    expect(judge(opened, null, byStatus).verdict).toBe("error");
  });
});

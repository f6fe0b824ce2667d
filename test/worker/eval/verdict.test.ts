// The verdict on a case, from measurements alone. A false success is never a success.
import { describe, expect, it } from "@jest/globals";
import type { Outcome } from "../../../src/domain/outcome.ts";
import { CaseRules } from "../../../worker/eval/case.ts";
import type { CaseFault, MissedTest } from "../../../worker/eval/case-fault.ts";
import { faultOnBase, type HiddenRun, judge, type VerdictReason } from "../../../worker/eval/verdict.ts";
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

const IN_THE_WAY = { kind: "file", sandboxSaid: "a folder" } as const;

describe("the hidden tests on the base", () => {
  it.each<[string, HiddenRun, CaseRules, CaseFault | null]>([
    ["fail: the case is sound", ran(1), byStatus, null],
    ["hang: the case is sound", ran(null), byStatus, null],
    ["pass already", ran(0), byStatus, { kind: "passes-on-base" }],
    [
      "cannot be started",
      ran(127),
      byStatus,
      { kind: "check-not-started", command: "make hidden", exitStatus: 127 },
    ],
    ["fail by name", ran(1, { "suite new": "failed", "suite old": "passed" }), byName, null],
    ["do not even load, by name", ran(1, { old: "passed" }), byName, null],
    [
      "are red for others only",
      ran(1, { new: "passed", old: "passed" }),
      byName,
      { kind: "should-fail-on-base", tests: ["new"] },
    ],
    [
      "break what should pass",
      ran(1, { new: "failed", old: "failed" }),
      byName,
      { kind: "should-pass-on-base", tests: [{ name: "old", status: "failed" }] },
    ],
    [
      "have no report",
      ran(1),
      byName,
      { kind: "should-pass-on-base", tests: [{ name: "old", status: "unreported" }] },
    ],
    [
      "have no room",
      { kind: "not-laid", fault: IN_THE_WAY },
      byStatus,
      { kind: "hidden-not-laid", fault: IN_THE_WAY },
    ],
  ])("%s", (_what, run, rules, fault) => {
    expect(faultOnBase(run, rules)).toEqual(fault);
  });
});

const missed = (name: string, status: MissedTest["status"]): VerdictReason => ({
  kind: "hidden-missed",
  tests: [{ name, status }],
});

describe("the verdict", () => {
  it.each<[string, HiddenRun, CaseRules, VerdictReason]>([
    ["resolved", ran(0), byStatus, { kind: "hidden-passed" }],
    [
      "resolved",
      ran(1, { new: "passed", old: "passed", other: "failed" }),
      byName,
      { kind: "hidden-passed" },
    ],
    ["false-success", ran(1), byStatus, { kind: "hidden-failed", command: "make hidden", exitStatus: 1 }],
    ["false-success", ran(null), byStatus, { kind: "hidden-timed-out" }],
    ["false-success", ran(0, { new: "passed", old: "failed" }), byName, missed("old", "failed")],
    ["false-success", ran(0, { new: "skipped", old: "passed" }), byName, missed("new", "skipped")],
    ["false-success", ran(0, { old: "passed" }), byName, missed("new", "absent")],
    [
      "false-success",
      ran(1, { "a new": "passed", "b new": "failed", old: "passed" }),
      byName,
      missed("new", "failed"),
    ],
    [
      "false-success",
      { kind: "not-laid", fault: IN_THE_WAY },
      byStatus,
      { kind: "hidden-not-laid", fault: IN_THE_WAY },
    ],
  ])("of a published change is %s (%#)", (verdict, run, rules, reason) => {
    expect(judge(opened, run, rules)).toEqual({ verdict, reason });
  });

  it.each<[string, Outcome]>([
    [
      "honest-stop",
      { kind: "gave-up", reason: { kind: "not-handed-in", attempts: 5 }, broken: [], patchKept: null },
    ],
    ["honest-stop", { kind: "no-change", reason: { kind: "spec-unchanged" } }],
    ["honest-stop", { kind: "needs-answer", questions: [], patchKept: null }],
    [
      "error",
      {
        kind: "failed",
        reason: { kind: "fault", fault: { kind: "git-failed", gitSaid: "s" } },
        log: null,
        patchKept: null,
      },
    ],
    ["error", { kind: "cancelled", by: { kind: "operator" }, because: { kind: "command" } }],
    ["error", { kind: "superseded", by: { kind: "operator" } }],
  ])("is %s where nothing was published (%#)", (verdict: string, outcome: Outcome) => {
    expect(judge(outcome, null, byStatus).verdict).toBe(verdict);
  });

  it("is an error, never a success, if the hidden tests did not run", () => {
    expect(judge(opened, null, byStatus).verdict).toBe("error");
  });
});

// Decides the verdict on a case from measurements alone. Pure.
import { z } from "zod";
import type { CheckResult, TestResult } from "../../src/domain/evidence.ts";
import { Cause } from "../../src/domain/fault.ts";
import { Outcome } from "../../src/domain/outcome.ts";
import type { CaseRules } from "./case.ts";
import { CaseFault, LayFault, MissedTest } from "./case-fault.ts";

export const Verdict = z.enum(["resolved", "false-success", "honest-stop", "broken-case", "error"]);
export type Verdict = z.infer<typeof Verdict>;

/** Why the verdict is what it is. `said` holds a program's words. */
export const VerdictReason = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("hidden-passed") }),
  z.object({ kind: z.literal("hidden-failed"), command: z.string(), exitStatus: z.int().nullable() }),
  z.object({ kind: z.literal("hidden-timed-out") }),
  z.object({ kind: z.literal("hidden-missed"), tests: z.array(MissedTest) }),
  z.object({ kind: z.literal("hidden-not-laid"), fault: LayFault }),
  z.object({ kind: z.literal("hidden-not-run") }),
  z.object({ kind: z.literal("not-published"), outcome: Outcome }),
  z.object({ kind: z.literal("case-broken"), fault: CaseFault }),
  z.object({ kind: z.literal("crashed"), cause: Cause }),
]);
export type VerdictReason = z.infer<typeof VerdictReason>;
export type Judgement = { verdict: Verdict; reason: VerdictReason };

/** The hidden tests on a tree. `not-laid`: they do not fit the tree. */
export type HiddenRun =
  | { kind: "ran"; result: Pick<CheckResult, "ending" | "exitStatus" | "tests"> }
  | { kind: "not-laid"; fault: LayFault };

/** The fault of a case that its hidden tests show on the untouched base; null: the case is sound. */
export function faultOnBase(run: HiddenRun, rules: CaseRules): CaseFault | null {
  if (run.kind === "not-laid") return { kind: "hidden-not-laid", fault: run.fault };
  const { ending, exitStatus, tests } = run.result;
  if (exitStatus === 126 || exitStatus === 127) {
    return { kind: "check-not-started", command: rules.check, exitStatus };
  }
  const missed = missedTests(rules.keepPassing, tests);
  if (missed.length > 0) return { kind: "should-pass-on-base", tests: missed };
  const early = rules.failBefore.filter((name) => statusOf(name, tests) === "passed");
  if (early.length > 0) return { kind: "should-fail-on-base", tests: early };
  return rules.failBefore.length > 0 || ending !== "passed" ? null : { kind: "passes-on-base" };
}

export function judge(outcome: Outcome, hidden: HiddenRun | null, rules: CaseRules): Judgement {
  const reason = { kind: "not-published", outcome } as const;
  switch (outcome.kind) {
    case "opened":
    case "revised":
      return judgePublished(hidden, rules);
    case "needs-answer":
    case "no-change":
    case "watched":
    case "gave-up":
      return { verdict: "honest-stop", reason };
    case "failed":
    case "cancelled":
    case "superseded":
      return { verdict: "error", reason };
    default:
      return outcome satisfies never;
  }
}

function judgePublished(hidden: HiddenRun | null, rules: CaseRules): Judgement {
  if (hidden === null) return { verdict: "error", reason: { kind: "hidden-not-run" } };
  const reason = failureOnChange(hidden, rules);
  return reason === null
    ? { verdict: "resolved", reason: { kind: "hidden-passed" } }
    : { verdict: "false-success", reason };
}

function failureOnChange(hidden: HiddenRun, rules: CaseRules): VerdictReason | null {
  if (hidden.kind === "not-laid") return { kind: "hidden-not-laid", fault: hidden.fault };
  const { ending, exitStatus, tests } = hidden.result;
  const missed = missedTests([...rules.failBefore, ...rules.keepPassing], tests);
  if (missed.length > 0) return { kind: "hidden-missed", tests: missed };
  if (rules.failBefore.length > 0 || ending === "passed") return null;
  if (ending === "timed-out") return { kind: "hidden-timed-out" };
  return { kind: "hidden-failed", command: rules.check, exitStatus };
}

function missedTests(names: string[], tests: TestResult[] | null): MissedTest[] {
  return names.flatMap((name) => {
    const status = statusOf(name, tests);
    return status === "passed" ? [] : [{ name, status }];
  });
}

/** The worst status of the tests with that name. Runners print files and suites around a name. */
function statusOf(name: string, tests: TestResult[] | null): MissedTest["status"] | "passed" {
  if (tests === null) return "unreported";
  const exact = tests.filter((test) => test.name === name);
  const found = exact.length > 0 ? exact : tests.filter((test) => test.name.includes(name));
  if (found.length === 0) return "absent";
  return (
    (["failed", "skipped"] as const).find((bad) => found.some(({ status }) => status === bad)) ?? "passed"
  );
}

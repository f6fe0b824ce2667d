// What a case came to, decided from what was measured. Pure; no model is asked.
import { z } from "zod";
import type { CheckResult, TestResult } from "../../src/domain/evidence.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import { failedText, gaveUpText, noChangeText } from "../../src/messages/reason.ts";
import { nameOf, stopReason } from "../../src/messages/stop.ts";
import type { CaseRules } from "./case.ts";

export const Verdict = z.enum(["resolved", "false-success", "honest-stop", "broken-case", "error"]);
export type Verdict = z.infer<typeof Verdict>;
export type Judgement = { verdict: Verdict; because: string };

/** The hidden tests on a tree. `not-laid`: something of the tree stands where they belong. */
export type HiddenRun =
  | { kind: "ran"; result: Pick<CheckResult, "ending" | "exitStatus" | "tests"> }
  | { kind: "not-laid"; because: string };

/** Why a case says nothing about a model, from its hidden tests on the untouched base; null: it does. */
export function faultOnBase(run: HiddenRun, rules: CaseRules): string | null {
  if (run.kind === "not-laid") return `its hidden tests cannot be laid over the base: ${run.because}`;
  const { ending, exitStatus, tests } = run.result;
  if (exitStatus === 126 || exitStatus === 127) {
    return `its check cannot be started: \`${rules.check}\` ended with ${exitStatus}`;
  }
  const broken = rules.keepPassing.filter((name) => statusOf(name, tests) !== "passed");
  if (broken.length > 0) return `${named(broken)} should pass on the base, but ${does(broken, tests)}`;
  const early = rules.failBefore.filter((name) => statusOf(name, tests) === "passed");
  if (early.length > 0) return `${named(early)} should fail on the base, but passed there`;
  if (rules.failBefore.length > 0 || ending !== "passed") return null;
  return "its hidden tests pass on the base already, so they cannot tell whether the issue was resolved";
}

export function judge(outcome: Outcome, hidden: HiddenRun | null, rules: CaseRules): Judgement {
  switch (outcome.kind) {
    case "opened":
    case "revised":
      return judgePublished(hidden, rules);
    case "needs-answer":
      return stopped(`it asks: ${outcome.questions.map((question) => question.text).join(" ")}`);
    case "no-change":
      return stopped(noChangeText(outcome.reason));
    case "gave-up":
      return stopped(gaveUpText(outcome.reason));
    case "failed":
      return { verdict: "error", because: failedText(outcome.reason) };
    case "cancelled":
      return {
        verdict: "error",
        because: `stopped by ${nameOf(outcome.by)}: ${stopReason(outcome.because)}`,
      };
    case "superseded":
      return { verdict: "error", because: `superseded by ${nameOf(outcome.by)}` };
    default:
      return outcome satisfies never;
  }
}

function judgePublished(hidden: HiddenRun | null, rules: CaseRules): Judgement {
  if (hidden === null) return { verdict: "error", because: "its hidden tests did not run on the change" };
  const because = faultOnChange(hidden, rules);
  return because === null
    ? { verdict: "resolved", because: "its hidden tests pass on the change" }
    : { verdict: "false-success", because };
}

function faultOnChange(hidden: HiddenRun, rules: CaseRules): string | null {
  if (hidden.kind === "not-laid") {
    return `its hidden tests cannot be laid over the change: ${hidden.because}`;
  }
  const { ending, exitStatus, tests } = hidden.result;
  const wanted = [...rules.failBefore, ...rules.keepPassing];
  const missed = wanted.filter((name) => statusOf(name, tests) !== "passed");
  if (missed.length > 0) return `of its hidden tests, ${named(missed)} ${does(missed, tests)}`;
  if (rules.failBefore.length > 0 || ending === "passed") return null;
  if (ending === "timed-out") return "its hidden tests did not end in time on the change";
  return `its hidden tests fail on the change (\`${rules.check}\` ended with ${exitStatus ?? "no exit status"})`;
}

function stopped(because: string): Judgement {
  return { verdict: "honest-stop", because };
}

/** Of several tests of that name, the worst: runners print files and suites around it. */
function statusOf(name: string, tests: TestResult[] | null): TestResult["status"] | "absent" {
  const exact = (tests ?? []).filter((test) => test.name === name);
  const found = exact.length > 0 ? exact : (tests ?? []).filter((test) => test.name.includes(name));
  if (found.length === 0) return "absent";
  return (
    (["failed", "skipped"] as const).find((bad) => found.some(({ status }) => status === bad)) ?? "passed"
  );
}

const MOST_NAMES = 3;

function named(names: string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => `“${name}”`);
  const rest = names.length - shown.length;
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(", ");
}

function does(names: string[], tests: TestResult[] | null): string {
  if (tests === null) return "no test report could be read from the check's output";
  const statuses = [...new Set(names.map((name) => statusOf(name, tests)))];
  return statuses.map((status) => (status === "absent" ? "did not run" : status)).join(" or ");
}

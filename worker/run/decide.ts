// What follows from what was measured and found. Pure: the model proposes, this disposes.
import { CAP_NAMES, type Cap } from "../../src/domain/budget.ts";
import {
  brokenChecks,
  type CheckResult,
  diagnosticKey,
  type Evidence,
  failedTests,
} from "../../src/domain/evidence.ts";
import type { Verdict } from "../../src/domain/finding.ts";

/** What happened so far in this run, counted. */
export type History = {
  attempts: number;
  reviews: number;
  escalations: number;
  /** Whether the coder was already told that its new tests pass without the change. */
  toldTestsProveNothing: boolean;
  /** Fingerprint of the failures of the attempt before; null where there was none. */
  lastFailures: string | null;
};

export type Bounds = { maxAttempts: number; maxReviews: number; maxEscalations: number };

export type AfterChecks =
  /** The checks hold: somebody else looks at it. */
  | { kind: "review" }
  | { kind: "again"; because: "checks"; broken: CheckResult[] }
  | { kind: "again"; because: "tests-prove-nothing" }
  /** The same failures again: the logs go up to the architect. */
  | { kind: "escalate"; broken: CheckResult[] }
  | { kind: "give-up"; because: string; broken: CheckResult[] };

export function afterChecks(
  evidence: Evidence,
  history: History,
  bounds: Bounds,
  exhausted: Cap | null,
): AfterChecks {
  const broken = brokenChecks(evidence.base, evidence.head);
  if (broken.length > 0) return afterBroken(broken, history, bounds, exhausted);
  const provesNothing = evidence.redGreen.some((r) => r.base === "passed");
  if (
    provesNothing &&
    !history.toldTestsProveNothing &&
    exhausted === null &&
    history.attempts < bounds.maxAttempts
  ) {
    return { kind: "again", because: "tests-prove-nothing" };
  }
  return { kind: "review" };
}

function afterBroken(
  broken: CheckResult[],
  history: History,
  bounds: Bounds,
  exhausted: Cap | null,
): AfterChecks {
  const names = broken.map((result) => `\`${result.check.name}\``).join(", ");
  if (exhausted !== null) {
    return {
      kind: "give-up",
      because: `the budget of ${CAP_NAMES[exhausted]} was used up while ${names} still failed`,
      broken,
    };
  }
  if (history.attempts >= bounds.maxAttempts) {
    return { kind: "give-up", because: `after ${history.attempts} attempts ${names} still failed`, broken };
  }
  if (history.lastFailures === failureKey(broken)) {
    return history.escalations < bounds.maxEscalations
      ? { kind: "escalate", broken }
      : {
          kind: "give-up",
          because: `${names} kept failing in the same way, also with the architect's help`,
          broken,
        };
  }
  return { kind: "again", because: "checks", broken };
}

export type AfterReview =
  | { kind: "publish"; notes: string[] }
  | { kind: "again"; because: "review"; verdict: Verdict }
  | { kind: "give-up"; because: string };

export function afterReview(
  verdict: Verdict,
  history: History,
  bounds: Bounds,
  exhausted: Cap | null,
): AfterReview {
  if (verdict.kind === "accepted") return { kind: "publish", notes: [] };
  if (exhausted !== null) {
    return {
      kind: "give-up",
      because: `the budget of ${CAP_NAMES[exhausted]} was used up with blocking review findings open`,
    };
  }
  if (history.reviews >= bounds.maxReviews || history.attempts >= bounds.maxAttempts) {
    return {
      kind: "give-up",
      because: "the reviewing model still blocks the change after its findings went back to the coder",
    };
  }
  return { kind: "again", because: "review", verdict };
}

/** Two attempts with the same key failed in the same way; durations and line numbers do not matter. */
export function failureKey(broken: CheckResult[]): string {
  return JSON.stringify(
    broken.map((result) => [
      result.check.name,
      result.ending,
      failedTests(result).sort(),
      result.diagnostics.map(diagnosticKey).sort(),
      result.tests === null && result.diagnostics.length === 0 ? result.exitStatus : null,
    ]),
  );
}

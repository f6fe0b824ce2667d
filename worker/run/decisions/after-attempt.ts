// What follows from what was measured and found. Pure: the model proposes, this disposes.
import type { Cap } from "../../../src/domain/budget.ts";
import {
  brokenChecks,
  type CheckResult,
  diagnosticKey,
  type Evidence,
  failedTests,
} from "../../../src/domain/evidence.ts";
import type { Verdict } from "../../../src/domain/finding.ts";
import type { Bound, GaveUpReason } from "../../../src/domain/reason.ts";
import type { Weakening } from "../../../src/domain/remark.ts";
import type { Wall } from "../../../src/domain/wall.ts";

/** What happened so far in this run, counted. */
export type History = {
  attempts: number;
  reviews: number;
  escalations: number;
  /** What the coder was already told of its tests: each is said once, for it may be right. */
  told: { provesNothing: boolean; weakened: boolean };
  /** Fingerprint of the failures of the attempt before, and how many in a row had it; null where there was none. */
  lastFailures: { key: string; times: number } | null;
};

export type Bounds = {
  maxAttempts: number;
  maxReviews: number;
  maxEscalations: number;
  /** Attempts in a row that fail in the same way: a wall. */
  maxSameFailures: number;
};

export type AfterChecks =
  /** The checks hold: somebody else looks at it. */
  | { kind: "review" }
  | { kind: "again"; because: "checks"; broken: CheckResult[] }
  /** The checks hold, but tests pass without the change, or less is asked than before. */
  | { kind: "again"; because: "tests"; provesNothing: boolean; weakened: Weakening[] }
  /** The checks hold, but the coder was stopped at a wall before it said that this is all. */
  | { kind: "again"; because: "not-handed-in" }
  /** What is known goes up to the architect. */
  | { kind: "escalate"; wall: Wall; broken: CheckResult[] }
  | { kind: "give-up"; reason: GaveUpReason; broken: CheckResult[] };

/** What follows where there is nothing to review yet. */
export type NotYet = Exclude<AfterChecks, { kind: "review" }>;

/** `wall`: what stopped the coder, or the attempt ran into; null: nothing. `handedIn`: the coder says that this is all. */
export type Attempt = { exhausted: Cap | null; wall: Wall | null; handedIn: boolean };

/** Nothing was changed yet, so there is nothing to measure. */
export function afterNoChange(wall: Wall, history: History, bounds: Bounds): NotYet {
  return upTo(wall, [], history, bounds);
}

export function afterChecks(
  evidence: Evidence,
  history: History,
  bounds: Bounds,
  attempt: Attempt,
): AfterChecks {
  const broken = brokenChecks(evidence.base, evidence.head);
  if (broken.length > 0) return afterBroken(broken, history, bounds, attempt);
  const goesOn = attempt.exhausted === null && history.attempts < bounds.maxAttempts;
  const untold = untoldOfTests(evidence, history);
  if (untold !== null && goesOn && attempt.handedIn) return untold;
  if (attempt.handedIn || attempt.exhausted !== null) return { kind: "review" };
  if (goesOn) return { kind: "again", because: "not-handed-in" };
  return giveUp({ kind: "not-handed-in", attempts: history.attempts }, []);
}

function untoldOfTests(evidence: Evidence, { told }: History): AfterChecks | null {
  const passes = evidence.redGreen.some((r) => r.base === "passed") || onlyHeld(evidence);
  const provesNothing = passes && !told.provesNothing;
  const weakened = told.weakened ? [] : evidence.weakened;
  if (!provesNothing && weakened.length === 0) return null;
  return { kind: "again", because: "tests", provesNothing, weakened };
}

/** Whatever was named for the criteria passes without the change as well. */
function onlyHeld({ proofs }: Evidence): boolean {
  const holding = proofs.filter((proof) => proof.holds);
  return holding.length > 0 && holding.every((proof) => proof.without === "green");
}

function afterBroken(
  broken: CheckResult[],
  history: History,
  bounds: Bounds,
  { exhausted, wall }: Attempt,
): AfterChecks {
  const { attempts } = history;
  const bound = boundOf(exhausted, attempts >= bounds.maxAttempts ? { kind: "attempts", attempts } : null);
  if (bound !== null) return giveUp({ kind: "checks-fail", checks: namesOf(broken), bound }, broken);
  const { times } = failuresAfter(broken, history);
  if (times >= bounds.maxSameFailures)
    return upTo({ kind: "same-failures", attempts: times }, broken, history, bounds);
  if (wall !== null) return upTo(wall, broken, history, bounds);
  return { kind: "again", because: "checks", broken };
}

/** A bounded number of times to the architect; then the run is over. */
function upTo(wall: Wall, broken: CheckResult[], history: History, bounds: Bounds): NotYet {
  if (history.escalations < bounds.maxEscalations) return { kind: "escalate", wall, broken };
  const { escalations } = history;
  return giveUp({ kind: "wall", wall, checks: namesOf(broken), escalations }, broken);
}

function giveUp(reason: GaveUpReason, broken: CheckResult[]): NotYet {
  return { kind: "give-up", reason, broken };
}

function namesOf(broken: CheckResult[]): string[] {
  return broken.map((result) => result.check.name);
}

/** The budget comes first: it bounds everything. */
function boundOf(exhausted: Cap | null, other: Bound | null): Bound | null {
  return exhausted === null ? other : { kind: "budget", cap: exhausted };
}

export type AfterReview = { kind: "publish" } | { kind: "again" } | { kind: "give-up"; reason: GaveUpReason };

export function afterReview(
  verdict: Verdict,
  history: History,
  bounds: Bounds,
  exhausted: Cap | null,
): AfterReview {
  const { findings } = verdict;
  if (verdict.kind === "accepted") return { kind: "publish" };
  const { reviews, attempts } = history;
  const rounds: Bound | null =
    reviews >= bounds.maxReviews
      ? { kind: "reviews", reviews }
      : attempts >= bounds.maxAttempts
        ? { kind: "attempts", attempts }
        : null;
  const bound = boundOf(exhausted, rounds);
  return bound === null
    ? { kind: "again" }
    : { kind: "give-up", reason: { kind: "review-blocks", bound, findings } };
}

/** These failures, and how many attempts in a row ended with them. */
export function failuresAfter(
  broken: CheckResult[],
  history: Pick<History, "lastFailures">,
): { key: string; times: number } {
  const key = failureKey(broken);
  return { key, times: history.lastFailures?.key === key ? history.lastFailures.times + 1 : 1 };
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

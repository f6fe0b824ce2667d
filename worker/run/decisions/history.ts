// What happened so far while a change was built, counted, and how often each of it may happen.

import type { Cap } from "../../../src/domain/budget.ts";
import { type CheckResult, diagnosticKey, failedTests } from "../../../src/domain/evidence.ts";
import type { Bound } from "../../../src/domain/reason.ts";
import type { Wall } from "../../../src/domain/wall.ts";
import type { SecondLook } from "../../roles/second-look.ts";
import { giveUp, type Next } from "./next.ts";

export type History = {
  attempts: number;
  reviews: number;
  escalations: number;
  /** What needs a second look and the coder was already told of: each kind is said once, for the coder may be right. */
  told: Told;
  /** Fingerprint of the failures of the attempt before, and how many in a row had it; null where there was none. */
  lastFailures: { key: string; times: number } | null;
};

export type Told = Record<keyof SecondLook, boolean>;

const NOTHING_TOLD: Told = {
  ...{ provesNothing: false, notRun: false, weakened: false, rewritten: false, ranNowhere: false },
  ...{
    unnamed: false,
    failedControls: false,
    strays: false,
    grown: false,
    dependencies: false,
    uncarried: false,
    guardFaults: false,
  },
};

export const NOTHING_SEEN: SecondLook = {
  ...{ provesNothing: false, notRun: [], weakened: [], rewritten: [], ranNowhere: [], failedControls: [] },
  ...{ unnamed: [], strays: [], grown: [], dependencies: [], uncarried: [], guardFaults: [] },
};

export const NO_HISTORY: History = {
  attempts: 0,
  reviews: 0,
  escalations: 0,
  told: NOTHING_TOLD,
  lastFailures: null,
};

export type Bounds = {
  maxAttempts: number;
  maxReviews: number;
  maxEscalations: number;
  /** Attempts in a row that fail in the same way: a wall. */
  maxSameFailures: number;
};

export function toldOf(look: SecondLook): Told {
  const isTold = Object.entries(look).map(
    ([kind, found]) => [kind, Array.isArray(found) ? found.length > 0 : found] as const,
  );
  return { ...NOTHING_TOLD, ...Object.fromEntries(isTold) };
}

export function toldAlso(before: Told, look: SecondLook): Told {
  const now = Object.entries(toldOf(look)).filter(([, isTold]) => isTold);
  return { ...before, ...Object.fromEntries(now) };
}

/** A bounded number of times to the architect; then the run is over. `broken` empty: nothing is changed. */
export function atWall(
  wall: Wall,
  broken: CheckResult[],
  { escalations }: Pick<History, "escalations">,
  { maxEscalations }: Pick<Bounds, "maxEscalations">,
): Next {
  if (escalations < maxEscalations) return { kind: "escalate", wall, broken };
  return giveUp({ kind: "wall", wall, checks: namesOf(broken), escalations }, broken);
}

/** The bound at which the coder is not sent back again; null: none is reached. The budget comes first: it bounds everything. */
export function attemptsBound(
  { attempts }: Pick<History, "attempts">,
  { maxAttempts }: Pick<Bounds, "maxAttempts">,
  exhausted: Cap | null,
): Bound | null {
  if (exhausted !== null) return { kind: "budget", cap: exhausted };
  return attempts >= maxAttempts ? { kind: "attempts", attempts } : null;
}

/** The same after a review. */
export function reviewsBound(history: History, bounds: Bounds, exhausted: Cap | null): Bound | null {
  const { reviews } = history;
  if (exhausted === null && reviews >= bounds.maxReviews) return { kind: "reviews", reviews };
  return attemptsBound(history, bounds, exhausted);
}

export function namesOf(broken: CheckResult[]): string[] {
  return broken.map((result) => result.check.name);
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

// What a run has spent, by role, held against its budget.
import type { Clock } from "../../../src/clock.ts";
import {
  addUsage,
  type Budget,
  type Cap,
  NO_USAGE,
  type Role,
  type Shares,
  sharesOf,
  type Usage,
  usedUp,
  wouldBreak,
} from "../../../src/domain/budget.ts";

export type Meter = Disposable & {
  /** Sets the budget in force; what was spent stays spent. */
  limit(budget: Budget): void;
  spend(role: Role, usage: Usage): void;
  /** The cap that is used up, leaving the reserve; null while all hold. Of a role: or that its next reply would break. */
  exhausted(role?: Role): Cap | null;
  /** The budget in force. */
  budget(): Budget;
  /** How much of each cap is spent. */
  shares(): Shares;
  byRole(): Partial<Record<Role, Usage>>;
  /** Since the run began: the time of its executions, without what lies between them. */
  elapsedMs(): number;
  /** Aborts with OutOfTime when the minutes, reserve included, are over: nothing is waited for any longer. */
  timeUp: AbortSignal;
};

export class OutOfTime extends Error {
  override name = "OutOfTime";
}

/** As long as a timer goes. */
const LONGEST_MS = 2 ** 31 - 1;

/** What earlier executions of the run spent: its budget binds over all of them. */
export type SpentBefore = { byRole: Partial<Record<Role, Usage>>; elapsedMs: number };

const NOTHING_SPENT: SpentBefore = { byRole: {}, elapsedMs: 0 };

export function startMeter(first: Budget, clock: Clock, before: SpentBefore = NOTHING_SPENT): Meter {
  let budget = first;
  const startedAt = clock.now() - before.elapsedMs;
  const spent: Partial<Record<Role, Usage>> = { ...before.byRole };
  const last: Partial<Record<Role, Usage>> = {};
  const timeUp = new AbortController();
  let timer = new AbortController();
  const setTimer = async () => {
    timer.abort();
    timer = new AbortController();
    const leftMs = Math.max(0, startedAt + budget.minutes * 60_000 - clock.now());
    const [slept] = await Promise.allSettled([clock.sleep(Math.min(leftMs, LONGEST_MS), timer.signal)]);
    if (slept.status === "fulfilled") timeUp.abort(new OutOfTime("the minutes of this run are over"));
  };
  void setTimer();
  const sum = () => Object.values(spent).reduce(addUsage, NO_USAGE);
  const elapsedMs = () => clock.now() - startedAt;
  const spentSoFar = () => ({ usage: sum(), elapsedMs: elapsedMs() });
  return {
    limit: (next) => {
      budget = next;
      void setTimer();
    },
    spend: (role, usage) => {
      spent[role] = addUsage(spent[role] ?? NO_USAGE, usage);
      last[role] = usage;
    },
    exhausted: (role) => {
      const next = role === undefined ? NO_USAGE : (last[role] ?? NO_USAGE);
      return usedUp(budget, spentSoFar()) ?? wouldBreak(budget, sum(), next);
    },
    budget: () => budget,
    shares: () => sharesOf(budget, spentSoFar()),
    byRole: () => ({ ...spent }),
    elapsedMs,
    timeUp: timeUp.signal,
    [Symbol.dispose]: () => timer.abort(),
  };
}

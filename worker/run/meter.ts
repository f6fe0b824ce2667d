// What a run has spent, by role, held against its budget.
import type { Clock } from "../../src/clock.ts";
import {
  addUsage,
  type Budget,
  type Cap,
  NO_USAGE,
  type Role,
  type Usage,
  usedUp,
} from "../../src/domain/budget.ts";

export type Meter = {
  /** Sets the budget in force; what was spent stays spent. */
  limit(budget: Budget): void;
  spend(role: Role, usage: Usage): void;
  /** The cap that is used up, leaving the reserve; null while all hold. */
  exhausted(): Cap | null;
  byRole(): Partial<Record<Role, Usage>>;
};

export function startMeter(first: Budget, clock: Clock): Meter {
  let budget = first;
  const startedAt = clock.now();
  const spent: Partial<Record<Role, Usage>> = {};
  return {
    limit: (next) => {
      budget = next;
    },
    spend: (role, usage) => {
      spent[role] = addUsage(spent[role] ?? NO_USAGE, usage);
    },
    exhausted: () => {
      const usage = Object.values(spent).reduce(addUsage, NO_USAGE);
      return usedUp(budget, { usage, elapsedMs: clock.now() - startedAt });
    },
    byRole: () => ({ ...spent }),
  };
}

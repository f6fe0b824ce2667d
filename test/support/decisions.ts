// What decisions about a run are given besides what they decide on: a history, bounds, budgets.
import { DEFAULT_BUDGET } from "../../src/domain/budget.ts";
import type { HandIn } from "../../worker/roles/ask-role.ts";
import type { SecondLook } from "../../worker/roles/second-look.ts";
import { type Bounds, type History, NO_HISTORY, NOTHING_SEEN } from "../../worker/run/decisions/history.ts";
import type { Budgets } from "../../worker/run/decisions/unanswered.ts";

export const BOUNDS: Bounds = { maxAttempts: 3, maxReviews: 1, maxEscalations: 1, maxSameFailures: 2 };
export const BUDGETS: Budgets = { inForce: { ...DEFAULT_BUDGET, usd: 1 }, operators: DEFAULT_BUDGET };

export function aHistory(part: Partial<History> = {}): History {
  return { ...NO_HISTORY, attempts: 1, ...part };
}

export function aSecondLook(part: Partial<SecondLook> = {}): SecondLook {
  return { ...NOTHING_SEEN, ...part };
}

export function answered<T>(value: T): HandIn<T> {
  return { kind: "handed-in", value };
}

export const OUT_OF_MONEY = { kind: "out-of-budget", cap: "usd" } as const;
export const SILENT = {
  kind: "silent",
  role: "coder",
  silence: { kind: "not-handed-in", tool: "done", said: "", asText: null },
} as const;

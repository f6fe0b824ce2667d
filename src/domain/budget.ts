// Money, tokens, steps and minutes, with a reserve that always pays for saving the work and reporting.
import { z } from "zod";

export const Role = z.enum(["architect", "coder", "reviewer"]);
export type Role = z.infer<typeof Role>;

export const Budget = z.object({
  usd: z.number().positive(),
  tokens: z.int().positive(),
  steps: z.int().positive(),
  minutes: z.number().positive(),
});
export type Budget = z.infer<typeof Budget>;

export const DEFAULT_BUDGET: Budget = { usd: 5, tokens: 4_000_000, steps: 150, minutes: 45 };

/** Of each cap the lower one. `narrower` may leave some out. */
export function within(budget: Budget, narrower: { [cap in Cap]?: number | undefined }): Budget {
  const least = (cap: Cap) => Math.min(budget[cap], narrower[cap] ?? budget[cap]);
  return { usd: least("usd"), tokens: least("tokens"), steps: least("steps"), minutes: least("minutes") };
}

/** Share of every cap kept back for winding down: saving the patch, measuring it once, reporting. */
export const RESERVE = 0.1;

export const Usage = z.object({
  inputTokens: z.number(),
  cachedTokens: z.number(),
  outputTokens: z.number(),
  steps: z.number(),
  /** Null: the price is not known. */
  usd: z.number().nullable(),
});
export type Usage = z.infer<typeof Usage>;

export const NO_USAGE: Usage = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, steps: 0, usd: 0 };

/** Adds up; a sum with an unknown price has an unknown price. */
export function addUsage(a: Usage, b: Usage): Usage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    steps: a.steps + b.steps,
    usd: a.usd === null || b.usd === null ? null : a.usd + b.usd,
  };
}

export type Spent = { usage: Usage; elapsedMs: number };
export const Cap = z.enum(["usd", "tokens", "steps", "minutes"]);
export type Cap = z.infer<typeof Cap>;

/** What a person calls each cap. */
export const BUDGET_NAMES: Record<Cap, string> = {
  usd: "money budget",
  tokens: "token budget",
  steps: "step budget",
  minutes: "time budget",
};

/**
 * The first cap (reserve included) that the next reply of a conversation would exceed: it costs what the last one cost and
 * what was said since. Half as much again is a guess on the safe side.
 */
export function wouldBreak(budget: Budget, spent: Usage, last: Usage): Cap | null {
  const tokens = ({ inputTokens, outputTokens }: Usage) => inputTokens + outputTokens;
  if (spent.usd !== null && last.usd !== null && spent.usd + last.usd * GROWTH > budget.usd) return "usd";
  return tokens(spent) + tokens(last) * GROWTH > budget.tokens ? "tokens" : null;
}

const GROWTH = 1.5;

/** How much of each cap is spent: 1 is all of it, the reserve included. */
export const Shares = z.record(Cap, z.number());
export type Shares = z.infer<typeof Shares>;

/** An unknown price is capped by tokens. */
export function sharesOf(budget: Budget, { usage, elapsedMs }: Spent): Shares {
  return {
    usd: (usage.usd ?? 0) / budget.usd,
    tokens: (usage.inputTokens + usage.outputTokens) / budget.tokens,
    steps: usage.steps / budget.steps,
    minutes: elapsedMs / (budget.minutes * 60_000),
  };
}

/** The first cap that is used up, leaving the reserve; null while all hold. */
export function usedUp(budget: Budget, spent: Spent, reserve = RESERVE): Cap | null {
  const shares = sharesOf(budget, spent);
  return Cap.options.find((cap) => shares[cap] >= 1 - reserve) ?? null;
}

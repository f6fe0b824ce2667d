// What the sums of many days come to: counts with their denominators. Pure.
import type { Sums } from "../../ledger/sums.ts";

export type Figures = {
  /** Runs that ended, and by the kind of their outcome. */
  runs: number;
  ended: Record<string, number>;
  /** Issues whose first run ended in this time, and how many of those were merged since. */
  issues: number;
  merged: number;
  /** Reviews answered before those merges. */
  rounds: number;
  /** Of all runs, also of those that brought nothing. */
  usd: number;
  minutes: number;
  /** Runs without a known price: they cost nothing here. */
  unpriced: number;
  proven: number;
  criteria: number;
};

const ENDED = "ended:";

export function figuresOf(sums: Sums[]): Figures {
  const total = (amount: string) => sums.reduce((sum, { of }) => sum + (of[amount] ?? 0), 0);
  const kinds = new Set(sums.flatMap(({ of }) => Object.keys(of).filter((key) => key.startsWith(ENDED))));
  const ended = Object.fromEntries([...kinds].map((key) => [key.slice(ENDED.length), total(key)]));
  return {
    runs: Object.values(ended).reduce((sum, count) => sum + count, 0),
    ended,
    ...{ issues: total("issues"), merged: total("merged"), rounds: total("rounds") },
    ...{ usd: total("usd"), minutes: total("ms") / 60_000, unpriced: total("unpriced") },
    ...{ proven: total("proven"), criteria: total("criteria") },
  };
}

/** The last so many days, oldest first, as in 2030-12-31, UTC. */
export function lastDays(nowMs: number, count: number): string[] {
  const DAY_MS = 24 * 60 * 60_000;
  return Array.from({ length: count }, (_, at) =>
    new Date(nowMs - (count - 1 - at) * DAY_MS).toISOString().slice(0, 10),
  );
}

/** Days in a row that are shown as one: few enough bars to be told apart. */
export function spansOf(days: string[]): string[][] {
  const size = days.length <= 31 ? 1 : 7;
  const spans: string[][] = [];
  // Counted from the newest day, so that the last bar is a whole one.
  for (let end = days.length; end > 0; end -= size) spans.unshift(days.slice(Math.max(0, end - size), end));
  return spans;
}

// What the sums of many days come to: counts with their denominators. Pure.
import type { Sums } from "../../ledger/sums.ts";

export type Figures = {
  /** Runs that ended, and by the kind of their outcome. */
  runs: number;
  ended: Record<string, number>;
  /** Pull requests that these runs opened; those of them that were merged or refused since; merged at the first review. */
  opened: number;
  merged: number;
  refused: number;
  accepted: number;
  /** Issues whose first run ended in this time, and how many of those were merged since. */
  issues: number;
  issuesMerged: number;
  /** Reviews answered before those merges. */
  rounds: number;
  /** Lines that we wrote, and lines that the merge has otherwise in the same files, of so many merges. */
  ours: number;
  changed: number;
  compared: number;
  /** Runs that met a conflict with what others changed. */
  conflicted: number;
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
  const totals = totalsOf(sums.filter(({ role }) => role === "coder"));
  const total = (amount: string) => totals.get(amount) ?? 0;
  const ended = Object.fromEntries(
    [...totals].flatMap(([amount, by]) =>
      amount.startsWith(ENDED) ? [[amount.slice(ENDED.length), by]] : [],
    ),
  );
  return {
    ...{ runs: total("runs"), ended, opened: total("opened") },
    ...{ merged: total("merged"), refused: total("refused"), accepted: total("accepted") },
    ...{ issues: total("issues"), issuesMerged: total("issues-merged"), rounds: total("rounds") },
    ...{ ours: total("ours"), changed: total("changed"), compared: total("compared") },
    ...{ conflicted: total("conflicted"), proven: total("proven"), criteria: total("criteria") },
    ...{ usd: total("all-usd"), minutes: total("ms") / 60_000, unpriced: total("unpriced") },
  };
}

function totalsOf(sums: Sums[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { of } of sums)
    for (const [amount, by] of Object.entries(of)) totals.set(amount, (totals.get(amount) ?? 0) + by);
  return totals;
}

export function totalOf(sums: Sums[], amount: string): number {
  return sums.reduce((sum, { of }) => sum + (of[amount] ?? 0), 0);
}

/** The last so many days, oldest first, as in 2030-12-31, UTC. */
export function lastDays(nowMs: number, count: number): string[] {
  const DAY_MS = 24 * 60 * 60_000;
  return Array.from({ length: count }, (_, at) =>
    new Date(nowMs - (count - 1 - at) * DAY_MS).toISOString().slice(0, 10),
  );
}

/** Days in a row that are shown as one: few enough bars to be told apart. */
export function spansOf(days: string[], size = days.length <= 31 ? 1 : 7): string[][] {
  const spans: string[][] = [];
  // Counted from the newest day, so that the last bar is a whole one.
  for (let end = days.length; end > 0; end -= size) spans.unshift(days.slice(Math.max(0, end - size), end));
  return spans;
}

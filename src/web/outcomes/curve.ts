// The merge rate over time: of all runs, and of those that opened a pull request.
import type { Sums } from "../../ledger/sums.ts";
import type { Html } from "../html/html.ts";
import { lines } from "../html/plot.ts";
import { figuresOf, spansOf } from "./figures.ts";
import { share } from "./tables.ts";

const WEEK_DAYS = 7;

/** Null where fewer than two weeks have a rate. */
export function mergeRates(sums: Sums[], days: string[]): Html | null {
  const byDay = Map.groupBy(sums, ({ day }) => day);
  const weeks = spansOf(days, WEEK_DAYS).map((span, x) => ({
    ...{ x, from: span[0] ?? "" },
    ...figuresOf(span.flatMap((day) => byDay.get(day) ?? [])),
  }));
  const rate = (of: "runs" | "opened") =>
    weeks.flatMap((week) => (week[of] === 0 ? [] : [{ x: week.x, y: week.merged / week[of] }]));
  if (rate("runs").length < 2) return null;
  const { merged, runs, opened } = figuresOf(sums);
  const series = [
    { name: `${share(merged, runs)} of all runs`, tone: "one", points: rate("runs") },
    { name: `${share(merged, opened)} of pull requests opened`, tone: "three", points: rate("opened") },
  ];
  return lines({
    label: `Merged, week by week: ${series.map(({ name }) => name).join("; ")}`,
    leastTop: 1,
    series,
    x: (value) => (Number.isInteger(value) ? (weeks[value]?.from.slice(5) ?? "") : ""),
    y: (value) => `${Math.round(value * 100)} %`,
  });
}

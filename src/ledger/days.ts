// The sums of days, read again from Redis only after somebody wrote to them: parsing them costs more than all else on the page.
import type { Redis } from "ioredis";
import { SUMS_AT } from "./keys.ts";
import { type Sums, sumsIn, WRITTEN } from "./sums.ts";

/** More days than a page shows. */
const MOST_DAYS = 400;

type Kept = { written: string; sums: readonly Sums[] };

/** The caller must not change the sums: they are kept for the next call. */
export function daysOver(redis: Redis): (days: string[]) => Promise<Sums[]> {
  const kept = new Map<string, Kept>();

  return async (days) => {
    const marks = await Promise.all(days.map((day) => redis.hget(`${SUMS_AT}${day}`, WRITTEN)));
    const stale = days.filter((day, at) => marks[at] === null || kept.get(day)?.written !== marks[at]);
    const read = await Promise.all(
      stale.map(async (day) => ({ day, fields: await redis.hgetall(`${SUMS_AT}${day}`) })),
    );
    const fresh = Map.groupBy(sumsIn(read), ({ day }) => day);
    for (const { day, fields } of read) {
      const written = fields[WRITTEN];
      kept.delete(day);
      // A day without a mark was written by an older version, or not at all.
      if (written !== undefined) kept.set(day, { written, sums: fresh.get(day) ?? [] });
    }
    const answer = days.flatMap((day) => fresh.get(day) ?? kept.get(day)?.sums ?? []);
    for (const day of [...kept.keys()].toSorted().slice(0, -MOST_DAYS)) kept.delete(day);
    return answer;
  };
}

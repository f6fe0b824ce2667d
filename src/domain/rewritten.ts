// A test of the base that does not hold any more with a change, and that the change altered or took away.
import { z } from "zod";
import type { Contradiction } from "./work-order.ts";

export const Rewritten = z.object({
  check: z.string(),
  /** As its runner names it; null: the command of the check names no tests. */
  test: z.string().nullable(),
  file: z.string(),
  /** 1-based, of the head's file; of the base's where the file is gone. */
  line: z.int(),
  /** The lines that the base has there, and the lines that the head has instead; at most 12 of either. */
  was: z.array(z.string()),
  now: z.array(z.string()),
  /** The criterion for which the order said so beforehand. Null: no step of the order announces it. */
  because: z.string().nullable(),
});
export type Rewritten = z.infer<typeof Rewritten>;

/** What the order says of the tests that contradict it. */
export type Announced = readonly Contradiction[];

export function isAnnounced({ because }: Rewritten): boolean {
  return because !== null;
}

/** One for each place: the rows of a table are tests of their own, and share what they expect. */
export function rewrittenPlaces(rewritten: readonly Rewritten[]): Rewritten[] {
  const keyOf = ({ check, file, line, because }: Rewritten) => JSON.stringify([check, file, line, because]);
  return rewritten.filter((each, at) => rewritten.findIndex((one) => keyOf(one) === keyOf(each)) === at);
}

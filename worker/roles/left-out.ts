// A list that a model leaves out, in whichever way it writes that.
import { z } from "zod";

/** Null is the empty list, too. */
export function listOrNone<T>(item: z.ZodType<T>, max: number) {
  return z
    .array(item)
    .max(max)
    .nullable()
    .transform((list) => list ?? [])
    .default([]);
}

// The rounds of review of a pull request: how often it was answered since a person last asked for a fresh change.
import { z } from "zod";

/** Lines that a change adds, in its tests and elsewhere. */
export const Lines = z.object({ source: z.int(), tests: z.int() });
export type Lines = z.infer<typeof Lines>;

/** `number`: 0 before the first review. `first`: how large the change was then; null: that is not known. */
export const Round = z.object({ number: z.int(), first: Lines.nullable() });
export type Round = z.infer<typeof Round>;

export const NO_ROUND: Round = { number: 0, first: null };

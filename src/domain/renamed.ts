// Tests of the base whose names the head's report does not have, and that are not gone all the same.
import { z } from "zod";

/** They were rewritten under other names; as they were, they pass with the change, and their file holds what they expected. */
export const Renamed = z.object({
  check: z.string(),
  /** Their file on the base. */
  file: z.string(),
  was: z.array(z.string()),
  /** The new tests that passed. */
  now: z.array(z.string()),
});
export type Renamed = z.infer<typeof Renamed>;

/** A part of its name differs from run to run, as a second run of the base showed. */
export const Unsteady = z.object({ check: z.string(), was: z.string(), now: z.string() });
export type Unsteady = z.infer<typeof Unsteady>;

// How a run set a repository up and checked it, in the words in which the repository's rules could say the same.
import { z } from "zod";
import { Check } from "./evidence.ts";
import { Hint } from "./hint.ts";

export const Recipe = z.object({
  image: z.string(),
  setup: z.array(z.string()),
  checks: z.array(
    /** `minutes` left out: as many as the rules give where they name none. */
    z.object({
      name: z.string(),
      run: z.string(),
      kind: Check.shape.kind,
      minutes: z.number().optional(),
    }),
  ),
  /** What the repository's files say besides; none of it was run. */
  hints: z.array(Hint).default([]),
});
export type Recipe = z.infer<typeof Recipe>;

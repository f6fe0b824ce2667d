// How a run set a repository up and checked it, in the words in which the repository's rules could say the same.
import { z } from "zod";
import { Check } from "./evidence.ts";

export const Recipe = z.object({
  image: z.string(),
  setup: z.array(z.string()),
  checks: z.array(z.object({ name: z.string(), run: z.string(), kind: Check.shape.kind })),
});
export type Recipe = z.infer<typeof Recipe>;

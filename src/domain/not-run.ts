// What a change brings and no check compiles, loads or runs: every check ends as it did when an error is written there.
import { z } from "zod";
import { LineRange } from "./line-range.ts";

export const NotRun = z.discriminatedUnion("kind", [
  /** `command`: one of the project's own that names the file; null: none was found. It was not run. */
  z.object({ kind: z.literal("test-file"), path: z.string(), command: z.string().nullable() }),
  /**
   * `condition`: what stands in the code under which it is built, as it stands there; null: none was found. `command`
   * builds under that condition, as far as the project's manifests say. It was not run.
   */
  z.object({
    kind: z.literal("code"),
    place: LineRange,
    condition: z.string().nullable(),
    command: z.string().nullable(),
  }),
]);
export type NotRun = z.infer<typeof NotRun>;

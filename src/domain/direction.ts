// Whether what people say on a pull request changes what is wanted, so that the spec and the change are made anew (restart), or
// only how it is done (polish).
import { z } from "zod";
import { Asker } from "./asker.ts";
import { line } from "./text.ts";

/** What the architect thinks: these threads ask for something else than the spec says. It decides nothing. */
export const Proposal = z.object({
  threads: z.array(z.int()).max(50).default([]),
  /** Ids of the criteria that no longer hold as they are written. */
  criteria: z.array(z.string().max(10)).max(20).default([]),
  /** What is wanted and no criterion says. */
  missing: z.array(line()).max(20).default([]),
  /** The architect's reason, for people. */
  because: line(300),
});
export type Proposal = z.infer<typeof Proposal>;

export const Direction = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("restart"),
    because: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("command"), by: Asker }),
      /**
       * `threads`: those that change what is wanted; the others were answered on the way. `criteria`: those that change;
       * empty: something is missing. `said`: the architect's reason.
       */
      z.object({
        kind: z.literal("proposed"),
        threads: z.array(z.int()).default([]),
        criteria: z.array(z.string()),
        said: z.string(),
      }),
    ]),
  }),
  z.object({
    kind: z.literal("polish"),
    because: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("command"), by: Asker }),
      z.object({ kind: z.literal("not-proposed") }),
      /** A restart was proposed, for no thread that waits or for nothing that would change. */
      z.object({ kind: z.literal("names-nothing") }),
      /** The spec was written anew and came out the same. */
      z.object({ kind: z.literal("spec-unchanged") }),
    ]),
  }),
]);
export type Direction = z.infer<typeof Direction>;
type Restart = Extract<Direction, { kind: "restart" }>;

/** Spec and change are made anew. Null: nobody said which, or nothing waits. */
export function isRestart(direction: Direction | null): direction is Restart {
  return direction?.kind === "restart";
}

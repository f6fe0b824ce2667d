// What a coder can run into: the same failures again, nothing new for many steps, or a share of the budget gone.
import { z } from "zod";
import { Cap } from "./budget.ts";

export const Wall = z.discriminatedUnion("kind", [
  /** So many attempts in a row failed in the same way. */
  z.object({ kind: z.literal("same-failures"), attempts: z.int() }),
  /** So many steps in a row changed nothing and showed nothing new. */
  z.object({ kind: z.literal("no-progress"), steps: z.int() }),
  /** So much of what was left for building is spent, and no attempt's checks have held yet. */
  z.object({ kind: z.literal("budget-share"), cap: Cap, percent: z.int() }),
]);
export type Wall = z.infer<typeof Wall>;

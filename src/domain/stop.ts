// Why a run is stopped from outside, and who stopped it.
import { z } from "zod";
import { Asker } from "./asker.ts";

export const StopReason = z.discriminatedUnion("kind", [
  /** `/ai stop` */
  z.object({ kind: z.literal("command") }),
  z.object({ kind: z.literal("label-removed") }),
  z.object({ kind: z.literal("issue-closed") }),
  /** Deleted, transferred, or out of our installation's reach. */
  z.object({ kind: z.literal("issue-gone") }),
  /** Someone without write access changed the text of the issue, so nothing of it was read. */
  z.object({ kind: z.literal("text-changed"), after: z.enum(["asked", "spec-written"]), asker: Asker }),
  /** From the terminal. */
  z.object({ kind: z.literal("interrupted") }),
]);
export type StopReason = z.infer<typeof StopReason>;

export const Stopper = z.discriminatedUnion("kind", [
  Asker,
  /** Seen on GitHub when it was read again; nobody told us who did it. */
  z.object({ kind: z.literal("github") }),
  /** We stopped by ourselves. */
  z.object({ kind: z.literal("issuewright") }),
]);
export type Stopper = z.infer<typeof Stopper>;

export const Stop = z.object({ by: Stopper, because: StopReason });
export type Stop = z.infer<typeof Stop>;

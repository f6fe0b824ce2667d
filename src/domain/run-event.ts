// What happens during a run, one fact at a time, as the ledger keeps it. The words for it are made where it is shown.
import { z } from "zod";
import { Asker } from "./asker.ts";
import { JobKind } from "./job.ts";
import { Outcome, PhaseName } from "./outcome.ts";
import { IssueRef } from "./repository.ts";
import { Wall } from "./wall.ts";

export const Happening = z.discriminatedUnion("kind", [
  /** Again for each execution of the run. */
  z.object({ kind: z.literal("started"), job: JobKind, asker: Asker }),
  z.object({ kind: z.literal("phase-started"), phase: PhaseName }),
  z.object({ kind: z.literal("phase-ended"), phase: PhaseName, durationMs: z.number() }),
  /** The coder came to a wall; `advice`: what the architect made of it. */
  z.object({
    kind: z.literal("wall"),
    wall: Wall,
    advice: z.enum(["amend", "narrow", "ask", "stop"]),
  }),
  /** The outcome without its log and its broken checks, which are in the report only. */
  z.object({ kind: z.literal("ended"), outcome: Outcome }),
]);
export type Happening = z.infer<typeof Happening>;

export const EventHead = z.object({
  runId: z.string(),
  issue: IssueRef,
  /** ISO 8601, UTC. */
  at: z.string(),
});
export type EventHead = z.infer<typeof EventHead>;

export const RunEvent = z.intersection(EventHead, Happening);
export type RunEvent = z.infer<typeof RunEvent>;

export function ended(outcome: Outcome): Happening {
  switch (outcome.kind) {
    case "failed":
      return { kind: "ended", outcome: { ...outcome, log: null } };
    case "gave-up":
      return { kind: "ended", outcome: { ...outcome, broken: [] } };
    default:
      return { kind: "ended", outcome };
  }
}

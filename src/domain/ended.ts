// How a run ended, with all that somebody has to know who is told of it.
import { z } from "zod";
import { Job } from "./job.ts";
import { RunReport } from "./outcome.ts";
import { IssueRef } from "./repository.ts";
import { Labels } from "./rules.ts";
import { Telling } from "./run-state.ts";
import { Stop } from "./stop.ts";

export const Ended = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("ran"),
    job: Job,
    report: RunReport,
    /** What the run knew last. Where it never came to read the issue's comment, it knows nothing of what that shows. */
    state: Telling,
    /** The names of our labels in this repository. */
    labels: Labels,
    /** ISO 8601, UTC. */
    at: z.string(),
  }),
  /** It was cancelled while it was queued. */
  z.object({
    kind: z.literal("never-began"),
    issue: IssueRef,
    stop: Stop,
    /** The run that the issue says of that it waits, and when it was cancelled; null: it says nothing of it. */
    waited: z.object({ runId: z.string(), at: z.string() }).nullable().default(null),
  }),
]);
export type Ended = z.infer<typeof Ended>;

// What a run knows so far: kept as it grows, shown while it runs, and all there is to tell of at its end.
import { z } from "zod";
import { Role, Usage } from "./budget.ts";
import { Cause } from "./fault.ts";
import { Note } from "./note.ts";
import { PhaseName, PullRef } from "./outcome.ts";
import { IssueRef } from "./repository.ts";
import { Labels } from "./rules.ts";
import { Size } from "./size.ts";
import { Spec, SpecChange } from "./spec.ts";

/** What there is to show and to tell of it. */
export const Telling = z.object({
  runId: z.string(),
  issue: IssueRef,
  /** The names in force; null until the repository's rules were read. */
  labels: Labels.nullable(),
  /** What the issue's comment showed before is in here, so the comment may be written without losing it. */
  commentRead: z.boolean(),
  /** As the issue shows it. */
  spec: Spec.nullable(),
  /** Digest of the spec that the issue showed when the run read it; null: there was none, or it was not read. */
  taken: z.string().nullable().default(null),
  /** The one of the issue that was open when the run read it. */
  pull: PullRef.pick({ number: true, url: true }).nullable().default(null),
  /** What is new in the spec since its last version. */
  changes: z.array(SpecChange),
  /** Null: the issue took the long path. */
  size: Size.nullable(),
  /** Digest of the issue text that the spec was written from. */
  basis: z.string().nullable(),
  untrustedComments: z.int(),
  notes: z.array(Note),
  running: z.array(PhaseName),
  /** What is away that the run needs; it goes on by itself. Null: it waits for nothing. */
  waitsFor: Cause.nullable().default(null),
  /** In the order they first ended. */
  done: z.array(z.object({ name: PhaseName, durationMs: z.number() })),
  usage: z.partialRecord(Role, Usage),
});
export type Telling = z.infer<typeof Telling>;

export type RunState = Telling & {
  /** The newest change: kept whatever the ending. Null: nothing is changed. */
  diff: Uint8Array | null;
};

export function initialState(runId: string, issue: IssueRef): RunState {
  return {
    runId,
    issue,
    labels: null,
    commentRead: false,
    spec: null,
    taken: null,
    pull: null,
    changes: [],
    size: null,
    basis: null,
    untrustedComments: 0,
    notes: [],
    running: [],
    waitsFor: null,
    done: [],
    usage: {},
    diff: null,
  };
}

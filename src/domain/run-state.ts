// What a run knows so far: kept as it grows, shown while it runs, and all there is to tell of at its end.
import type { Role, Usage } from "./budget.ts";
import type { Note } from "./note.ts";
import type { PhaseName } from "./outcome.ts";
import type { IssueRef } from "./repository.ts";
import type { Labels } from "./rules.ts";
import type { Size } from "./size.ts";
import type { Spec, SpecChange } from "./spec.ts";

export type RunState = {
  runId: string;
  issue: IssueRef;
  /** The names in force; null until the repository's rules were read. */
  labels: Labels | null;
  /** What the issue's comment showed before is in here, so the comment may be written without losing it. */
  commentRead: boolean;
  /** As the issue shows it. */
  spec: Spec | null;
  /** What is new in the spec since its last version. */
  changes: SpecChange[];
  /** Null: the issue took the long path. */
  size: Size | null;
  /** Digest of the issue text that the spec was written from. */
  basis: string | null;
  untrustedComments: number;
  notes: Note[];
  running: PhaseName[];
  /** In the order they first ended. */
  done: { name: PhaseName; durationMs: number }[];
  usage: Partial<Record<Role, Usage>>;
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
    changes: [],
    size: null,
    basis: null,
    untrustedComments: 0,
    notes: [],
    running: [],
    done: [],
    usage: {},
    diff: null,
  };
}

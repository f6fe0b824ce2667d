// The port to run history and live events: what `demo` reads today, and whatever else tells of runs. GitHub stays the truth.
import type { Outcome, RunReport } from "../domain/outcome.ts";
import type { IssueRef } from "../domain/repository.ts";
import type { EventHead, RunEvent } from "../domain/run-event.ts";

/** Kept by a version that recorded sentences instead of facts. */
export type Past = {
  kind: "past";
  was: "started" | "note" | "ended";
  /** The kind of job, of note or of outcome. */
  what: string;
  /** In the words of that version. */
  told: string;
};
export type KeptEvent = RunEvent | (EventHead & Past);
export type KeptReport = Omit<RunReport, "outcome"> & { outcome: Outcome | Past };

export type LedgerRun = {
  runId: string;
  issue: IssueRef;
  /** ISO 8601, UTC. */
  startedAt: string;
  /** The kind of its outcome; null while it has none. */
  ended: string | null;
};

export type Ledger = AsyncDisposable & {
  /** Appends to the run's stream and to the live feed. Keeps the newest 1,000 events of a run, for 30 days. */
  append(event: RunEvent): Promise<void>;
  /** Kept 30 days; a later report of the same run replaces it. */
  saveReport(report: RunReport): Promise<void>;
  /** Null where there is none, or a newer version wrote it. */
  readReport(runId: string): Promise<KeptReport | null>;
  /** Oldest first. Left out: what a newer version wrote and this one cannot read. */
  events(runId: string): Promise<KeptEvent[]>;
  /** Newest first. */
  runs(limit: number): Promise<LedgerRun[]>;
  /** Events of all runs from now on; ends when the signal aborts. */
  follow(signal: AbortSignal): AsyncIterable<KeptEvent>;
};

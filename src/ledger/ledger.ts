// The port to run history and live events: what the demo and the page read. GitHub stays the truth.

import type { MergedLines } from "../domain/merged-lines.ts";
import type { Outcome, RunReport } from "../domain/outcome.ts";
import type { IssueRef, Repository } from "../domain/repository.ts";
import type { EventHead, RunEvent } from "../domain/run-event.ts";
import type { RunPart, SaidStep } from "../domain/run-part.ts";
import type { Lane, Listed, RunRow, Span, Standing } from "./rows.ts";
import type { Sums } from "./sums.ts";

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

/** `lines`: null where they were not compared. `reopened`: it had ended, and has not any more. */
export type PullEnded = { issue: IssueRef; at: string } & (
  | { ending: "merged"; pull: number; lines: MergedLines | null }
  | { ending: "closed"; pull: number }
  | { ending: "reopened" }
);

/** The run's side. */
export type LedgerWriter = {
  /** Appends to the run's stream and to the live feed. Keeps the newest 1,000 events of a run, for 30 days. */
  append(event: RunEvent): Promise<void>;
  /** Kept 30 days; a later report of the same run replaces it. */
  saveReport(report: RunReport): Promise<void>;
  /** Kept 30 days; a later one of its kind replaces it. */
  keepPart(runId: string, part: RunPart): Promise<void>;
  /** Keeps the first 600 replies of a run, for 7 days. */
  say(runId: string, step: SaidStep): Promise<void>;
};

export type Ledger = AsyncDisposable &
  LedgerWriter & {
    /** The server's side: what became of the pull request of an issue. */
    pullEnded(ended: PullEnded): Promise<void>;
    /** Null where there is none, or a newer version wrote it. */
    readReport(runId: string): Promise<KeptReport | null>;
    /** Oldest first. Left out: what a newer version wrote and this one cannot read. */
    events(runId: string): Promise<KeptEvent[]>;
    /** In no order. Left out: as of events. */
    parts(runId: string): Promise<RunPart[]>;
    /** Oldest first; `of`: how many there are in all. */
    said(runId: string, span: Span): Promise<Listed<SaidStep>>;
    /** Null: it is not known, or not any more. */
    run(runId: string): Promise<RunRow | null>;
    /** The runs of an issue, newest first, 50 at most; empty where none is known any more. */
    runsOf(issue: IssueRef): Promise<RunRow[]>;
    /** The issues in a lane, the newest first, with their newest runs. `repositories` null: of all. */
    lane(lane: Lane, repositories: Repository[] | null, span: Span): Promise<Listed<Standing>>;
    /** Null: no run of it is known any more. */
    issue(issue: IssueRef): Promise<Standing | null>;
    /** Those with the newest runs first, 200 at most. `isWanted`: of which; of all by default. */
    repositories(isWanted?: (repository: Repository) => boolean): Promise<Repository[]>;
    /** Of days as in 2030-12-31; kept 400 days. */
    sums(days: string[]): Promise<Sums[]>;
    /** Events of all runs from now on; ends when the signal aborts. */
    follow(signal: AbortSignal): AsyncIterable<KeptEvent>;
  };

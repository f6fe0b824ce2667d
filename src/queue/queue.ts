// The port between server and workers: jobs, one run per issue, cancelling across processes.
import type { Asker } from "../domain/asker.ts";
import type { Cause } from "../domain/fault.ts";
import type { Job } from "../domain/job.ts";
import type { Occasion } from "../domain/occasion.ts";
import type { IssueRef, Repository } from "../domain/repository.ts";
import type { Stop } from "../domain/stop.ts";
import type { Wait } from "../domain/wait.ts";
import type { Deliveries } from "./deliveries.ts";
import type { QueueView } from "./view.ts";

/** The server's side. Fails fast when Redis is away: a webhook is better answered 503 than held. */
export type Queue = AsyncDisposable &
  QueueView & {
    /**
     * One active and one waiting job per issue; a newer waiting job replaces the older. With `supersedes` the active run
     * is told to stop as superseded and the new job follows it. False: nothing was done, because the occasion was taken in
     * before, or the job `givesWay` and there is another one.
     */
    submit(
      job: Job,
      options: { supersedes: boolean; givesWay?: boolean; byBot?: boolean; occasion?: Occasion | null },
    ): Promise<boolean>;
    /** Active: a run of the issue has begun and not ended. Waiting: it has a job that has not begun. */
    stateOf(issue: IssueRef): Promise<"active" | "waiting" | "none">;
    /** Whether a job of this issue is waiting or active. */
    isRunning(issue: IssueRef): Promise<boolean>;
    /**
     * Removes the waiting job and tells the active run to stop, whichever process it runs in. Returns which of them there
     * was: an active run shows its own outcome; of a waiting one alone `neverBegan` tells. Where that rejects, or this
     * process ends meanwhile, the issue still counts as running, and the next `cancel` tells of it.
     */
    cancel(
      issue: IssueRef,
      stop: Stop,
      neverBegan: (cancelled: Cancelled) => Promise<void>,
    ): Promise<"active" | "waiting" | "none">;
    /** Has a parked run of the issue ask for its turn now. Does nothing where there is none. */
    resume(issue: IssueRef): Promise<void>;
    /** Counts admissions per issue in a rolling window of at most a day, for the breaker: all, or those that bots asked for. */
    countRecent(issue: IssueRef, windowMs: number, of?: { byBots: boolean }): Promise<number>;
    /** Whether an occasion was taken in before, within a month. */
    isHeard(issue: IssueRef, occasion: Occasion): Promise<boolean>;
    /** Notes an occasion that became no job. */
    hear(issue: IssueRef, occasion: Occasion): Promise<void>;
    /** Whether nothing was asked under this name within so long. Notes that it was. */
    isFirst(name: string, withinMs: number): Promise<boolean>;
    recall(issue: IssueRef): Promise<Recalled>;
    /** The jobs that have waited so long without a word about it, because there is no place for them; each with why. */
    unsaid(olderThanMs: number): Promise<Waits[]>;
    /** The same of those jobs of which the issue says already that they wait. */
    said(): Promise<Waits[]>;
    /**
     * Has `say` write on the issue that the job waits. Meanwhile, and for fifteen seconds at most, the job does not begin:
     * `may` tells whether that still holds. False: it need not be said any more, or another process says it. Rejects as
     * `say` does; then it may be said again. `again`: also where the issue says it already.
     */
    whileItWaits(
      job: { issue: IssueRef; runId: string; again?: boolean },
      say: (may: () => Promise<boolean>) => Promise<void>,
    ): Promise<boolean>;
    /** What a sweep knew of a repository when it last looked, within a month, as it wrote it; null: nothing. */
    lastLook(repository: Repository): Promise<string | null>;
    keepLook(repository: Repository, text: string): Promise<void>;
    /** The issues with a job that waits or is active, in no order. */
    withRuns(): Promise<IssueRef[]>;
    /** Disposed of with the queue. */
    deliveries: Deliveries;
    /** Rejects where Redis is away, and where it takes no write. */
    ping(): Promise<void>;
  };

export type Waits = { runId: string; job: Job; why: Wait };

/** `said`: the issue says of the job that it waits. */
export type Cancelled = { runId: string; said: boolean };

/** What we remember of an issue. After a month, or when Redis lost it, all is null, false or empty. */
export type Recalled = {
  hasRun: boolean;
  /** A run began and did not end, and its job is gone. */
  lostRun: boolean;
  /** When the newest request for a fresh run was made, by GitHub's clock. */
  askedAtMs: number | null;
  /** Of the newest job; ISO 8601. */
  admittedAt: string | null;
  /** Of the newest job that spoke of the issue's text. */
  digest: string | null;
  /** By `occasionName`. */
  heard: ReadonlySet<string>;
};

/** Why a run was told to stop; the reason of its abort signal. */
export type StopOrder =
  | ({ kind: "cancelled" } & Stop)
  | { kind: "superseded"; by: Asker }
  /** Another worker has the job, or may have it: this one must write nothing any more. */
  | { kind: "claim-lost" }
  /** This process shuts down: the job goes back to the queue. */
  | { kind: "hand-over" };

/** The order a run's signal was aborted with; null while it was not, or for any other reason. */
export function stopOrderOf(signal: AbortSignal): StopOrder | null {
  const reason: unknown = signal.aborted ? signal.reason : null;
  return isStopOrder(reason) ? reason : null;
}

function isStopOrder(reason: unknown): reason is StopOrder {
  const kinds = ["cancelled", "superseded", "claim-lost", "hand-over"];
  return (
    typeof reason === "object" && reason !== null && "kind" in reason && kinds.includes(String(reason.kind))
  );
}

/** A worker that leaves waits for so long for the reply to a question that it asked: another worker would ask it again. */
export const HEAR_OUT_MS = 25_000;

export type Claim = {
  /** The same for every retry of a job. */
  runId: string;
  /** 0 for the first execution; a retry is BullMQ running the job again. */
  retry: number;
  /** Aborts with a StopOrder as its reason. */
  signal: AbortSignal;
  /** Whether this worker still owns the issue. Asked before everything that is written to GitHub, at the last moment. */
  holds(): Promise<boolean>;
  /** Something new of the run is kept: the deaths of its workers so far do not count against it any more. Never rejects. */
  progressed(): Promise<void>;
};

export type Handler = {
  /**
   * Runs one job to its Outcome. Throwing means: not ended, run it again, at most three times in all. What met a service that
   * was away does not count, and is run again when that service asks, for three days. A parked run is run again after its
   * time, however often. A death of its worker is the same as throwing, but counts only until the run gets on.
   */
  run(job: Job, claim: Claim): Promise<void>;
  /** The job will not be run again: it threw too often or its workers died. The outcome must still be shown. */
  abandon(job: Job, runId: string, because: Cause, holds: Claim["holds"]): Promise<void>;
  /** The queue has noted that the run is over, so nobody resumes it. Not promised: that it is called, as after a kill. */
  over(runId: string): Promise<void>;
};

/**
 * The worker's side. Waits for Redis without a limit. Disposing hands each active run back to the queue when its handler has
 * returned, at the latest after `HEAR_OUT_MS`, and then waits for the handlers; a handler must return soon after its signal
 * aborts, but may first hear what it paid for.
 */
export type Consumer = AsyncDisposable & {
  /** Resolves when the consumer is connected and taking jobs. */
  ready(): Promise<void>;
};

export type ConsumeOptions = {
  redisUrl: string;
  /** Runs at once in this process. */
  concurrency: number;
  /** Runs at once per repository, over all processes. */
  perRepository: number;
  handler: Handler;
};

// One execution of one job, from its claim to the moment when BullMQ has the job back.
import { type Job as BullJob, DelayedError, UnrecoverableError, WaitingError } from "bullmq";
import type { Redis } from "ioredis";
import { awayFor, causeOf, Parked, PermanentError, reasonOf } from "../domain/errors.ts";
import type { Cause } from "../domain/fault.ts";
import type { Job } from "../domain/job.ts";
import { end, giveUp, type Hold, holds, isDue, progressed, stopOrder, type Taking, take } from "./claims.ts";
import { next } from "./next.ts";
import type { Claim, Handler } from "./queue.ts";
import { standing } from "./waiting.ts";

/** After so many executions that threw, a job is given up. Those that met a service that was away do not count. */
const MAX_EXECUTIONS = 3;
/** So long after its admission a job still waits for a service that is away. */
const GIVE_UP_AFTER_MS = 3 * 24 * 60 * 60_000;
/** A service that does not say when it is back is asked so often, or more often at first. */
const LONGEST_PAUSE_MS = 60_000;
/** A job survives so many deaths of its worker since it last got on. Its budgets bound how often it can get on. */
const MAX_DEATHS = 3;

export type Execution = {
  job: Job;
  runId: string;
  bull: BullJob<unknown>;
  token: string;
  /** Aborted from outside when this run is told to stop. */
  stop: AbortController;
  /** Aborted when the process shuts down. */
  leaving: AbortSignal;
};

export type ExecuteDeps = {
  redis: Redis;
  handler: Handler;
  perRepository: number;
  /** How long a job that may not begin yet sleeps before it asks again. */
  asleepMs: number;
  /** Before the second execution after one that met a service that was away. Doubles with each. */
  backoffMs: number;
  wake(runId: string): Promise<void>;
  /** Gets the handler's work, which may go on for a moment after the job was handed back. */
  began(work: Promise<unknown>): void;
  /** Resolves when a worker that leaves does not wait for its handlers any more. */
  waitedOut: Promise<void>;
};

/** Resolves when the job is over. Otherwise throws the error by which BullMQ knows what to do with the job. */
export async function execute(execution: Execution, deps: ExecuteDeps): Promise<void> {
  const { job, runId, token, leaving } = execution;
  if (leaving.aborted) return handBack(execution);
  const { perRepository } = deps;
  const taking = await take(deps.redis, { issue: job.issue, runId, perRepository });
  if (taking.kind === "gone") return;
  if (taking.kind === "unfair") await wakeNext(deps, runId);
  if (taking.kind !== "taken") return sleep(execution, deps, taking.kind);
  if (leaving.aborted) return handBack(execution);
  if (taking.stop !== null) execution.stop.abort(taking.stop);

  const hold = { issue: job.issue, runId, fence: taking.fence, token };
  const work = runOrAbandon(execution, { taking, hold }, deps);
  deps.began(work);
  const ending = await firstOf(work, leaving);
  if (ending.kind === "leaving") {
    await Promise.race([Promise.allSettled([work]), deps.waitedOut]);
    return handBack(execution);
  }
  const ended = await end(deps.redis, hold);
  // Whoever has the claim now ends the run, and needs what is kept of it.
  if (ended.kind === "claim-lost") return;
  await Promise.allSettled([deps.handler.over(runId)]);
  if (ended.following !== null) await deps.wake(ended.following);
  await wakeNext(deps, runId);
  if (ending.kind === "abandoned") throw new UnrecoverableError(JSON.stringify(ending.because));
}

/**
 * Frees the worker for another job. The second look of one that is behind another catches a run that ended while this job
 * was falling asleep.
 */
export async function sleep(
  { job, runId, bull, token }: Execution,
  { redis, asleepMs, wake }: Pick<ExecuteDeps, "redis" | "asleepMs" | "wake">,
  because: Taking["kind"],
): Promise<never> {
  await bull.moveToDelayed(Date.now() + asleepMs, token);
  if (because === "behind" && (await isDue(redis, job.issue, runId))) await wake(runId);
  throw new DelayedError();
}

/** Whoever is next may sleep. */
async function wakeNext({ redis, perRepository, wake }: ExecuteDeps, besides: string): Promise<void> {
  const runId = next(await standing(redis), perRepository);
  if (runId !== null && runId !== besides) await wake(runId);
}

async function handBack({ bull, token }: Execution): Promise<never> {
  await bull.moveToWait(token);
  throw new WaitingError();
}

type Ending = { kind: "ended" } | { kind: "abandoned"; because: Cause };
type Held = { taking: Extract<Taking, { kind: "taken" }>; hold: Hold };

/** Throws when the job shall be run again: at once, or when the service that was away may be back. */
async function runOrAbandon(
  execution: Execution,
  { taking, hold }: Held,
  deps: ExecuteDeps,
): Promise<Ending> {
  const { job, runId, bull } = execution;
  const deaths = bull.stalledCounter - taking.survived;
  // The words about it kill, too: a sweep finds on the issue that the run is gone.
  if (taking.because !== null && deaths > MAX_DEATHS)
    throw new UnrecoverableError("giving it up kills workers");
  const hopeless = taking.because ?? tooManyDeaths(deaths);
  if (hopeless !== null) return abandon(execution, { hold, because: hopeless }, deps);
  const claim: Claim = {
    runId,
    retry: taking.retry,
    signal: AbortSignal.any([execution.stop.signal, execution.leaving]),
    holds: () => holds(deps.redis, hold),
    progressed: onceNoted(() => progressed(deps.redis, hold)),
  };
  try {
    await deps.handler.run(job, claim);
    return { kind: "ended" };
  } catch (thrown) {
    if (thrown instanceof Parked) return await pause(execution, thrown.lookAgainMs, deps);
    const because = causeOf(thrown);
    const pauseMs = pauseAfter(thrown, { tries: taking.retry, backoffMs: deps.backoffMs });
    const isYoung = Date.now() - bull.timestamp < GIVE_UP_AFTER_MS;
    if (pauseMs !== null && isYoung && !execution.leaving.aborted)
      return await pause(execution, pauseMs, deps);
    const again = !(thrown instanceof PermanentError) && bull.attemptsMade + 1 < MAX_EXECUTIONS;
    if (again || execution.leaving.aborted) throw new Error(reasonOf(thrown));
    return abandon(execution, { hold, because }, deps);
  }
}

/** As the service asks; else longer with each try. Null: nothing that was away was in the way. */
export function pauseAfter(
  thrown: unknown,
  { tries, backoffMs }: { tries: number; backoffMs: number },
): number | null {
  const askedMs = awayFor(thrown);
  if (askedMs === undefined) return null;
  return askedMs ?? Math.min(backoffMs * 2 ** Math.min(tries, 30), LONGEST_PAUSE_MS);
}

/** Gives the slot back and keeps the issue: nobody else begins a run of it meanwhile. A stop order wakes the job. */
async function pause(
  { job, runId, bull, token }: Execution,
  pauseMs: number,
  { redis, wake }: Pick<ExecuteDeps, "redis" | "wake">,
): Promise<never> {
  await bull.moveToDelayed(Date.now() + pauseMs, token);
  // It may have come while the job was falling asleep.
  if ((await stopOrder(redis, job.issue, runId)) !== null) await wake(runId);
  throw new DelayedError();
}

/**
 * Runs while we hold the claim, so no other run can write. If it fails, or its worker dies, the next execution
 * resumes here.
 */
async function abandon(
  { job, runId }: Execution,
  { hold, because }: { hold: Hold; because: Cause },
  { redis, handler }: ExecuteDeps,
): Promise<Ending> {
  if (!(await giveUp(redis, hold, because))) throw new Error("lost the claim while giving up");
  await handler.abandon(job, runId, because, () => holds(redis, hold));
  return { kind: "abandoned", because };
}

function tooManyDeaths(times: number): Cause | null {
  return times > MAX_DEATHS ? { kind: "workers-died", times } : null;
}

/** Within one execution no worker dies, so that once is enough. */
function onceNoted(note: () => Promise<boolean>): () => Promise<void> {
  let noted = false;
  return async () => {
    if (noted) return;
    const [done] = await Promise.allSettled([note()]);
    noted = done.status === "fulfilled";
  };
}

async function firstOf(work: Promise<Ending>, leaving: AbortSignal): Promise<Ending | { kind: "leaving" }> {
  const over = new AbortController();
  const left = new Promise<{ kind: "leaving" }>((resolve) => {
    leaving.addEventListener("abort", () => resolve({ kind: "leaving" }), {
      once: true,
      signal: over.signal,
    });
  });
  try {
    return await Promise.race([work, left]);
  } finally {
    over.abort();
  }
}

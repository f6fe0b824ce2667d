// The worker's side of the queue: takes jobs, passes stop orders on to them, and hands them back when it goes.
import { type Job as BullJob, DelayedError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { type Clock, systemClock } from "../clock.ts";
import { reasonOf } from "../domain/errors.ts";
import { Job } from "../domain/job.ts";
import { issueName } from "../domain/repository.ts";
import type { Log } from "../log.ts";
import { connect, endConnection, PREFIX } from "../redis/connection.ts";
import { type Execution, execute, sleep } from "./execute.ts";
import { QUEUE_NAME } from "./keys.ts";
import { listenForOrders } from "./orders.ts";
import { type ConsumeOptions, type Consumer, HEAR_OUT_MS } from "./queue.ts";
import { giveSigns } from "./waiting.ts";
import { wake } from "./wake.ts";

export type Timing = {
  /** A worker silent for this long has lost its jobs. */
  lockMs: number;
  /** How often such jobs are looked for. */
  stalledMs: number;
  /** How long a job that may not begin yet sleeps. */
  asleepMs: number;
  /** Before the second execution; doubles with each after. */
  backoffMs: number;
  /** How long going away waits for what handlers still have to hear. */
  hearOutMs: number;
  /** How long it then waits for Redis. */
  leaveMs: number;
};

const TIMING: Timing = {
  lockMs: 12_000,
  stalledMs: 3_000,
  asleepMs: 1_000,
  backoffMs: 5_000,
  hearOutMs: HEAR_OUT_MS + 5_000,
  leaveMs: 5_000,
};

type Options = ConsumeOptions & { log: Log; clock?: Clock; timing?: Partial<Timing> };

export function consume(options: Options): Consumer {
  const { log, clock = systemClock } = options;
  const timing = { ...TIMING, ...options.timing };
  const redis = connect(options.redisUrl, log, { maxRetriesPerRequest: null });
  const active = new Map<string, Execution>();
  const unwinding = new Set<Promise<unknown>>();
  const works = new Set<Promise<unknown>>();
  const waitedOut = Promise.withResolvers<void>();
  const leaving = new AbortController();
  const orders = listenForOrders(redis, active);
  const worker = createWorker({ redis, timing, concurrency: options.concurrency }, process);
  report(worker, { redis, active, log });
  const started = orders.subscribed.then(() => {
    void worker.run();
  });
  const signs = giveSigns(redis, options, clock);
  // `ready` passes a failure on; leaving before the subscription is there is none.
  void Promise.allSettled([started]);

  return {
    ready: async () => {
      await started;
      await worker.waitUntilReady();
    },
    [Symbol.asyncDispose]: async () => {
      const late = new AbortController();
      const closed = worker.close();
      leaving.abort({ kind: "hand-over" });
      const heard = Promise.allSettled(works);
      void heard.then(() => waitedOut.resolve());
      const tooLong = clock.sleep(timing.hearOutMs, late.signal).then(waitedOut.resolve);
      const cut = waitedOut.promise.then(() => clock.sleep(timing.leaveMs, late.signal)).then(cutOff);
      void Promise.allSettled([tooLong, cut]);
      await signs.stop();
      await Promise.race([closed, cut]);
      await Promise.allSettled(unwinding);
      late.abort();
      orders.close();
      redis.disconnect();
    },
  };

  /** Redis is away: whatever still waits for it is rejected, and BullMQ can close. */
  function cutOff(): void {
    void endConnection(redis);
    void Promise.allSettled([worker.getBackend().blockingClient?.then(endConnection)]);
  }

  async function process(bull: BullJob<unknown>, token = ""): Promise<void> {
    const runId = bull.id ?? "";
    const job = Job.safeParse(bull.data);
    if (!job.success) return await leaveToOthers(bull, token, { log, reason: reasonOf(job.error) });
    const stop = new AbortController();
    const execution = { job: job.data, runId, bull, token, stop, leaving: leaving.signal };
    let work: Promise<unknown> | null = null;
    const deps = {
      redis,
      handler: options.handler,
      perRepository: options.perRepository,
      asleepMs: timing.asleepMs,
      backoffMs: timing.backoffMs,
      wake: (id: string) => wake(worker, id),
      began: (begun: Promise<unknown>) => {
        work = begun;
        works.add(begun);
        void Promise.allSettled([begun]).then(() => works.delete(begun));
      },
      waitedOut: waitedOut.promise,
    };
    const lost = active.get(runId);
    if (lost !== undefined) {
      // This process lost the job and was given it again while its first run goes on. Never both at once.
      lost.stop.abort({ kind: "claim-lost" });
      return sleep(execution, deps, "behind");
    }
    // Listed before it is taken: a later stop order is heard, and an earlier one is in the answer of the taking.
    active.set(runId, execution);
    const ending = execute(execution, deps);
    const over = Promise.allSettled([ending])
      .then(() => Promise.allSettled([work]))
      .then(() => {
        active.delete(runId);
        unwinding.delete(over);
      });
    unwinding.add(over);
    return ending;
  }
}

const NOT_READ_MS = 60_000;
const DROPPED_AFTER_MS = 24 * 60 * 60_000;

/** A server of a newer version may have put it there, and a worker of that version may come: it is dropped after a day. */
async function leaveToOthers(
  bull: BullJob<unknown>,
  token: string,
  { log, reason }: { log: Log; reason: string },
): Promise<void> {
  const runId = bull.id;
  if (Date.now() - bull.timestamp > DROPPED_AFTER_MS)
    return log.error({ runId, reason }, "dropped a job that does not parse");
  log.warn({ runId, reason }, "left a job that does not parse to a worker of another version");
  await bull.moveToDelayed(Date.now() + NOT_READ_MS, token);
  throw new DelayedError();
}

type WorkerOptions = { redis: Redis; timing: Timing; concurrency: number };

function createWorker(
  { redis, timing, concurrency }: WorkerOptions,
  process: (bull: BullJob<unknown>, token?: string) => Promise<void>,
): Worker<unknown, void> {
  return new Worker<unknown, void>(QUEUE_NAME, process, {
    connection: redis,
    prefix: PREFIX,
    autorun: false,
    concurrency,
    lockDuration: timing.lockMs,
    stalledInterval: timing.stalledMs,
    // Past this count BullMQ fails a job without a word on its issue. Each execution decides it before.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    runRetryDelay: timing.asleepMs,
    settings: { backoffStrategy: (attempts) => timing.backoffMs * 2 ** (attempts - 1) },
  });
}

function nameOf(job: Job | undefined): string | undefined {
  return job === undefined ? undefined : issueName(job.issue);
}

type Reporting = { redis: Redis; active: ReadonlyMap<string, Execution>; log: Log };

function report(worker: Worker<unknown, void>, { redis, active, log }: Reporting): void {
  worker.on("lockRenewalFailed", (runIds) => {
    for (const runId of runIds) {
      const execution = active.get(runId);
      log.warn({ runId, issue: nameOf(execution?.job) }, "lost the claim on a run");
      execution?.stop.abort({ kind: "claim-lost" });
    }
  });
  worker.on("stalled", (runId) => log.warn({ runId }, "a run lost its worker and goes back to the queue"));
  worker.on("failed", (bull, error) => {
    const fields = {
      runId: bull?.id,
      issue: nameOf(Job.safeParse(bull?.data).data),
      reason: reasonOf(error),
    };
    if (bull?.finishedOn) log.error(fields, "gave up a run");
    else log.warn(fields, "a run threw and will be run again");
  });
  // While Redis is away, the connection has logged it once already.
  worker.on("error", (error) => {
    if (redis.status === "ready") log.warn({ reason: reasonOf(error) }, "the queue reported an error");
  });
}

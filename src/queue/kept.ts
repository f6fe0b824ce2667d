// Work that Redis keeps until it is done: tried again, later and later, until it works, can never work, or is too old.
import {
  type Job as BullJob,
  Queue as BullQueue,
  type JobsOptions,
  UnrecoverableError,
  Worker,
} from "bullmq";
import type { Redis } from "ioredis";
import { type Clock, systemClock } from "../clock.ts";
import { awayFor, PermanentError, reasonOf } from "../domain/errors.ts";
import type { Log } from "../log.ts";
import { connect, endConnection, PREFIX } from "../redis/connection.ts";
import { quietly } from "./quietly.ts";

/** GitHub's outages are over by then, and it sends a delivery again for no longer. */
const GIVE_UP_AFTER_MS = 3 * 24 * 60 * 60_000;
const GIVEN_UP_S = 7 * 24 * 60 * 60;
/** Time bounds the tries. */
const TRIES = 100_000;

/** What was given up stays visible for a week. */
export const KEPT_OPTIONS = {
  attempts: TRIES,
  backoff: { type: "custom" },
  removeOnFail: { age: GIVEN_UP_S, count: 1000 },
  stackTraceLimit: 0,
} satisfies JobsOptions;

/** `redis` stays the caller's. */
export function keptQueue<T>(name: string, redis: Redis, log: Log): BullQueue<T, void, string> {
  const bull = new BullQueue<T, void, string>(name, {
    connection: redis,
    prefix: PREFIX,
    streams: { events: { maxLen: 1000 } },
  });
  bull.on("error", quietly(log));
  return bull;
}

export type KeptTiming = {
  /** Before the second try; doubles with each after. */
  backoffMs: number;
  mostBackoffMs: number;
  /** A process silent for so long has lost what it tried. */
  lockMs: number;
  /** How often such work is looked for. */
  stalledMs: number;
  /** How long going away waits for Redis. */
  leaveMs: number;
};

const TIMING: KeptTiming = {
  backoffMs: 1_000,
  mostBackoffMs: 60_000,
  lockMs: 60_000,
  stalledMs: 5_000,
  leaveMs: 5_000,
};

export type KeptWork = {
  /** Of its queue. */
  name: string;
  redisUrl: string;
  /** Tried side by side in this process. */
  concurrency: number;
  /**
   * One try. A PermanentError gives the work up; anything else has it tried again, for three days, and not before a service
   * that asked for a pause has had it. May be called again
   * for work that is done, if this process ended before that was noted.
   */
  attempt(bull: BullJob<unknown>, redis: Redis): Promise<void>;
  /** For the log: what tells this piece of work from others. */
  fieldsOf(bull: BullJob<unknown>): object;
  log: Log;
  clock?: Clock;
  timing?: Partial<KeptTiming>;
};

export type KeptWorker = AsyncDisposable & { ready(): Promise<void> };

/** Waits for Redis without a limit, and lets what it tries end before it goes. */
export function workOff(work: KeptWork): KeptWorker {
  const { name, log, concurrency, clock = systemClock } = work;
  const timing = { ...TIMING, ...work.timing };
  const redis = connect(work.redisUrl, log, { maxRetriesPerRequest: null });
  const worker = new Worker<unknown, void>(name, (bull) => tryOnce(bull, { ...work, clock }, redis), {
    connection: redis,
    prefix: PREFIX,
    concurrency,
    lockDuration: timing.lockMs,
    stalledInterval: timing.stalledMs,
    maxStalledCount: TRIES,
    settings: {
      backoffStrategy: (tries, _kind, error) => {
        const pauseMs = Math.min(timing.backoffMs * 2 ** (tries - 1), timing.mostBackoffMs);
        return error instanceof NotYet ? Math.max(error.waitMs, pauseMs) : pauseMs;
      },
    },
  });
  worker.on("error", quietly(log));
  return {
    ready: async () => {
      await worker.waitUntilReady();
    },
    [Symbol.asyncDispose]: async () => {
      const over = new AbortController();
      const closed = worker.close();
      const late = clock.sleep(timing.leaveMs, over.signal).then(async () => {
        // Redis is away: whatever still waits for it is rejected.
        await Promise.allSettled([worker.getBackend().blockingClient?.then(endConnection)]);
        await endConnection(redis);
      });
      await Promise.race([closed, late]);
      over.abort();
      redis.disconnect();
    },
  };
}

/** It did not work now. `waitMs`: for so long the service that failed wants to be left alone. */
class NotYet extends Error {
  override name = "NotYet";
  readonly waitMs: number;

  constructor(reason: string, waitMs: number) {
    super(reason);
    this.waitMs = waitMs;
  }
}

/** Throws the error by which BullMQ knows whether and when to try again. */
async function tryOnce(
  bull: BullJob<unknown>,
  { name, attempt, fieldsOf, log, clock }: KeptWork & { clock: Clock },
  redis: Redis,
): Promise<void> {
  const [tried] = await Promise.allSettled([attempt(bull, redis)]);
  if (tried.status === "fulfilled") return;
  const reason = reasonOf(tried.reason);
  const fields = { kept: name, ...fieldsOf(bull) };
  if (tried.reason instanceof PermanentError || clock.now() - bull.timestamp > GIVE_UP_AFTER_MS) {
    log.error({ ...fields, err: tried.reason }, "gave up kept work");
    throw new UnrecoverableError(reason);
  }
  log.warn({ ...fields, reason }, "kept work did not succeed and will be tried again");
  throw new NotYet(reason, awayFor(tried.reason) ?? 0);
}

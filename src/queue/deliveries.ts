// The durable door: a delivery is in Redis before it is acknowledged, and is judged from there until that has worked.
import { createHash } from "node:crypto";
import { type Job as BullJob, Queue as BullQueue, UnrecoverableError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { z } from "zod";
import { type Clock, systemClock } from "../clock.ts";
import { PermanentError, reasonOf } from "../domain/errors.ts";
import type { Log } from "../log.ts";
import { connect, endConnection, PREFIX } from "../redis/connection.ts";
import { quietly } from "./quietly.ts";

/** A delivery that GitHub signed, as it came. */
export const SignedDelivery = z.object({
  /** As in `X-GitHub-Event`. */
  name: z.string(),
  /** GitHub's GUID. It is not signed: whoever captured a delivery may send it again under another. */
  delivery: z.string(),
  /** The JSON text of the payload. */
  payload: z.string(),
});
export type SignedDelivery = z.infer<typeof SignedDelivery>;

/** `known`: the same event with the same payload is stored already, or was judged within the last days. */
export type Stored = "stored" | "known";

/** The door's side. Fails fast when Redis is away. */
export type Deliveries = AsyncDisposable & {
  /**
   * Resolves once the delivery cannot be lost any more. What is known by event and payload is not stored a second time,
   * whatever its GUID says, unless judging it was given up: then it is judged again.
   */
  store(delivery: SignedDelivery): Promise<Stored>;
  /** How many are stored and not yet judged, and how many were given up within the last week. */
  counts(): Promise<{ open: number; givenUp: number }>;
};

const NAME = "deliveries";
/** GitHub sends a delivery again for three days at most. */
const REMEMBERED_S = 4 * 24 * 60 * 60;
const GIVEN_UP_S = 7 * 24 * 60 * 60;
const GIVE_UP_AFTER_MS = 3 * 24 * 60 * 60_000;
/** Time bounds the tries. */
const TRIES = 100_000;
const LONGEST_PAUSE_MS = 60_000;

const OPTIONS = {
  attempts: TRIES,
  backoff: { type: "custom" },
  removeOnComplete: { age: REMEMBERED_S },
  removeOnFail: { age: GIVEN_UP_S, count: 1000 },
  stackTraceLimit: 0,
};

/** `redis` stays the caller's. */
export function openDeliveries(redis: Redis, log: Log): Deliveries {
  const bull = new BullQueue<SignedDelivery | null>(NAME, {
    connection: redis,
    prefix: PREFIX,
    streams: { events: { maxLen: 1000 } },
  });
  bull.on("error", quietly(log));
  return {
    async store(delivery) {
      const jobId = identityOf(delivery);
      const there = await bull.getJob(jobId);
      if (there !== undefined) {
        if (!(await there.isFailed())) return "known";
        await there.retry("failed", { resetAttemptsMade: true });
        return "stored";
      }
      await bull.add(delivery.name, delivery, { ...OPTIONS, jobId });
      return "stored";
    },
    async counts() {
      const { failed = 0, ...open } = await bull.getJobCounts("wait", "active", "delayed", "failed");
      return { open: Object.values(open).reduce((sum, count) => sum + count, 0), givenUp: failed };
    },
    [Symbol.asyncDispose]: () => bull.close(),
  };
}

function identityOf({ name, payload }: SignedDelivery): string {
  return createHash("sha256").update(`${name}\n${payload}`).digest("hex");
}

export type JudgeOptions = {
  redisUrl: string;
  /**
   * Judges one delivery. Throwing a PermanentError gives it up; anything else has it judged again, later and later, for
   * three days. May be called again for a delivery that it had judged, if this process ended in between.
   */
  judge(delivery: SignedDelivery): Promise<void>;
  /** Deliveries of one subject are judged in the order in which they came; null: in any order. */
  subjectOf(delivery: SignedDelivery): string | null;
  log: Log;
  clock?: Clock;
  timing?: Partial<JudgeTiming>;
};

export type JudgeTiming = { backoffMs: number; lockMs: number; stalledMs: number; leaveMs: number };

const TIMING: JudgeTiming = { backoffMs: 1_000, lockMs: 60_000, stalledMs: 5_000, leaveMs: 5_000 };
const AT_ONCE = 16;

export type Judging = AsyncDisposable & { ready(): Promise<void> };

/** The consumer's side. It waits for Redis without a limit, and lets what it judges end before it goes. */
export function judgeDeliveries(options: JudgeOptions): Judging {
  const { log, clock = systemClock } = options;
  const timing = { ...TIMING, ...options.timing };
  const redis = connect(options.redisUrl, log, { maxRetriesPerRequest: null });
  const inOrder = takingTurns();
  const worker = new Worker<unknown, void>(NAME, process, {
    connection: redis,
    prefix: PREFIX,
    concurrency: AT_ONCE,
    lockDuration: timing.lockMs,
    stalledInterval: timing.stalledMs,
    maxStalledCount: TRIES,
    settings: { backoffStrategy: (tries) => Math.min(timing.backoffMs * 2 ** (tries - 1), LONGEST_PAUSE_MS) },
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

  async function process(bull: BullJob<unknown>): Promise<void> {
    const read = SignedDelivery.safeParse(bull.data);
    // It was judged, and its worker died before that was noted.
    if (!read.success) return;
    const delivery = read.data;
    const fields = { delivery: delivery.delivery, event: delivery.name };
    try {
      await inOrder(options.subjectOf(delivery), () => options.judge(delivery));
    } catch (thrown) {
      const hopeless = thrown instanceof PermanentError || clock.now() - bull.timestamp > GIVE_UP_AFTER_MS;
      if (hopeless) {
        log.error({ ...fields, err: thrown }, "gave up a delivery");
        throw new UnrecoverableError(reasonOf(thrown));
      }
      log.warn(
        { ...fields, reason: reasonOf(thrown) },
        "a delivery could not be judged and will be tried again",
      );
      throw new Error(reasonOf(thrown));
    }
    // Only that it was judged is remembered.
    await bull.updateData(null);
  }
}

/** Runs works under one name one after the other, in the order in which they are given. */
function takingTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async (name: string | null, work: () => Promise<void>): Promise<void> => {
    if (name === null) return work();
    const before = last.get(name);
    const mine = Promise.allSettled([before]).then(work);
    const ended = Promise.allSettled([mine]);
    last.set(name, ended);
    void ended.then(() => {
      if (last.get(name) === ended) last.delete(name);
    });
    return mine;
  };
}

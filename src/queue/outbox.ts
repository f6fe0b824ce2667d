// What is owed to people: every word on how a run ended is kept in Redis until it was said, or refused for good.
import { randomUUID } from "node:crypto";
import { type Job as BullJob, Queue as BullQueue, UnrecoverableError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { Announcer } from "../announcers/announcer.ts";
import { type Clock, systemClock } from "../clock.ts";
import { Ended } from "../domain/ended.ts";
import { PermanentError, reasonOf } from "../domain/errors.ts";
import { issueKey } from "../domain/naming.ts";
import type { Log } from "../log.ts";
import { connect, endConnection, PREFIX } from "../redis/connection.ts";
import { holderOf } from "./claims.ts";
import { quietly } from "./quietly.ts";

export type Outbox = AsyncDisposable & {
  /**
   * The same announcers, each of which now resolves once its words are said or kept: what it cannot say is said later, by
   * whichever process is there then, unless a newer run of the issue shows its own state meanwhile. Rejects only where
   * Redis cannot keep them either.
   */
  keeping(installationId: number, announcers: Announcer[]): Announcer[];
};

/** Fails fast when Redis is away. */
export type OutboxOptions = { redisUrl: string; log: Log; timing?: Partial<OutboxTiming> };

export type OutboxTiming = {
  /** So long only the process that ended the run tells of it. */
  firstMs: number;
  backoffMs: number;
  mostBackoffMs: number;
  leaveMs: number;
};
const TIMING: OutboxTiming = { firstMs: 10_000, backoffMs: 1_000, mostBackoffMs: 30_000, leaveMs: 5_000 };

const NAME = "outbox";
const GIVEN_UP_S = 7 * 24 * 60 * 60;
const GIVE_UP_AFTER_MS = 3 * 24 * 60 * 60_000;
/** Time bounds the tries. */
const TRIES = 100_000;

const Owed = z.object({ installationId: z.int(), announcer: z.string(), ended: Ended });
type Owed = z.infer<typeof Owed>;

export function openOutbox({ redisUrl, log, timing }: OutboxOptions): Outbox {
  const { firstMs } = { ...TIMING, ...timing };
  const redis = connect(redisUrl, log, { maxRetriesPerRequest: 1 });
  const bull = new BullQueue<Owed>(NAME, {
    connection: redis,
    prefix: PREFIX,
    streams: { events: { maxLen: 1000 } },
  });
  bull.on("error", quietly(log));
  const options = {
    attempts: TRIES,
    backoff: { type: "custom" },
    delay: firstMs,
    removeOnComplete: true,
    removeOnFail: { age: GIVEN_UP_S, count: 1000 },
    stackTraceLimit: 0,
  };
  return {
    keeping: (installationId, announcers) =>
      announcers.map(({ name, announce }) => ({
        name,
        async announce(ended) {
          const owed = Owed.parse({ installationId, announcer: name, ended });
          const jobId = identityOf(owed);
          await bull.add(name, owed, { ...options, jobId });
          const [told] = await Promise.allSettled([announce(ended)]);
          // Where it cannot be taken out, it is said once more, with the same words.
          if (told.status === "fulfilled") await Promise.allSettled([bull.remove(jobId)]);
          else log.warn({ announcer: name, reason: reasonOf(told.reason) }, "an outcome is told later");
        },
      })),
    [Symbol.asyncDispose]: async () => {
      await bull.close();
      redis.disconnect();
    },
  };
}

/** BullMQ takes no colon in an id. */
function identityOf({ announcer, ended }: Owed): string {
  const whose = ended.kind === "ran" ? ended.report.runId : `${issueKey(ended.issue)}-${randomUUID()}`;
  return `${whose}-${announcer}`.replaceAll(":", "-");
}

export type PayOptions = OutboxOptions & {
  announcersFor(installationId: number): Announcer[];
  clock?: Clock;
};

/** Says what is owed, whoever owes it. Waits for Redis without a limit; lets what it says end before it goes. */
export function payDebts(options: PayOptions): AsyncDisposable & { ready(): Promise<void> } {
  const { log, clock = systemClock } = options;
  const timing = { ...TIMING, ...options.timing };
  const redis = connect(options.redisUrl, log, { maxRetriesPerRequest: null });
  const worker = new Worker<unknown, void>(NAME, process, {
    connection: redis,
    prefix: PREFIX,
    concurrency: 4,
    maxStalledCount: TRIES,
    settings: {
      backoffStrategy: (tries) => Math.min(timing.backoffMs * 2 ** (tries - 1), timing.mostBackoffMs),
    },
  });
  worker.on("error", quietly(log));
  return {
    ready: async () => {
      await worker.waitUntilReady();
    },
    [Symbol.asyncDispose]: async () => {
      const over = new AbortController();
      const late = clock.sleep(timing.leaveMs, over.signal).then(async () => {
        await Promise.allSettled([worker.getBackend().blockingClient?.then(endConnection)]);
        await endConnection(redis);
      });
      await Promise.race([worker.close(), late]);
      over.abort();
      redis.disconnect();
    },
  };

  async function process(bull: BullJob<unknown>): Promise<void> {
    const { installationId, announcer, ended } = Owed.parse(bull.data);
    const fields = { announcer, owed: bull.id };
    const standing = await standingOf(redis, ended);
    if (standing === "overtaken") return log.info(fields, "a newer run shows its own state");
    if (standing === "still-held") throw new Error("the run has not let go of its issue yet");
    const one = options.announcersFor(installationId).find(({ name }) => name === announcer);
    if (one === undefined) return log.warn(fields, "nobody of that name is told any more");
    const [told] = await Promise.allSettled([one.announce(ended)]);
    if (told.status === "fulfilled") return log.info(fields, "an outcome is told");
    const reason = reasonOf(told.reason);
    if (told.reason instanceof PermanentError || clock.now() - bull.timestamp > GIVE_UP_AFTER_MS) {
      log.error({ ...fields, reason }, "an outcome could not be told");
      throw new UnrecoverableError(reason);
    }
    throw new Error(reason);
  }
}

/** Whether the word still counts: the issue shows the newest run only. */
async function standingOf(redis: Redis, ended: Ended): Promise<"due" | "overtaken" | "still-held"> {
  if (ended.kind === "never-began") return "due";
  const holder = await holderOf(redis, ended.job.issue);
  if (holder === null) return "due";
  return holder === ended.report.runId ? "still-held" : "overtaken";
}

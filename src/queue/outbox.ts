// What is owed to people: every word on how a run ended is kept in Redis until it was said, or refused for good.
import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { Announcer } from "../announcers/announcer.ts";
import type { Clock } from "../clock.ts";
import { Ended } from "../domain/ended.ts";
import { reasonOf } from "../domain/errors.ts";
import { issueKey } from "../domain/naming.ts";
import type { Log } from "../log.ts";
import { connect } from "../redis/connection.ts";
import { holderOf } from "./claims.ts";
import { KEPT_OPTIONS, type KeptTiming, type KeptWorker, keptQueue, workOff } from "./kept.ts";

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

export type OutboxTiming = KeptTiming & {
  /** So long only the process that ended the run tells of it. */
  firstMs: number;
};
const FIRST_MS = 10_000;
const MOST_BACKOFF_MS = 30_000;

const NAME = "outbox";

const Owed = z.object({ installationId: z.int(), announcer: z.string(), ended: Ended });
type Owed = z.infer<typeof Owed>;

export function openOutbox({ redisUrl, log, timing }: OutboxOptions): Outbox {
  const redis = connect(redisUrl, log, { maxRetriesPerRequest: 1 });
  const bull = keptQueue<Owed>(NAME, redis, log);
  const options = { ...KEPT_OPTIONS, delay: timing?.firstMs ?? FIRST_MS, removeOnComplete: true };
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

/** Says what is owed, whoever owes it. */
export function payDebts({ announcersFor, timing, ...options }: PayOptions): KeptWorker {
  const { log } = options;
  return workOff({
    ...options,
    name: NAME,
    concurrency: 4,
    timing: { mostBackoffMs: MOST_BACKOFF_MS, ...timing },
    fieldsOf: ({ id, name }) => ({ announcer: name, owed: id }),
    async attempt(bull, redis) {
      const { installationId, announcer, ended } = Owed.parse(bull.data);
      const fields = { announcer, owed: bull.id };
      const standing = await standingOf(redis, ended);
      if (standing === "overtaken") return log.info(fields, "a newer run shows its own state");
      if (standing === "still-held") throw new Error("the run has not let go of its issue yet");
      const one = announcersFor(installationId).find(({ name }) => name === announcer);
      if (one === undefined) return log.warn(fields, "nobody of that name is told any more");
      await one.announce(ended);
      log.info(fields, "an outcome is told");
    },
  });
}

/** Whether the word still counts: the issue shows the newest run only. */
async function standingOf(redis: Redis, ended: Ended): Promise<"due" | "overtaken" | "still-held"> {
  if (ended.kind === "never-began") return "due";
  const holder = await holderOf(redis, ended.job.issue);
  if (holder === null) return "due";
  return holder === ended.report.runId ? "still-held" : "overtaken";
}

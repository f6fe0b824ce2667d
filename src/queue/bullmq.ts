// The server's side of the queue: stores deliveries, puts a job behind its issue, stops runs, counts.
import { randomUUID } from "node:crypto";
import { Queue as BullQueue } from "bullmq";
import type { Clock } from "../clock.ts";
import { PermanentError } from "../domain/errors.ts";
import { Job } from "../domain/job.ts";
import type { Log } from "../log.ts";
import { connect, evicts, PREFIX, reach } from "../redis/connection.ts";
import { cancel, countRecent, holderOf, stateOf, submit, told } from "./claims.ts";
import { openDeliveries } from "./deliveries.ts";
import { hear, isHeard, recall } from "./heard.ts";
import { keptQueue } from "./kept.ts";
import { OUTBOX, QUEUE_NAME } from "./keys.ts";
import { keepLook, lastLook } from "./looks.ts";
import { type Waiting, whyItWaits } from "./next.ts";
import type { Queue, Waits } from "./queue.ts";
import { quietly } from "./quietly.ts";
import { viewOf } from "./view.ts";
import { isSpokenOf, places, standing, whileItWaits } from "./waiting.ts";
import { wake } from "./wake.ts";

/** How long a job sleeps if nobody wakes it before it is registered, or before the run ahead of it has ended. */
const ASLEEP_MS = 5_000;
const READY_MS = 10_000;
const SPOKEN_OF_MS = 100;
const COMMAND_TIMEOUT_MS = 5_000;
/** Executions, and after the last one the tries to show that the job was given up. The worker tells them apart. */
const ATTEMPTS = 6;

const JOB_OPTIONS = {
  attempts: ATTEMPTS,
  backoff: { type: "custom" },
  delay: ASLEEP_MS,
  removeOnComplete: true,
  removeOnFail: { age: 7 * 24 * 60 * 60, count: 1000 },
  stackTraceLimit: 0,
};

/** Rejects when Redis is not there. Once open, every call fails fast while Redis is away. */
export async function openQueue(options: { redisUrl: string; clock: Clock; log: Log }): Promise<Queue> {
  const redis = connect(options.redisUrl, options.log, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: COMMAND_TIMEOUT_MS,
  });
  await reach(redis);
  const bull = new BullQueue(QUEUE_NAME, {
    connection: redis,
    prefix: PREFIX,
    streams: { events: { maxLen: 1000 } },
  });
  bull.on("error", quietly(options.log));
  const deliveries = openDeliveries(redis, options.log);
  const outbox = keptQueue(OUTBOX, redis, options.log);
  await bull.waitUntilReady();

  async function waits(which: (waiting: Waiting) => boolean): Promise<Waits[]> {
    const all = await standing(redis);
    const due = all.waiting.filter(which);
    if (due.length === 0) return [];
    const there = await places(redis, options.clock.now());
    const each = due.map(async (waiting) => {
      const why = whyItWaits(waiting, all, there);
      const job = why === null ? null : Job.safeParse((await bull.getJob(waiting.runId))?.data).data;
      return why === null || !job ? [] : [{ runId: waiting.runId, job, why }];
    });
    return (await Promise.all(each)).flat();
  }

  return {
    submit: async (job, { supersedes, givesWay = false, byBot = false, occasion = null }) => {
      const runId = randomUUID();
      // It sleeps until it is registered, so that no worker takes it too early; a job never registered is dropped.
      await bull.add(job.kind, job, { ...JOB_OPTIONS, jobId: runId });
      const order = supersedes ? { kind: "superseded" as const, by: job.asker } : null;
      const entry = { job, runId, now: options.clock.now(), order, givesWay, byBot, occasion };
      const { replaced, stopped, did } = await submit(redis, entry);
      if (replaced !== null) await bull.remove(replaced);
      if (stopped !== null) await wake(bull, stopped);
      if (did === "wake") await wake(bull, runId);
      const isTaken = did !== "heard" && did !== "gave-way";
      if (!isTaken) await bull.remove(runId);
      return isTaken;
    },
    stateOf: (issue) => stateOf(redis, issue),
    isRunning: async (issue) => (await stateOf(redis, issue)) !== "none",
    cancel: async (issue, stop, neverBegan) => {
      const { waiting, active, said } = await cancel(redis, issue, { kind: "cancelled", ...stop });
      if (waiting !== null) await bull.remove(waiting);
      if (active !== null) await wake(bull, active);
      if (active !== null) return "active";
      if (waiting === null) return "none";
      // Words that it waits must not come after the words that it never began.
      while (await isSpokenOf(redis, issue)) await options.clock.sleep(SPOKEN_OF_MS);
      await neverBegan({ runId: waiting, said });
      await told(redis, issue, waiting);
      return "waiting";
    },
    resume: async (issue) => {
      const holder = await holderOf(redis, issue);
      if (holder !== null) await wake(bull, holder);
    },
    countRecent: (issue, windowMs, { byBots } = { byBots: false }) =>
      countRecent(redis, issue, { sinceMs: options.clock.now() - windowMs, byBots }),
    isHeard: (issue, occasion) => isHeard(redis, issue, occasion),
    hear: (issue, occasion) => hear(redis, issue, options.clock.now(), occasion),
    isFirst: async (name, withinMs) =>
      (await redis.set(`${PREFIX}:once:${name.toLowerCase()}`, 1, "PX", withinMs, "NX")) === "OK",
    recall: (issue) => recall(redis, issue),
    unsaid: (olderThanMs) =>
      waits(({ said, sinceMs }) => !said && options.clock.now() - sinceMs >= olderThanMs),
    said: () => waits(({ said }) => said),
    whileItWaits: (job, say) => whileItWaits(redis, job, say),
    lastLook: (repository) => lastLook(redis, repository),
    keepLook: (repository, text) => keepLook(redis, repository, text),
    withRuns: async () => {
      const jobs = await bull.getJobs(["active", "wait", "delayed", "prioritized"]);
      return jobs.flatMap(({ data }) => Job.safeParse(data).data?.issue ?? []);
    },
    ...viewOf({ redis, bull, outbox, deliveries, clock: options.clock }),
    deliveries,
    ping: async () => {
      // A replica after a failover answers, and takes no write.
      await redis.set(`${PREFIX}:ready`, 1, "PX", READY_MS);
      // Another primary may have other settings.
      const policy = await evicts(redis);
      if (policy !== null) throw new PermanentError({ kind: "redis-evicts", policy });
    },
    [Symbol.asyncDispose]: async () => {
      await deliveries[Symbol.asyncDispose]();
      await outbox.close();
      await bull.close();
      redis.disconnect();
    },
  };
}

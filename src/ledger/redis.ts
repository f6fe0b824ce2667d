// The ledger in Redis: one stream per run, one live stream, and an index of runs. Everything is capped and expires.
import type { Redis } from "ioredis";
import { reasonOf } from "../domain/errors.ts";
import { type IssueRef, issueName } from "../domain/repository.ts";
import type { Log } from "../log.ts";
import { connect, PREFIX, reach } from "../queue/connection.ts";
import { type Ledger, RunEvent } from "./ledger.ts";

/** Newest events kept of one run, and of the live stream. */
export const MAX_EVENTS = 1000;
const MAX_RUNS = 5000;
const KEPT_S = 30 * 24 * 60 * 60;
/** How long one look at the live stream waits; also how soon a follower notices that Redis went away. */
const LOOK_MS = 2000;

const LIVE = `${PREFIX}:ledger:live`;
const RUNS = `${PREFIX}:ledger:runs`;
const eventsKey = (runId: string) => `${PREFIX}:ledger:events:${runId}`;
const reportKey = (runId: string) => `${PREFIX}:ledger:report:${runId}`;
const issueKey = (issue: string) => `${PREFIX}:ledger:issue:${issue}`;

export async function openLedger(options: { redisUrl: string; log: Log }): Promise<Ledger> {
  const { redisUrl, log } = options;
  const redis = connect(redisUrl, log, { lazyConnect: true, maxRetriesPerRequest: 3 });
  await reach(redis);
  return {
    append: (event) => append(redis, event),
    saveReport: async (runId, report) => {
      await redis.set(reportKey(runId), JSON.stringify(report), "EX", KEPT_S);
    },
    readReport: async (runId) => {
      const text = await redis.get(reportKey(runId));
      return text === null ? null : JSON.parse(text);
    },
    events: (runId) => events(redis, runId),
    runs: async (limit) => {
      const ids = await redis.zrevrange(RUNS, 0, Math.max(0, limit - 1));
      return Promise.all(ids.map((runId) => summary(redis, runId)));
    },
    runsOf: (issue: IssueRef) => redis.zrevrange(issueKey(issueName(issue)), 0, -1),
    follow: (signal) => follow({ redisUrl, log, signal }),
    [Symbol.asyncDispose]: async () => {
      await redis.quit().catch((error) => log.debug({ reason: reasonOf(error) }, "the ledger was cut off"));
    },
  };
}

async function append(redis: Redis, event: RunEvent): Promise<void> {
  const text = JSON.stringify(event);
  const at = Date.parse(event.at);
  const write = redis
    .multi()
    .xadd(eventsKey(event.runId), "MAXLEN", MAX_EVENTS, "*", "event", text)
    .expire(eventsKey(event.runId), KEPT_S)
    .xadd(LIVE, "MAXLEN", MAX_EVENTS, "*", "event", text);
  if (event.kind === "started") {
    for (const key of [RUNS, issueKey(event.issue)]) {
      write
        .zadd(key, at, event.runId)
        .zremrangebyrank(key, 0, -MAX_RUNS - 1)
        .expire(key, KEPT_S);
    }
  }
  await write.exec();
}

async function events(redis: Redis, runId: string): Promise<RunEvent[]> {
  return (await redis.xrange(eventsKey(runId), "-", "+")).flatMap(([, fields]) => eventIn(fields));
}

async function summary(redis: Redis, runId: string) {
  const all = await events(redis, runId);
  return {
    runId,
    issue: all[0]?.issue ?? "",
    startedAt: all[0]?.at ?? "",
    ended: all.findLast((event) => event.kind === "ended")?.what ?? null,
  };
}

/** The connection is made and the place in the stream taken before the first event is waited for. */
function follow(options: { redisUrl: string; log: Log; signal: AbortSignal }): AsyncIterable<RunEvent> {
  const redis = connect(options.redisUrl, options.log, { maxRetriesPerRequest: null });
  const stop = () => redis.disconnect();
  options.signal.addEventListener("abort", stop, { once: true });
  if (options.signal.aborted) stop();
  const start = lastId(redis, options.signal);
  return listen(redis, start, options.signal);
}

async function* listen(
  redis: Redis,
  start: Promise<string | null>,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  try {
    let from = await start;
    while (from !== null && !signal.aborted) {
      const found = await redis.xread("BLOCK", LOOK_MS, "STREAMS", LIVE, from).catch(() => null);
      for (const [id, fields] of found?.[0]?.[1] ?? []) {
        from = id;
        yield* eventIn(fields);
      }
    }
  } finally {
    redis.disconnect();
  }
}

/** Null when the follower left before it began. */
async function lastId(redis: Redis, signal: AbortSignal): Promise<string | null> {
  try {
    const [last] = await redis.xrevrange(LIVE, "+", "-", "COUNT", 1);
    return last?.[0] ?? "0-0";
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** What does not parse was not written by us, or by a newer version: left out. */
function eventIn(fields: string[]): RunEvent[] {
  const parsed = RunEvent.safeParse(JSON.parse(fields[fields.indexOf("event") + 1] ?? "null"));
  return parsed.success ? [parsed.data] : [];
}

// The ledger in Redis: a capped stream per run, one live feed of all of them, and an index by time.
import type { Redis } from "ioredis";
import { z } from "zod";
import { IssueRef, issueName, readIssueName } from "../domain/repository.ts";
import type { Log } from "../log.ts";
import { connect, PREFIX, reach } from "../redis/connection.ts";
import { eventEntry, readEvent, readReport, reportEntry } from "./entries.ts";
import type { KeptEvent, Ledger } from "./ledger.ts";

const EVENTS_PER_RUN = 1_000;
/** What a follower may be behind before it misses something. */
const EVENTS_IN_FEED = 10_000;
const MAX_RUNS = 5_000;
const KEPT_MS = 30 * 24 * 60 * 60_000;
const LOOK_AGAIN_MS = 5_000;

const FEED = `${PREFIX}:ledger:feed`;
const RUNS = `${PREFIX}:ledger:runs`;

/** KEYS: events, feed, run, runs. ARGV: event, runId, issue, at, its milliseconds, ended or "", caps. */
const APPEND = `
local event, id, at, kept = ARGV[1], ARGV[2], tonumber(ARGV[5]), tonumber(ARGV[9])
redis.call("XADD", KEYS[1], "MAXLEN", ARGV[7], "*", "event", event)
redis.call("XADD", KEYS[2], "MAXLEN", "~", ARGV[8], "*", "event", event)
redis.call("HSETNX", KEYS[3], "issue", ARGV[3])
redis.call("HSETNX", KEYS[3], "startedAt", ARGV[4])
if ARGV[6] ~= "" then redis.call("HSET", KEYS[3], "ended", ARGV[6]) end
redis.call("ZADD", KEYS[4], "NX", at, id)
redis.call("ZREMRANGEBYSCORE", KEYS[4], "-inf", at - kept)
redis.call("ZREMRANGEBYRANK", KEYS[4], 0, -tonumber(ARGV[10]) - 1)
for _, key in ipairs(KEYS) do redis.call("PEXPIRE", key, kept) end
`;

/** Rejects when Redis is not there. Once open, an append waits some seconds for Redis to come back, then rejects. */
export async function openLedger(options: { redisUrl: string; log: Log }): Promise<Ledger> {
  const redis = connect(options.redisUrl, options.log, { lazyConnect: true });
  await reach(redis);
  const closing = new AbortController();

  return {
    append: async (event) => {
      const keys = [eventsKey(event.runId), FEED, runKey(event.runId), RUNS];
      const ended = event.kind === "ended" ? event.outcome.kind : "";
      const about = [event.runId, issueName(event.issue), event.at, Date.parse(event.at), ended];
      const caps = [EVENTS_PER_RUN, EVENTS_IN_FEED, KEPT_MS, MAX_RUNS];
      await redis.eval(APPEND, keys.length, ...keys, eventEntry(event), ...about, ...caps);
    },
    saveReport: async (report) => {
      await redis.set(reportKey(report.runId), reportEntry(report), "PX", KEPT_MS);
    },
    readReport: async (runId) => {
      const text = await redis.get(reportKey(runId));
      return text === null ? null : readReport(text);
    },
    events: async (runId) => entriesOf(await redis.xrange(eventsKey(runId), "-", "+")).flatMap(eventIn),
    runs: async (limit) => {
      const ids = await redis.zrevrange(RUNS, 0, limit - 1);
      const rows = await Promise.all(
        ids.map(async (runId) => ({ runId, ...(await redis.hgetall(runKey(runId))) })),
      );
      return rows.flatMap((row) => Run.safeParse(row).data ?? []);
    },
    follow: (signal) => {
      // Asked at once and on the same connection, so that whatever this process appends from now on comes after it.
      const from = redis
        .xrevrange(FEED, "+", "-", "COUNT", 1)
        .then((reply) => entriesOf(reply)[0]?.id ?? "0-0");
      return follow(redis, from, AbortSignal.any([signal, closing.signal]));
    },
    [Symbol.asyncDispose]: async () => {
      closing.abort();
      await Promise.allSettled([redis.quit()]);
    },
  };
}

async function* follow(redis: Redis, start: Promise<string>, signal: AbortSignal): AsyncGenerator<KeptEvent> {
  // A read that blocks needs a connection of its own, and may wait as long as Redis is away.
  const connection = redis.duplicate({ maxRetriesPerRequest: null });
  connection.on("error", () => undefined);
  // Also when nobody asks for another event: a follower that left must not keep the process alive.
  signal.addEventListener("abort", () => connection.disconnect(), { once: true });
  const over = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener("abort", () => resolve(null), { once: true });
  });
  try {
    let from = await start;
    while (!signal.aborted) {
      const read = connection.xread("COUNT", 100, "BLOCK", LOOK_AGAIN_MS, "STREAMS", FEED, from);
      const reply = Streams.parse(await Promise.race([read, over]));
      for (const entry of reply?.[0]?.[1] ?? []) {
        from = entry.id;
        yield* eventIn(entry);
      }
    }
  } finally {
    connection.disconnect();
  }
}

const Run = z.object({
  runId: z.string(),
  issue: z.string().transform(readIssueName).pipe(IssueRef),
  startedAt: z.string(),
  ended: z.string().nullable().default(null),
});

const Entry = z
  .tuple([z.string(), z.array(z.string())])
  .transform(([id, fields]) => ({ id, text: fields[1] ?? "" }));
type Entry = z.infer<typeof Entry>;
const Streams = z.array(z.tuple([z.string(), z.array(Entry)])).nullable();

function entriesOf(reply: unknown): Entry[] {
  return z.array(Entry).parse(reply);
}

function eventIn({ text }: Entry): KeptEvent[] {
  const event = readEvent(text);
  return event === null ? [] : [event];
}

function eventsKey(runId: string): string {
  return `${PREFIX}:ledger:events:${runId}`;
}

function runKey(runId: string): string {
  return `${PREFIX}:ledger:run:${runId}`;
}

function reportKey(runId: string): string {
  return `${PREFIX}:ledger:report:${runId}`;
}

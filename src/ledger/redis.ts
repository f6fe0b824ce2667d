// The ledger in Redis: a capped stream per run, one live feed of all of them, and rows and sums that are kept as events come.
import type { Redis } from "ioredis";
import { z } from "zod";
import type { Log } from "../log.ts";
import { connect, reach } from "../redis/connection.ts";
import { readEvent, readReport } from "./entries.ts";
import { eventsKey, FEED, reportKey } from "./keys.ts";
import type { KeptEvent, Ledger } from "./ledger.ts";
import { readerOver } from "./read.ts";
import { writerOver } from "./write.ts";

const LOOK_AGAIN_MS = 5_000;

/** Rejects when Redis is not there. Once open, an append waits some seconds for Redis to come back, then rejects. */
export async function openLedger(options: { redisUrl: string; log: Log }): Promise<Ledger> {
  const redis = connect(options.redisUrl, options.log, { lazyConnect: true });
  await reach(redis);
  const closing = new AbortController();

  return {
    ...writerOver(redis),
    ...readerOver(redis),
    readReport: async (runId) => {
      const text = await redis.get(reportKey(runId));
      return text === null ? null : readReport(text);
    },
    events: async (runId) => entriesOf(await redis.xrange(eventsKey(runId), "-", "+")).flatMap(eventIn),
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

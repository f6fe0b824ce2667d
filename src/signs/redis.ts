// Signs in Redis: each under a key that expires, and an index of those keys by when they do.
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { connect, endConnection, PREFIX } from "../redis/connection.ts";
import { lifeMs, nameOf, Sign } from "./sign.ts";
import type { Signs } from "./signs.ts";

const INDEX = `${PREFIX}:signs`;
const RENEWED_EVERY_MS = 10_000;
const COMMAND_TIMEOUT_MS = 5_000;

/** Every call fails fast while Redis is away. */
export function openSigns(options: { redisUrl: string; clock: Clock; log: Log }): Signs {
  const { clock } = options;
  const redis = connect(options.redisUrl, options.log, {
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_TIMEOUT_MS,
  });
  const held = new Map<string, Sign>();
  const over = new AbortController();
  const renewing = renew();

  async function give(sign: Sign): Promise<void> {
    const [key, ms] = [keyOf(sign), lifeMs(sign)];
    const given = redis
      .multi()
      .set(key, JSON.stringify(sign), "PX", ms)
      .zadd(INDEX, clock.now() + ms, key)
      .zremrangebyscore(INDEX, "-inf", clock.now())
      .exec();
    await Promise.allSettled([given]);
  }
  async function drop(sign: Sign): Promise<void> {
    // While Redis is away, it fades.
    if (redis.status !== "ready") return;
    await Promise.allSettled([redis.multi().del(keyOf(sign)).zrem(INDEX, keyOf(sign)).exec()]);
  }
  async function renew(): Promise<void> {
    while (!over.signal.aborted) {
      await Promise.allSettled([clock.sleep(RENEWED_EVERY_MS, over.signal)]);
      if (!over.signal.aborted) await Promise.all([...held.values()].map(give));
    }
  }

  return {
    give,
    hold(sign) {
      held.set(nameOf(sign), sign);
      const given = give(sign);
      return {
        [Symbol.asyncDispose]: async () => {
          held.delete(nameOf(sign));
          await given;
          await drop(sign);
        },
      };
    },
    async all() {
      const keys = await redis.zrangebyscore(INDEX, clock.now(), "+inf");
      const kept = keys.length === 0 ? [] : await redis.mget(keys);
      return kept.flatMap((text) => (text === null ? [] : (Sign.safeParse(JSON.parse(text)).data ?? [])));
    },
    [Symbol.asyncDispose]: async () => {
      over.abort();
      await renewing;
      await Promise.all([...held.values()].map(drop));
      await endConnection(redis);
    },
  };
}

function keyOf(sign: Sign): string {
  return `${PREFIX}:sign:${nameOf(sign)}`;
}

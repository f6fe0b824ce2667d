// The port to short texts that are kept for a while under a name, and Redis behind it.
import type { Log } from "../log.ts";
import { connect, PREFIX } from "./connection.ts";

export type Keepsakes = {
  put(name: string, text: string, keptMs: number): Promise<void>;
  /** Null: there is none, or its time is over. */
  read(name: string): Promise<string | null>;
  /** The same, and it is gone: of two who take at once, one gets it. */
  take(name: string): Promise<string | null>;
  drop(name: string): Promise<void>;
};

/** Every call fails fast while Redis is away. */
export function openKeepsakes({ redisUrl, log }: { redisUrl: string; log: Log }): Keepsakes & Disposable {
  const redis = connect(redisUrl, log, { maxRetriesPerRequest: 1 });
  const key = (name: string) => `${PREFIX}:keepsake:${name}`;
  return {
    put: async (name, text, keptMs) => {
      await redis.set(key(name), text, "PX", keptMs);
    },
    read: (name) => redis.get(key(name)),
    take: (name) => redis.getdel(key(name)),
    drop: async (name) => {
      await redis.del(key(name));
    },
    [Symbol.dispose]: () => redis.disconnect(),
  };
}

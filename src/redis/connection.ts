// Connections to Redis: one prefix for every key, one warning per outage.
import { Redis, type RedisOptions } from "ioredis";
import { PermanentError, reasonOf } from "../domain/errors.ts";
import type { Log } from "../log.ts";

/** In braces, so that a cluster keeps all our keys in one slot and a script may touch several. */
export const PREFIX = "{issuewright}";

/** ioredis waits this long for a socket to close, even for one that is closed already. */
const DISCONNECT_MS = 100;

type ConnectOptions = Pick<
  RedisOptions,
  "lazyConnect" | "maxRetriesPerRequest" | "enableOfflineQueue" | "commandTimeout"
>;

export function connect(url: string, log: Log, options: ConnectOptions): Redis {
  const redis = new Redis(url, { ...options, disconnectTimeout: DISCONNECT_MS, reconnectOnError });
  let away = false;
  // ioredis repeats it on every attempt to reconnect; once per outage is enough.
  redis.on("error", (error) => {
    if (!away) log.warn({ reason: reasonOf(error) }, "Redis is out of reach");
    away = true;
  });
  redis.on("ready", () => {
    if (away) log.info("Redis is back");
    away = false;
  });
  return redis;
}

/** After a failover the address may lead to another server, but the connection still leads to the old one; 2: ask again there. */
function reconnectOnError(error: Error): 2 | false {
  return error.message.startsWith("READONLY") ? 2 : false;
}

/**
 * For a process that should not start without Redis: rejects when the first attempt fails, or when it may drop what we
 * keep there. The connection must be lazy.
 */
export async function reach(redis: Redis): Promise<void> {
  const { host, port } = redis.options;
  let cause: unknown;
  redis.once("error", (error) => {
    cause = error;
  });
  try {
    await redis.connect();
  } catch (closed) {
    redis.disconnect();
    const programSaid = reasonOf(cause ?? closed) || null;
    throw new PermanentError({
      kind: "redis-unreachable",
      host: host ?? "",
      port: port ?? 0,
      programSaid,
    });
  }
  const policy = await evicts(redis);
  if (policy === null) return;
  redis.disconnect();
  throw new PermanentError({ kind: "redis-evicts", policy });
}

/**
 * The policy by which Redis may drop BullMQ's jobs, our claims and the deliveries, which must stay until we delete them; null:
 * it drops nothing, or tells nothing of itself.
 */
export async function evicts(redis: Redis): Promise<string | null> {
  const [info] = await Promise.allSettled([redis.info("memory")]);
  if (info.status === "rejected") return null;
  const policy = /^maxmemory_policy:(\S+)/m.exec(info.value)?.[1] ?? "noeviction";
  return policy === "noeviction" ? null : policy;
}

/**
 * Ends a connection, and rejects every command that waits for it. If ioredis is told to disconnect between two attempts
 * to connect, it never reports that it ended; one more attempt makes it do so.
 */
export async function endConnection(
  redis: Pick<Redis, "connect" | "disconnect"> & { status: string },
): Promise<void> {
  const between = redis.status === "reconnecting";
  redis.disconnect();
  if (!between) return;
  await Promise.allSettled([redis.connect()]);
  redis.disconnect();
}

// How a Redis is set up, as far as what we promise depends on it.

import type { Log } from "../log.ts";
import { connect } from "./connection.ts";

export type RedisFault =
  /** What it acknowledged is lost when it dies. */
  | { kind: "no-append-only-file" }
  /** It answers, and takes no write. */
  | { kind: "replica" };

/** Empty where the server tells nothing of itself. Rejects when it cannot be reached. */
export async function redisFaults(url: string, log: Log): Promise<RedisFault[]> {
  const redis = connect(url, log, { lazyConnect: true, maxRetriesPerRequest: 1 });
  try {
    await redis.connect();
    const [persistence, replication] = await Promise.all(
      ["persistence", "replication"].map(async (section) => {
        const [info] = await Promise.allSettled([redis.info(section)]);
        return info.status === "fulfilled" ? info.value : "";
      }),
    );
    return [
      ...(/^aof_enabled:0/m.test(persistence ?? "") ? [{ kind: "no-append-only-file" } as const] : []),
      ...(/^role:slave/m.test(replication ?? "") ? [{ kind: "replica" } as const] : []),
    ];
  } finally {
    redis.disconnect();
  }
}

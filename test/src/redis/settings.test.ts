// What a real Redis says of its own settings, and a queue over one that takes no write any more.
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { systemClock } from "../../../src/clock.ts";
import { createLog } from "../../../src/log.ts";
import { openQueue } from "../../../src/queue/bullmq.ts";
import { redisFaults } from "../../../src/redis/settings.ts";
import { eventually } from "../../support/eventually.ts";
import { startTestRedis, type TestRedis } from "../../support/redis.ts";

const log = createLog({ level: "silent", name: "test" });
let redis: TestRedis;
beforeAll(async () => {
  redis = await startTestRedis();
});
afterAll(async () => {
  await redis[Symbol.asyncDispose]();
});

it("a Redis without an append-only file is found", async () => {
  expect(await redisFaults(redis.url, log)).toEqual([]);
  await redis.client.config("SET", "appendonly", "no");
  expect(await redisFaults(redis.url, log)).toEqual([{ kind: "no-append-only-file" }]);
  await redis.client.config("SET", "appendonly", "yes");
});

it("a primary that became a replica is not ready, though it answers", async () => {
  await using queue = await openQueue({ redisUrl: redis.url, clock: systemClock, log });
  await queue.ping();
  await redis.client.replicaof("127.0.0.1", 1);
  expect(await redisFaults(redis.url, log)).toEqual([{ kind: "replica" }]);
  // The connection is made anew, because a new primary may have its address: a moment long there is none.
  await expect(queue.ping()).rejects.toThrow(/READONLY|isn't writeable/);
  await redis.client.replicaof("NO", "ONE");
  await eventually("it takes writes again", () =>
    queue.ping().then(
      () => true,
      () => false,
    ),
  );
});

it("a primary that may drop jobs, as after a failover to one with other settings, is not ready", async () => {
  await using queue = await openQueue({ redisUrl: redis.url, clock: systemClock, log });
  await redis.client.config("SET", "maxmemory-policy", "volatile-lru");
  await expect(queue.ping()).rejects.toMatchObject({
    fault: { kind: "redis-evicts", policy: "volatile-lru" },
  });
  await redis.client.config("SET", "maxmemory-policy", "noeviction");
  await queue.ping();
});

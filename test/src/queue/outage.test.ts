// Redis out of reach: the server hears it at once, the worker waits, and either can leave.
import { describe, expect, it } from "@jest/globals";
import { pino } from "pino";
import { systemClock } from "../../../src/clock.ts";
import { openQueue } from "../../../src/queue/bullmq.ts";
import { consume } from "../../../src/queue/consume.ts";
import { until } from "../../support/redis.ts";
import { harness, issue, log, timing } from "./harness.ts";
import { aJob, recorder, silently } from "./recorder.ts";

const on = harness();

describe("without Redis", () => {
  it("refuses to open, and says where it looked", async () => {
    const opening = openQueue({ redisUrl: "redis://:secret@127.0.0.1:1", clock: systemClock, log });
    await expect(opening).rejects.toMatchObject({
      fault: {
        kind: "redis-unreachable",
        host: "127.0.0.1",
        port: 1,
        programSaid: expect.stringContaining("ECONNREFUSED"),
      },
    });
  });

  it("refuses a Redis that may drop jobs when its memory is full", async () => {
    await on.redis.client.config("SET", "maxmemory-policy", "volatile-lru");
    const opening = openQueue({ redisUrl: on.redis.url, clock: systemClock, log });
    await expect(opening).rejects.toMatchObject({ fault: { kind: "redis-evicts", policy: "volatile-lru" } });
    await on.redis.client.config("SET", "maxmemory-policy", "noeviction");
  });

  it("rejects what is submitted at once, and a run survives until Redis is back", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler, { lockMs: 60_000 });
    await on.queue.submit(aJob(), { supersedes: false });
    const run = await runs.began(0);
    await on.redis.kill();
    await expect(on.queue.submit(aJob(), { supersedes: false })).rejects.toThrow();
    await expect(
      on.queue.deliveries.store({ name: "issues", delivery: "guid", payload: "{}" }),
    ).rejects.toThrow();
    const stillMine = run.claim.holds();
    await on.redis.start();
    expect(await stillMine).toBe(true);
    await until(async () => (await Promise.allSettled([on.queue.ping()]))[0]?.status === "fulfilled");
    await on.queue.cancel(
      issue,
      { by: { kind: "person", login: "grace" }, because: { kind: "command" } },
      silently,
    );
    expect(await run.stopped).toEqual({
      kind: "cancelled",
      by: { kind: "person", login: "grace" },
      because: { kind: "command" },
    });
    run.end();
    await on.idle();
    await on.queue.submit(aJob({ delivery: "after" }), { supersedes: false });
    const next = await runs.began(1);
    next.end();
    await on.idle();
  });

  it("takes nothing in while its memory is full, and goes on when there is room", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler, { lockMs: 60_000 });
    await on.queue.submit(aJob(), { supersedes: false });
    const run = await runs.began(0);
    await on.redis.client.config("SET", "maxmemory", "1mb");
    const delivery = { name: "issues", delivery: "guid", payload: "{}" };
    const refused = await Promise.allSettled([
      on.queue.submit(aJob(), { supersedes: false }),
      on.queue.deliveries.store(delivery),
      on.queue.ping(),
    ]);
    expect(refused.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(await run.claim.holds()).toBe(true);
    await on.redis.client.config("SET", "maxmemory", "0");
    await on.queue.deliveries.store(delivery);
    run.end();
    await on.idle();
  });

  it("costs no more than the runs at work when it comes back empty", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler, { lockMs: 600 });
    await on.queue.submit(aJob(), { supersedes: false });
    const run = await runs.began(0);
    await on.redis.flush();
    expect(await run.claim.holds()).toBe(false);
    expect(await run.stopped).toEqual({ kind: "claim-lost" });
    run.fail(new Error("lost"));
    await on.queue.submit(aJob(), { supersedes: false });
    const next = await runs.began(1);
    expect([next.claim.retry, await next.claim.holds()]).toEqual([0, true]);
    next.end();
    await on.idle();
  });

  it("hears of a stop order that was given while it could not listen", async () => {
    const runs = recorder();
    await on.aConsumer(runs.handler);
    await on.queue.submit(aJob(), { supersedes: false });
    const run = await runs.began(0);
    await on.redis.client.call("CLIENT", "KILL", "TYPE", "pubsub");
    await on.queue.cancel(
      issue,
      { by: { kind: "person", login: "grace" }, because: { kind: "command" } },
      silently,
    );
    expect(await run.stopped).toEqual({
      kind: "cancelled",
      by: { kind: "person", login: "grace" },
      because: { kind: "command" },
    });
    run.end();
    await on.idle();
  });

  it("lets a worker that never reached it leave", async () => {
    const said: string[] = [];
    const consumer = consume({
      redisUrl: "redis://127.0.0.1:1",
      handler: recorder().handler,
      log: pino({}, { write: (line) => void said.push(line) }),
      concurrency: 1,
      perRepository: 1,
      timing,
    });
    await until(() => said.length > 0);
    const ready = consumer.ready();
    await Promise.all([expect(ready).rejects.toThrow(), consumer[Symbol.asyncDispose]()]);
    expect(said.join("")).toContain("Redis is out of reach");
  });

  it("lets a worker leave all the same", async () => {
    const runs = recorder();
    const consumer = await on.aConsumer(runs.handler);
    await on.queue.submit(aJob(), { supersedes: false });
    const run = await runs.began(0);
    await on.redis.kill();
    const left = consumer[Symbol.asyncDispose]();
    expect(await run.stopped).toEqual({ kind: "hand-over" });
    run.fail(new Error("stopped"));
    await left;
    await on.redis.start();
  });
});

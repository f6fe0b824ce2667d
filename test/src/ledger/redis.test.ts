// The ledger on a real Redis: what is kept, how much of it, and following it live.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "@jest/globals";
import { pino } from "pino";
import type { Ledger, RunEvent } from "../../../src/ledger/ledger.ts";
import { openLedger } from "../../../src/ledger/redis.ts";
import { startTestRedis, type TestRedis, until } from "../../support/redis.ts";

const log = pino({ level: "silent" });
let redis: TestRedis;
let ledger: Ledger;

beforeAll(async () => {
  redis = await startTestRedis();
});

beforeEach(async () => {
  await redis.flush();
  ledger = await openLedger({ redisUrl: redis.url, log });
});

afterEach(async () => {
  await ledger[Symbol.asyncDispose]();
  await until(async () => (await redis.strangers()).length === 0);
});

afterAll(async () => {
  await redis[Symbol.asyncDispose]();
});

async function everything(events: AsyncIterable<RunEvent>): Promise<RunEvent[]> {
  const seen: RunEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

function anEvent(change: Partial<RunEvent> = {}): RunEvent {
  return {
    runId: "r1",
    issue: "octo/Hello#1",
    at: "2030-01-01T00:00:00.000Z",
    kind: "note",
    what: "note",
    detail: "something happened",
    durationMs: null,
    ...change,
  };
}

it("keeps a run's events in order, and lists runs from the newest, by issue too", async () => {
  const started = anEvent({ kind: "started", what: "work" });
  const note = anEvent({ at: "2030-01-01T00:00:01.000Z" });
  const ended = anEvent({ at: "2030-01-01T00:00:02.000Z", kind: "ended", what: "opened", durationMs: 2_000 });
  const later = anEvent({ runId: "r2", at: "2030-01-01T00:01:00.000Z", kind: "started" });
  const elsewhere = anEvent({ runId: "r3", issue: "octo/hello#2", at: "2030-01-01T00:00:30.000Z" });
  for (const event of [started, note, ended, later, elsewhere]) await ledger.append(event);
  expect(await ledger.events("r1")).toEqual([started, note, ended]);
  expect(await ledger.runs(2)).toEqual([
    { runId: "r2", issue: "octo/Hello#1", startedAt: later.at, ended: null },
    { runId: "r3", issue: "octo/hello#2", startedAt: elsewhere.at, ended: null },
  ]);
  expect((await ledger.runs(9))[2]).toEqual({
    runId: "r1",
    issue: "octo/Hello#1",
    startedAt: started.at,
    ended: "opened",
  });
  const issue = { repository: { owner: "octo", name: "hello" }, number: 1 };
  expect(await ledger.runsOf(issue)).toEqual(["r2", "r1"]);
});

it("keeps the newest thousand events of a run", async () => {
  const numbers = Array.from({ length: 1_003 }, (_, index) => String(index));
  await Promise.all(numbers.map((what) => ledger.append(anEvent({ what }))));
  const kept = await ledger.events("r1");
  expect([kept.length, kept[0]?.what, kept.at(-1)?.what]).toEqual([1_000, "3", "1002"]);
});

it("lists the newest five thousand runs", async () => {
  const at = Date.parse("2030-01-01T00:00:00.000Z");
  const seed = redis.client.pipeline();
  for (let index = 0; index < 5_000; index += 1) {
    seed.zadd("{issuewright}:ledger:runs", at - 5_000 + index, `old-${index}`);
  }
  await seed.exec();
  await ledger.append(anEvent());
  const kept = await redis.client.zrange("{issuewright}:ledger:runs", "0", "-1");
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([5_000, "old-1", "r1"]);
});

it("refuses to open without Redis, and says where it looked", async () => {
  await expect(openLedger({ redisUrl: "redis://127.0.0.1:1", log })).rejects.toMatchObject({
    fault: { kind: "redis-unreachable", host: "127.0.0.1", port: 1 },
  });
});

it("keeps a report, and everything for thirty days only", async () => {
  await ledger.append(anEvent());
  await ledger.saveReport("r1", { outcome: { kind: "no-change" }, phases: [] });
  expect(await ledger.readReport("r1")).toEqual({ outcome: { kind: "no-change" }, phases: [] });
  expect(await ledger.readReport("unknown")).toBeNull();
  const days = [];
  for (const key of await redis.client.keys("*")) days.push((await redis.client.pttl(key)) / 86_400_000);
  expect(days.map(Math.ceil)).toEqual([30, 30, 30, 30, 30, 30]);
  await ledger.append(anEvent({ runId: "r2", at: "2030-01-31T00:00:00.001Z" }));
  expect((await ledger.runs(9)).map(({ runId }) => runId)).toEqual(["r2"]);
});

it("shows what happens from now on, in order, until it is told to stop", async () => {
  await ledger.append(anEvent({ what: "before" }));
  const stop = new AbortController();
  const live = ledger.follow(stop.signal);
  await ledger.append(anEvent({ what: "one" }));
  await using worker = await openLedger({ redisUrl: redis.url, log });
  await worker.append(anEvent({ runId: "r2", what: "two" }));
  const seen: string[] = [];
  for await (const event of live) {
    seen.push(event.what);
    if (event.what === "two") await worker.append(anEvent({ what: "three" }));
    if (event.what === "three") stop.abort();
  }
  expect(seen).toEqual(["one", "two", "three"]);
});

it("ends whoever waits for news when it is told to stop, or closed", async () => {
  const stop = new AbortController();
  const stopped = everything(ledger.follow(stop.signal));
  const closed = everything(ledger.follow(new AbortController().signal));
  await until(
    async () => (await redis.strangers()).filter((client) => client.includes("cmd=xread")).length === 2,
  );
  stop.abort();
  expect(await stopped).toEqual([]);
  await ledger[Symbol.asyncDispose]();
  expect(await closed).toEqual([]);
});

it("lets go of Redis when a follower leaves, also one that asks for nothing more", async () => {
  const stop = new AbortController();
  const live = ledger.follow(stop.signal)[Symbol.asyncIterator]();
  const first = live.next();
  await ledger.append(anEvent());
  await first;
  const following = (await redis.strangers()).length;
  stop.abort();
  await until(async () => (await redis.strangers()).length === following - 1);
});

it("loses nothing to a restart of Redis, neither what is appended nor what is followed", async () => {
  await ledger.append(anEvent({ what: "before" }));
  const stop = new AbortController();
  const live = ledger.follow(stop.signal)[Symbol.asyncIterator]();
  const next = live.next();
  await until(async () => (await redis.strangers()).some((client) => client.includes("cmd=xread")));
  await redis.kill();
  const appended = ledger.append(anEvent({ what: "meanwhile" }));
  await redis.start();
  await appended;
  expect((await next).value).toEqual(anEvent({ what: "meanwhile" }));
  expect((await ledger.events("r1")).map(({ what }) => what)).toEqual(["before", "meanwhile"]);
  stop.abort();
  expect(await live.next()).toEqual({ done: true, value: undefined });
});

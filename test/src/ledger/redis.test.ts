// The ledger on a real Redis: what is kept, how much of it, and following it live.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "@jest/globals";
import { pino } from "pino";
import type { RunReport } from "../../../src/domain/outcome.ts";
import { type EventHead, ended, type Happening, type RunEvent } from "../../../src/domain/run-event.ts";
import type { KeptEvent, Ledger } from "../../../src/ledger/ledger.ts";
import { openLedger } from "../../../src/ledger/redis.ts";
import { describeLedger } from "../../contracts/ledger.ts";
import { aSpec } from "../../support/builders.ts";
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

// Opened and closed around each test, with everything else here.
describeLedger("Redis", async () => ({ ledger, [Symbol.asyncDispose]: async () => undefined }));

async function everything(events: AsyncIterable<KeptEvent>): Promise<KeptEvent[]> {
  const seen: KeptEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

const hello = { repository: { owner: "octo", name: "Hello" }, number: 1 };
const started: Happening = { kind: "started", job: "work", asker: { kind: "person", login: "ada" } };

function anEvent(part: Partial<EventHead> = {}, happening: Happening = started): RunEvent {
  return { runId: "r1", issue: hello, at: "2030-01-01T00:00:00.000Z", ...part, ...happening };
}

/** An event that is told from others by its number. */
function nth(number: number, part: Partial<EventHead> = {}): RunEvent {
  return anEvent(part, { kind: "phase-ended", phase: "build", durationMs: number });
}

function numberOf(event: KeptEvent | undefined): number | null {
  return event?.kind === "phase-ended" ? event.durationMs : null;
}

const report: RunReport = {
  runId: "r1",
  outcome: { kind: "no-change", reason: { kind: "spec-unchanged" } },
  spec: aSpec(),
  usage: { coder: { inputTokens: 9, cachedTokens: 0, outputTokens: 1, steps: 1, usd: null } },
  phases: [{ name: "build", durationMs: 5 }],
};

it("keeps a run's events in order, and lists the runs of an issue from the newest", async () => {
  const first = anEvent();
  const wall: Happening = { kind: "wall", wall: { kind: "no-progress", steps: 12 }, advice: "amend" };
  const second = anEvent({ at: "2030-01-01T00:00:01.000Z" }, wall);
  const end = anEvent({ at: "2030-01-01T00:00:02.000Z" }, ended(report.outcome));
  const later = anEvent({ runId: "r2", at: "2030-01-01T00:01:00.000Z" });
  const elsewhere = anEvent({ runId: "r3", issue: { ...hello, number: 2 }, at: "2030-01-01T00:00:30.000Z" });
  for (const event of [first, second, end, later, elsewhere]) await ledger.append(event);
  expect(await ledger.events("r1")).toEqual([first, second, end]);
  expect(await ledger.runsOf(hello)).toMatchObject([
    { runId: "r2", issue: hello, startedAt: later.at, ended: null },
    { runId: "r1", issue: hello, startedAt: first.at, ended: "no-change" },
  ]);
});

it("keeps the newest thousand events of a run", async () => {
  const numbers = Array.from({ length: 1_003 }, (_, index) => index);
  await Promise.all(numbers.map((number) => ledger.append(nth(number))));
  const kept = await ledger.events("r1");
  expect([kept.length, numberOf(kept[0]), numberOf(kept.at(-1))]).toEqual([1_000, 3, 1_002]);
});

it("lists the newest thousand runs of an issue", async () => {
  const at = Date.parse("2030-01-01T00:00:00.000Z");
  const key = "{issuewright}:ledger:runs:octo/hello#1";
  const seed = redis.client.pipeline();
  for (let index = 0; index < 1_000; index += 1) seed.zadd(key, at - 1_000 + index, `old-${index}`);
  await seed.exec();
  await ledger.append(anEvent());
  const kept = await redis.client.zrange(key, "0", "-1");
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([1_000, "old-1", "r1"]);
});

it("refuses to open without Redis, and says where it looked", async () => {
  await expect(openLedger({ redisUrl: "redis://127.0.0.1:1", log })).rejects.toMatchObject({
    fault: { kind: "redis-unreachable", host: "127.0.0.1", port: 1 },
  });
});

it("keeps all of a run for thirty days, and where its issue stands for 400", async () => {
  await ledger.append(anEvent());
  await ledger.saveReport(report);
  expect(await ledger.readReport("r1")).toEqual(report);
  expect(await ledger.readReport("unknown")).toBeNull();
  const days: number[] = [];
  for (const key of await redis.client.keys("*")) days.push((await redis.client.pttl(key)) / 86_400_000);
  const counts = [30, 400].map((kept) => days.filter((each) => Math.ceil(each) === kept).length);
  expect([days.length, ...counts]).toEqual([9, 5, 4]);
  await ledger.append(anEvent({ runId: "r2", at: "2030-01-31T00:00:00.001Z" }));
  expect((await ledger.runsOf(hello)).map(({ runId }) => runId)).toEqual(["r2"]);
});

it("still reads a run of the version before, which kept sentences, beside what is new", async () => {
  const old = `{"runId":"r1","issue":"octo/Hello#1","at":"2030-01-01T00:00:00.000Z","kind":"started","what":"work","detail":"asked by ada","durationMs":null}`;
  await redis.client.xadd("{issuewright}:ledger:events:r1", "*", "event", old);
  await ledger.append(nth(1));
  expect(await ledger.events("r1")).toEqual([
    {
      ...{ runId: "r1", issue: hello, at: "2030-01-01T00:00:00.000Z" },
      ...{ kind: "past", was: "started", what: "work", told: "asked by ada" },
    },
    nth(1),
  ]);
});

it("shows what happens from now on, in order, until it is told to stop", async () => {
  await ledger.append(nth(0));
  const stop = new AbortController();
  const live = ledger.follow(stop.signal);
  await ledger.append(nth(1));
  await using worker = await openLedger({ redisUrl: redis.url, log });
  await worker.append(nth(2, { runId: "r2" }));
  const seen: (number | null)[] = [];
  for await (const event of live) {
    seen.push(numberOf(event));
    if (numberOf(event) === 2) await worker.append(nth(3));
    if (numberOf(event) === 3) stop.abort();
  }
  expect(seen).toEqual([1, 2, 3]);
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
  await ledger.append(nth(0));
  const stop = new AbortController();
  const live = ledger.follow(stop.signal)[Symbol.asyncIterator]();
  const next = live.next();
  await until(async () => (await redis.strangers()).some((client) => client.includes("cmd=xread")));
  await redis.kill();
  const appended = ledger.append(nth(1));
  await redis.start();
  await appended;
  expect((await next).value).toEqual(nth(1));
  expect((await ledger.events("r1")).map(numberOf)).toEqual([0, 1]);
  stop.abort();
  expect(await live.next()).toEqual({ done: true, value: undefined });
});

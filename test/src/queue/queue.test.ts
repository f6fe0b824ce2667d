// The queue as its two sides see it, on a real Redis: order, replacing, stopping, counting, remembering.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { pino } from "pino";
import { openQueue } from "../../../src/queue/bullmq.ts";
import { consume } from "../../../src/queue/consume.ts";
import type { Consumer, Queue } from "../../../src/queue/queue.ts";
import { fakeClock } from "../../support/clock.ts";
import { startTestRedis, type TestRedis, until } from "../../support/redis.ts";
import { aJob, issueNumber, type Recorder, recorder } from "./recorder.ts";

const log = pino({ level: "silent" });
const timing = { lockMs: 10_000, stalledMs: 1_000, asleepMs: 50, backoffMs: 10, leaveMs: 2_000 };
const issue = aJob().issue;

let redis: TestRedis;
let queue: Queue;
let opened: AsyncDisposable[];
const clock = fakeClock();

beforeAll(async () => {
  redis = await startTestRedis();
});

beforeEach(async () => {
  await redis.flush();
  queue = await openQueue({ redisUrl: redis.url, clock, log });
  opened = [queue];
});

afterEach(async () => {
  for (const one of opened.reverse()) await one[Symbol.asyncDispose]();
  await until(async () => (await redis.strangers()).length === 0);
});

afterAll(async () => {
  await redis[Symbol.asyncDispose]();
});

async function aConsumer(
  runs: Recorder,
  change: { perRepository?: number; concurrency?: number } = {},
): Promise<Consumer> {
  const limits = { concurrency: 5, perRepository: 5, ...change };
  const consumer = consume({ redisUrl: redis.url, handler: runs.handler, log, timing, ...limits });
  opened.push(consumer);
  await consumer.ready();
  return consumer;
}

const idle = () => until(async () => !(await queue.isRunning(issue)));

describe("one issue", () => {
  it("runs a submitted job with a claim that holds until it ends", async () => {
    const runs = recorder();
    await aConsumer(runs);
    expect(await queue.isRunning(issue)).toBe(false);
    await queue.submit(aJob(), { supersedes: false });
    const run = await runs.began(0);
    expect(run.job).toEqual(aJob());
    expect(run.claim.retry).toBe(0);
    expect(run.claim.runId).toMatch(/^[\w-]{36}$/);
    expect([await run.claim.holds(), await queue.isRunning(issue)]).toEqual([true, true]);
    run.end();
    await idle();
    expect(await run.claim.holds()).toBe(false);
  });

  it("keeps one active and one waiting job, of which the newest wins, and starts it when the active one ends", async () => {
    const runs = recorder();
    await aConsumer(runs);
    await queue.submit(aJob({ delivery: "first" }), { supersedes: false });
    const first = await runs.began(0);
    await queue.submit(aJob({ delivery: "second" }), { supersedes: false });
    await queue.submit(aJob({ delivery: "third" }), { supersedes: false });
    expect(first.claim.signal.aborted).toBe(false);
    first.end();
    const next = await runs.began(1);
    expect(next.job.delivery).toBe("third");
    next.end();
    await idle();
    expect(runs.runs.map((run) => run.job.delivery)).toEqual(["first", "third"]);
  });

  it("lets the newest win before any job has begun, too", async () => {
    await queue.submit(aJob({ delivery: "first" }), { supersedes: false });
    await queue.submit(aJob({ delivery: "second" }), { supersedes: false });
    const runs = recorder();
    await aConsumer(runs);
    const run = await runs.began(0);
    run.end();
    await idle();
    expect(runs.runs.map(({ job }) => job.delivery)).toEqual(["second"]);
  });

  it("tells the active run that it is superseded, and the newest follows it", async () => {
    const runs = recorder();
    await aConsumer(runs);
    await queue.submit(aJob({ delivery: "first" }), { supersedes: false });
    const first = await runs.began(0);
    await queue.submit(aJob({ kind: "refine", actor: "grace", delivery: "second" }), { supersedes: true });
    expect(await first.stopped).toEqual({ kind: "superseded", by: "grace" });
    await queue.submit(aJob({ kind: "refine", actor: "grace", delivery: "third" }), { supersedes: true });
    expect([await first.claim.holds(), runs.runs.length]).toEqual([true, 1]);
    first.end();
    const second = await runs.began(1);
    expect([second.job.delivery, second.claim.retry, second.claim.signal.aborted]).toEqual([
      "third",
      0,
      false,
    ]);
    second.end();
    await idle();
  });

  it("drops a job that does not parse", async () => {
    const runs = recorder();
    await aConsumer(runs, { concurrency: 1 });
    await queue.submit({ ...aJob(), admittedAt: "yesterday" }, { supersedes: false });
    await idle();
    await queue.submit(aJob({ delivery: "good" }), { supersedes: false });
    const run = await runs.began(0);
    expect(run.job.delivery).toBe("good");
    run.end();
    await idle();
  });
});

describe("cancelling", () => {
  it("takes a waiting job away, which is never run", async () => {
    await queue.submit(aJob({ delivery: "cancelled" }), { supersedes: false });
    expect(await queue.cancel(issue, { by: "ada", because: "/ai stop" })).toBe("waiting");
    expect([
      await queue.isRunning(issue),
      await queue.cancel(issue, { by: "ada", because: "/ai stop" }),
    ]).toEqual([false, "none"]);
    const runs = recorder();
    await aConsumer(runs);
    await queue.submit(aJob({ delivery: "later" }), { supersedes: false });
    const run = await runs.began(0);
    run.end();
    await idle();
    expect(runs.runs.map(({ job }) => job.delivery)).toEqual(["later"]);
  });

  it("stops the active run and removes the one behind it", async () => {
    const runs = recorder();
    await aConsumer(runs);
    await queue.submit(aJob(), { supersedes: false });
    const run = await runs.began(0);
    await queue.submit(aJob({ delivery: "behind" }), { supersedes: false });
    expect(await queue.cancel(issue, { by: "grace", because: "the label was removed" })).toBe("active");
    expect(await run.stopped).toEqual({ kind: "cancelled", by: "grace", because: "the label was removed" });
    expect(await queue.isRunning(issue)).toBe(true);
    run.end();
    await idle();
    expect(runs.runs.length).toBe(1);
  });

  it("reaches a run that is between two executions", async () => {
    const runs = recorder();
    await using consumer = consume({
      redisUrl: redis.url,
      handler: runs.handler,
      log,
      concurrency: 1,
      perRepository: 1,
      timing: { ...timing, backoffMs: 60_000 },
    });
    await consumer.ready();
    await queue.submit(aJob(), { supersedes: false });
    (await runs.began(0)).fail(new Error("the model went away"));
    await until(async () => (await redis.client.zcard("{issuewright}:runs:delayed")) === 1);
    expect(await queue.cancel(issue, { by: "grace", because: "/ai stop" })).toBe("active");
    const again = await runs.began(1);
    expect(await again.stopped).toEqual({ kind: "cancelled", by: "grace", because: "/ai stop" });
    expect(again.claim.retry).toBe(1);
    again.end();
    await idle();
  });
});

describe("a repository", () => {
  it("never has more runs than it may, over two workers, and holds up no other repository", async () => {
    const runs = recorder();
    await aConsumer(runs, { perRepository: 2 });
    await aConsumer(runs, { perRepository: 2 });
    const numbers = [1, 2, 3, 4, 5];
    for (const number of numbers)
      await queue.submit(aJob({ issue: issueNumber(number) }), { supersedes: false });
    const elsewhere = { repository: { owner: "octo", name: "other" }, number: 9 };
    await queue.submit(aJob({ issue: elsewhere }), { supersedes: false });
    await runs.began(2);
    for (const left of [3, 2, 1]) {
      // All others were refused at least once, and sleep.
      await until(async () => (await redis.client.zcard("{issuewright}:runs:delayed")) === left);
      const going = runs.going().map(({ job }) => job.issue.repository.name);
      expect(going.sort()).toEqual(["hello", "hello", "other"]);
      runs
        .going()
        .find(({ job }) => job.issue.number !== 9)
        ?.end();
      await runs.began(6 - left);
    }
    for (const run of runs.going()) run.end();
    for (const { job } of runs.runs) await until(async () => !(await queue.isRunning(job.issue)));
    expect(runs.runs.map(({ job }) => job.issue.number).sort()).toEqual([1, 2, 3, 4, 5, 9]);
  });

  it("gives the place of a run that ended to one that waits for it", async () => {
    const runs = recorder();
    await aConsumer(runs, { perRepository: 1 });
    await queue.submit(aJob({ issue: issueNumber(1) }), { supersedes: false });
    const first = await runs.began(0);
    await queue.submit(aJob({ issue: issueNumber(2) }), { supersedes: false });
    await until(async () => (await redis.client.zcard("{issuewright}:runs:delayed")) === 1);
    first.end();
    const second = await runs.began(1);
    expect(second.job.issue.number).toBe(2);
    second.end();
    await until(async () => !(await queue.isRunning(issueNumber(2))));
  });
});

describe("what is remembered", () => {
  it("knows a delivery again until it is told to forget it", async () => {
    const seen = [await queue.isNewDelivery("guid"), await queue.isNewDelivery("guid")];
    await queue.forgetDelivery("guid");
    expect([...seen, await queue.isNewDelivery("guid"), await queue.isNewDelivery("other")]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it("counts submissions per issue in a window that rolls", async () => {
    await queue.submit(aJob(), { supersedes: false });
    clock.advance(40_000);
    await queue.submit(aJob(), { supersedes: false });
    await queue.submit(aJob({ issue: issueNumber(2) }), { supersedes: false });
    const counts = [await queue.countRecent(issue, 60_000), await queue.countRecent(issue, 30_000)];
    clock.advance(30_000);
    expect([...counts, await queue.countRecent(issue, 60_000)]).toEqual([2, 1, 1]);
  });

  it("lets every key but the queue's own few die of age", async () => {
    const runs = recorder();
    await aConsumer(runs);
    await queue.isNewDelivery("guid");
    await queue.submit(aJob(), { supersedes: false });
    (await runs.began(0)).end();
    await idle();
    await until(async () => (await redis.client.llen("{issuewright}:runs:active")) === 0);
    const keys = await redis.client.keys("*");
    const ageless = [];
    for (const key of keys) if ((await redis.client.pttl(key)) === -1) ageless.push(key);
    expect(ageless.sort()).toEqual(
      ["events", "id", "marker", "meta", "stalled"]
        .map((name) => `{issuewright}:runs:${name}`)
        .filter((key) => keys.includes(key)),
    );
    expect(keys.every((key) => key.startsWith("{issuewright}:"))).toBe(true);
  });
});

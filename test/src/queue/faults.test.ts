// What the queue promises when things break: workers die or leave, handlers throw, Redis goes away.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import { pino } from "pino";
import { systemClock } from "../../../src/clock.ts";
import { PermanentError } from "../../../src/domain/errors.ts";
import { openQueue } from "../../../src/queue/bullmq.ts";
import { consume } from "../../../src/queue/consume.ts";
import type { Consumer, Queue } from "../../../src/queue/queue.ts";
import { startTestRedis, type TestRedis, until } from "../../support/redis.ts";
import { aJob, issueNumber, type Recorder, recorder } from "./recorder.ts";

const log = pino({ level: "silent" });
const timing = { lockMs: 10_000, stalledMs: 200, asleepMs: 50, backoffMs: 10, leaveMs: 300 };
const issue = aJob().issue;

let redis: TestRedis;
let queue: Queue;
let opened: AsyncDisposable[];

beforeAll(async () => {
  redis = await startTestRedis();
});

beforeEach(async () => {
  await redis.flush();
  queue = await openQueue({ redisUrl: redis.url, clock: systemClock, log });
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
  change: Partial<typeof timing> = {},
  limits = { concurrency: 2, perRepository: 2 },
): Promise<Consumer> {
  const consumer = consume({
    redisUrl: redis.url,
    handler: runs.handler,
    log,
    ...limits,
    timing: { ...timing, ...change },
  });
  opened.push(consumer);
  await consumer.ready();
  return consumer;
}

type WorkerProcess = AsyncDisposable & { child: ChildProcess; line(): Promise<unknown> };

async function aWorkerProcess(): Promise<WorkerProcess> {
  const script = fileURLToPath(new URL("./worker-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script, redis.url, JSON.stringify({ ...timing, lockMs: 1_000 })], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const worker = {
    child,
    line: async () => JSON.parse(String((await lines.next()).value)),
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
  opened.push(worker);
  expect(await worker.line()).toEqual({ ready: true });
  return worker;
}

const idle = () => until(async () => !(await queue.isRunning(issue)));

describe("a worker in another process", () => {
  it("hears that its run was cancelled", async () => {
    const worker = await aWorkerProcess();
    await queue.submit(aJob(), { supersedes: false });
    expect(await worker.line()).toMatchObject({ retry: 0 });
    expect(await queue.cancel(issue, { by: "grace", because: "/ai stop" })).toBe("active");
    expect(await worker.line()).toEqual({ stopped: { kind: "cancelled", by: "grace", because: "/ai stop" } });
    await idle();
  });

  it("dies, and another runs its job again under the same run id, while the dead one's claim is lost", async () => {
    const worker = await aWorkerProcess();
    await queue.submit(aJob(), { supersedes: false });
    const began = await worker.line();
    worker.child.kill("SIGKILL");
    const runs = recorder();
    await aConsumer(runs);
    const again = await runs.began(0);
    expect(began).toEqual({ began: again.claim.runId, retry: 0 });
    expect([again.claim.retry, await again.claim.holds()]).toEqual([1, true]);
    again.end();
    await idle();
  });

  it("dies, and its place in the repository is free for another issue", async () => {
    const worker = await aWorkerProcess();
    await queue.submit(aJob(), { supersedes: false });
    await worker.line();
    const runs = recorder();
    await aConsumer(runs, { stalledMs: 600_000 }, { concurrency: 2, perRepository: 1 });
    await queue.submit(aJob({ issue: issueNumber(2) }), { supersedes: false });
    await until(async () => (await redis.client.zcard("{issuewright}:runs:delayed")) === 1);
    worker.child.kill("SIGKILL");
    const run = await runs.began(0);
    expect(run.job.issue.number).toBe(2);
    run.end();
    await until(async () => !(await queue.isRunning(issueNumber(2))));
  });

  it("hands its run over to another within moments when it leaves", async () => {
    const worker = await aWorkerProcess();
    await queue.submit(aJob(), { supersedes: false });
    const began = await worker.line();
    const runs = recorder();
    await aConsumer(runs, { lockMs: 600_000, stalledMs: 600_000, asleepMs: 600_000 });
    worker.child.stdin?.end();
    expect(await worker.line()).toEqual({ stopped: { kind: "hand-over" } });
    const again = await runs.began(0);
    expect(began).toEqual({ began: again.claim.runId, retry: 0 });
    expect(again.claim.retry).toBe(1);
    expect(await worker.line()).toEqual({ left: true });
    again.end();
    await idle();
  });
});

describe("a claim", () => {
  it("is lost with its lock: the run is told, writes nothing more, and never runs twice at once in one process", async () => {
    const runs = recorder();
    await aConsumer(runs);
    await queue.submit(aJob(), { supersedes: false });
    const first = await runs.began(0);
    await redis.client.del(`{issuewright}:runs:${first.claim.runId}:lock`);
    expect(await first.claim.holds()).toBe(false);
    expect(await first.stopped).toEqual({ kind: "claim-lost" });
    // It was found stalled, taken again, and sent to sleep because the first run has not ended.
    await until(async () => (await redis.client.zcard("{issuewright}:runs:delayed")) === 1);
    expect(runs.runs.length).toBe(1);
    first.end();
    const second = await runs.began(1);
    expect([second.claim.runId === first.claim.runId, second.claim.retry]).toEqual([true, 1]);
    expect([await first.claim.holds(), await second.claim.holds()]).toEqual([false, true]);
    second.end();
    await idle();
  });

  it("passes to the worker that took the job last", async () => {
    const runs = recorder();
    await aConsumer(runs, { lockMs: 600_000 });
    await queue.submit(aJob(), { supersedes: false });
    const first = await runs.began(0);
    await redis.client.del(`{issuewright}:runs:${first.claim.runId}:lock`);
    const others = recorder();
    await aConsumer(others);
    const second = await others.began(0);
    expect([await first.claim.holds(), await second.claim.holds()]).toEqual([false, true]);
    first.end();
    second.end();
    await idle();
    expect([runs.runs.length, others.runs.length]).toEqual([1, 1]);
  });
});

describe("a handler that throws", () => {
  it("is given the job three times, then the job is abandoned once", async () => {
    const runs = recorder();
    await aConsumer(runs);
    await queue.submit(aJob(), { supersedes: false });
    for (const retry of [0, 1, 2]) {
      const run = await runs.began(retry);
      expect(run.claim.retry).toBe(retry);
      run.fail(new Error(`the model went away, ${retry}`));
    }
    await idle();
    const runId = runs.runs[0]?.claim.runId;
    expect(runs.abandoned).toEqual([{ job: aJob(), runId, because: "the model went away, 2" }]);
    expect(runs.runs.length).toBe(3);
  });

  it("is not given it again when a retry cannot help", async () => {
    const runs = recorder();
    await aConsumer(runs);
    await queue.submit(aJob(), { supersedes: false });
    (await runs.began(0)).fail(new PermanentError("the key is wrong"));
    await idle();
    expect(runs.abandoned.map(({ because }) => because)).toEqual(["the key is wrong"]);
    expect(runs.runs.length).toBe(1);
  });

  it("is asked to abandon again when that failed, and the issue is free only then", async () => {
    const free: boolean[] = [];
    const runs = recorder(async () => {
      free.push(!(await queue.isRunning(issue)));
      if (free.length === 1) throw new Error("GitHub is away");
    });
    await aConsumer(runs, { backoffMs: 50 });
    await queue.submit(aJob(), { supersedes: false });
    (await runs.began(0)).fail(new PermanentError("the key is wrong"));
    await idle();
    expect(free).toEqual([false, false]);
    expect(runs.abandoned.map(({ because }) => because)).toEqual(["the key is wrong", "the key is wrong"]);
    expect(runs.runs.length).toBe(1);
  });

  it("lets the job behind it begin after it was abandoned", async () => {
    const runs = recorder();
    await aConsumer(runs, { asleepMs: 600_000 });
    await queue.submit(aJob({ delivery: "first" }), { supersedes: false });
    const first = await runs.began(0);
    await queue.submit(aJob({ delivery: "second" }), { supersedes: false });
    first.fail(new PermanentError("the key is wrong"));
    const second = await runs.began(1);
    expect([second.job.delivery, runs.abandoned.length]).toEqual(["second", 1]);
    second.end();
    await idle();
  });
});

it("abandons a job whose workers died too often", async () => {
  const runs = recorder();
  await queue.submit(aJob(), { supersedes: false });
  for (let death = 0; death <= 3; death += 1) {
    const worker = await aWorkerProcess();
    expect(await worker.line()).toMatchObject({ retry: death });
    worker.child.kill("SIGKILL");
  }
  await aConsumer(runs);
  expect((await runs.gaveUp(0)).because).toBe("its worker died 4 times");
  await idle();
  expect([runs.runs.length, runs.abandoned.length]).toEqual([0, 1]);
});

describe("without Redis", () => {
  it("refuses to open, and says what to do", async () => {
    const opening = openQueue({ redisUrl: "redis://:secret@127.0.0.1:1", clock: systemClock, log });
    await expect(opening).rejects.toThrow(
      /^could not reach Redis at 127\.0\.0\.1:1: .*ECONNREFUSED.*\. Start it there, or set REDIS_URL to where it is\.$/,
    );
  });

  it("rejects what is submitted at once, and a run survives until Redis is back", async () => {
    const runs = recorder();
    await aConsumer(runs, { lockMs: 60_000 });
    await queue.submit(aJob(), { supersedes: false });
    const run = await runs.began(0);
    await redis.kill();
    await expect(queue.submit(aJob(), { supersedes: false })).rejects.toThrow();
    await expect(queue.isNewDelivery("guid")).rejects.toThrow();
    const stillMine = run.claim.holds();
    await redis.start();
    expect(await stillMine).toBe(true);
    await until(async () => (await Promise.allSettled([queue.ping()]))[0]?.status === "fulfilled");
    await queue.cancel(issue, { by: "grace", because: "/ai stop" });
    expect(await run.stopped).toEqual({ kind: "cancelled", by: "grace", because: "/ai stop" });
    run.end();
    await idle();
    await queue.submit(aJob({ delivery: "after" }), { supersedes: false });
    const next = await runs.began(1);
    next.end();
    await idle();
  });

  it("hears of a stop order that was given while it could not listen", async () => {
    const runs = recorder();
    await aConsumer(runs);
    await queue.submit(aJob(), { supersedes: false });
    const run = await runs.began(0);
    await redis.client.call("CLIENT", "KILL", "TYPE", "pubsub");
    await queue.cancel(issue, { by: "grace", because: "/ai stop" });
    expect(await run.stopped).toEqual({ kind: "cancelled", by: "grace", because: "/ai stop" });
    run.end();
    await idle();
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
    const consumer = await aConsumer(runs);
    await queue.submit(aJob(), { supersedes: false });
    const run = await runs.began(0);
    await redis.kill();
    const left = consumer[Symbol.asyncDispose]();
    expect(await run.stopped).toEqual({ kind: "hand-over" });
    run.fail(new Error("stopped"));
    await left;
    await redis.start();
  });
});

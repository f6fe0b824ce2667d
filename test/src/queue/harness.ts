// One Redis per test file; per test an empty one, a queue and the workers the test asks for; nothing left connected after.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach } from "@jest/globals";
import { pino } from "pino";
import type { Announcer } from "../../../src/announcers/announcer.ts";
import { type Clock, systemClock } from "../../../src/clock.ts";
import type { IssueRef } from "../../../src/domain/repository.ts";
import type { GitHub } from "../../../src/github/github.ts";
import { openQueue } from "../../../src/queue/bullmq.ts";
import { consume, type Timing } from "../../../src/queue/consume.ts";
import { type JudgeOptions, judgeDeliveries } from "../../../src/queue/deliveries.ts";
import type { KeptWorker } from "../../../src/queue/kept.ts";
import { type Outbox, openOutbox, payDebts } from "../../../src/queue/outbox.ts";
import type { Consumer, Handler, Queue } from "../../../src/queue/queue.ts";
import { openWorld } from "../../support/ports/world.ts";
import { startTestRedis, type TestRedis, until } from "../../support/redis.ts";
import { aJob } from "./recorder.ts";

export const log = pino({ level: "silent" });
export const issue = aJob().issue;
export const timing: Timing = {
  lockMs: 10_000,
  stalledMs: 200,
  asleepMs: 50,
  backoffMs: 10,
  hearOutMs: 300,
  leaveMs: 300,
};

const debts = { firstMs: 20, backoffMs: 5, mostBackoffMs: 40, leaveMs: 300 };

type Limits = { concurrency: number; perRepository: number };

type WorkerProcess = AsyncDisposable & {
  child: ChildProcess;
  /** Its line with this key, whenever and after whatever else it says it. */
  says(key: "ready" | "began" | "stopped" | "left"): Promise<unknown>;
};

/** `firstMs`: a word is left to the process that owes it for so long after its last sign of life. */
type Owing = { github: GitHub; holds(): Promise<boolean>; clock: Clock; firstMs: number };

export type Harness = {
  redis: TestRedis;
  queue: Queue;
  aConsumer(handler: Handler, change?: Partial<Timing & Limits>): Promise<Consumer>;
  /** Judges deliveries; the first word of a payload is its subject. */
  aJudge(judge: JudgeOptions["judge"], lockMs?: number): Promise<KeptWorker>;
  /** A real second process. Its lock is short, because tests kill it. */
  aWorkerProcess(): Promise<WorkerProcess>;
  /** Who is told of outcomes, and GitHub where anything is written there. */
  anOutbox(announcers: Announcer[], owing?: Partial<Owing>): ReturnType<Outbox["keeping"]>;
  /** Says what is owed for installation 5. */
  aPayer(announcers: Announcer[], github?: GitHub): Promise<void>;
  /** How much of what is owed is open, and how much was given up. */
  owed(): Promise<{ open: number; givenUp: number }>;
  /** Resolves when nothing of the issue is waiting or active. */
  idle(issue?: IssueRef): Promise<void>;
  /** Resolves when so many jobs sleep: all were refused at least once. */
  asleep(count: number): Promise<void>;
};

/** To be called once, at the top of a test file. What it answers is filled before each test. */
export function harness(clock: Clock = systemClock): Harness {
  let redis: TestRedis;
  let queue: Queue;
  let opened: AsyncDisposable[] = [];

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

  return {
    get redis() {
      return redis;
    },
    get queue() {
      return queue;
    },
    aConsumer: async (handler, change = {}) => {
      const limits = { concurrency: 5, perRepository: 5, ...change };
      const options = { redisUrl: redis.url, handler, log, timing: { ...timing, ...change } };
      const consumer = consume({ ...options, ...limits });
      opened.push(consumer);
      await consumer.ready();
      return consumer;
    },
    aJudge: async (judge, lockMs = timing.lockMs) => {
      const subjectOf: JudgeOptions["subjectOf"] = ({ payload }) => payload.split(" ")[0] ?? null;
      const pace = { backoffMs: 5, lockMs, stalledMs: 100, leaveMs: 300 };
      const judging = judgeDeliveries({ redisUrl: redis.url, judge, subjectOf, log, timing: pace });
      opened.push(judging);
      await judging.ready();
      return judging;
    },
    aWorkerProcess: async () => {
      const worker = spawnWorker(redis.url);
      opened.push(worker);
      await worker.says("ready");
      return worker;
    },
    anOutbox: (
      announcers,
      { github = openWorld().ports.github, holds = async () => true, clock, firstMs = debts.firstMs } = {},
    ) => {
      const outbox = openOutbox({
        ...{ redisUrl: redis.url, log, timing: { ...debts, firstMs }, announcersOver: () => announcers },
        ...(clock !== undefined && { clock }),
      });
      opened.push(outbox);
      return outbox.keeping(5, github, holds);
    },
    aPayer: async (announcers, github = openWorld().ports.github) => {
      const paying = payDebts({
        ...{ redisUrl: redis.url, log, timing: debts, announcersOver: () => announcers },
        github: (installationId) => {
          if (installationId !== 5) throw new Error(`nothing is owed for installation ${installationId}`);
          return github;
        },
      });
      opened.push(paying);
      await paying.ready();
    },
    owed: async () => {
      const count = (set: string) => redis.client.zcard(`{issuewright}:outbox:${set}`);
      const waiting = ["wait", "active"].map((list) => redis.client.llen(`{issuewright}:outbox:${list}`));
      const counts = await Promise.all([count("delayed"), ...waiting]);
      return { open: counts.reduce((sum, each) => sum + each, 0), givenUp: await count("failed") };
    },
    idle: (of = issue) => until(async () => !(await queue.isRunning(of))),
    asleep: (count) => until(async () => (await redis.client.zcard("{issuewright}:runs:delayed")) === count),
  };
}

function spawnWorker(redisUrl: string): WorkerProcess {
  const script = fileURLToPath(new URL("./worker-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script, redisUrl, JSON.stringify({ ...timing, lockMs: 1_000 })], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface(child.stdout);
  const said: Record<string, unknown>[] = [];
  lines.on("line", (line) => said.push(JSON.parse(line)));
  return {
    child,
    says: async (key) => {
      const isSaid = () => said.find((line) => key in line);
      while (isSaid() === undefined) await once(lines, "line");
      return isSaid();
    },
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
  };
}

// Our own Redis: shared by the processes of one data directory, keeps its data, goes when its owner goes.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { Redis } from "ioredis";
import { pino } from "pino";
import { type RedisServer, startRedis } from "../../../src/redis/server.ts";
import { until } from "../../support/redis.ts";

const log = pino({ level: "silent" });
let dataDir: string;
let children: ChildProcess[];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "issuewright data 'dir' "));
  children = [];
});

afterEach(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) await killed(child);
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20 });
});

async function killed(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  child.kill("SIGKILL");
  await exited;
}

/** What the process said, and the process. */
async function inAnotherProcess(env: Record<string, string> = {}) {
  const script = fileURLToPath(new URL("./server-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script, dataDir], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...env },
  });
  children.push(child);
  const { value } = await createInterface(child.stdout)[Symbol.asyncIterator]().next();
  return { child, said: JSON.parse(String(value)) };
}

async function ask<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, disconnectTimeout: 50 });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

async function isGone(url: string): Promise<boolean> {
  return (await Promise.allSettled([ask(url, (redis) => redis.ping())]))[0]?.status === "rejected";
}

it("keeps its data and its address over a restart, and asks for its password", async () => {
  const first = await startRedis({ dataDir, log });
  await ask(first.url, (redis) => redis.set("kept", "yes"));
  await expect(ask(first.url.replace(/:[^@]*@/, "//"), (redis) => redis.get("kept"))).rejects.toThrow();
  await first[Symbol.asyncDispose]();
  expect(await isGone(first.url)).toBe(true);
  await using second = await startRedis({ dataDir, log });
  expect(second.url).toBe(first.url);
  const { kept, policy } = await ask(second.url, async (redis) => ({
    kept: await redis.get("kept"),
    policy: await redis.config("GET", "maxmemory-policy"),
  }));
  expect([kept, policy]).toEqual(["yes", ["maxmemory-policy", "noeviction"]]);
  expect((await stat(join(dataDir, "redis", "address.json"))).mode & 0o777).toBe(0o600);
});

it("is one for two that start together", async () => {
  const both = await Promise.all([startRedis({ dataDir, log }), startRedis({ dataDir, log })]);
  const [first, second]: RedisServer[] = both;
  expect(first?.url).toBe(second?.url);
  expect(await ask(first?.url ?? "", (redis) => redis.ping())).toBe("PONG");
  for (const server of both) await server[Symbol.asyncDispose]();
  expect(await isGone(first?.url ?? "")).toBe(true);
});

it("is shared with another process, and outlives whoever only uses it", async () => {
  await using owner = await startRedis({ dataDir, log });
  const { child, said } = await inAnotherProcess();
  expect(said).toEqual({ url: owner.url });
  child.stdin?.end();
  await once(child, "exit");
  expect(await isGone(owner.url)).toBe(false);
});

it("goes when its owner is killed, and starts again after", async () => {
  const { child, said } = await inAnotherProcess();
  expect(await isGone(said.url)).toBe(false);
  await killed(child);
  await until(() => isGone(said.url));
  await using next = await startRedis({ dataDir, log });
  expect(next.url).toBe(said.url);
});

it("fails with a fact where it is not installed", async () => {
  const { child, said } = await inAnotherProcess({ PATH: "/nonexistent" });
  expect(said).toEqual({ fault: { kind: "redis-not-installed" } });
  child.stdin?.end();
  await once(child, "exit");
});

it("fails with the port that something else listens on", async () => {
  const silent = createServer((socket) => socket.on("error", () => undefined).resume()).listen(
    0,
    "127.0.0.1",
  );
  await once(silent, "listening");
  const address = silent.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  await expect(startRedis({ dataDir, log, port: address.port })).rejects.toMatchObject({
    fault: {
      kind: "redis-port-taken",
      port: address.port,
      addressFile: `${dataDir}/redis/address.json`,
    },
  });
  expect(await readFile(join(dataDir, "redis", "redis.conf"), "utf8")).toContain("appendonly yes");
  silent.close();
  await once(silent, "close");
});

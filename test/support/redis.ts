// A real Redis for one test file: on a free port, emptied between tests, stopped at the end, checked for leaks.
import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";

export type TestRedis = AsyncDisposable & {
  url: string;
  /** The test's own connection. Not connected while the server is down. */
  client: Redis;
  flush(): Promise<void>;
  /** Kills the server, without a chance to say goodbye. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and with the data that was safe. */
  start(): Promise<void>;
  /** Connections to the server that are not the test's own, by name or address. Empty when everything was closed. */
  strangers(): Promise<string[]>;
};

export async function startTestRedis(): Promise<TestRedis> {
  const directory = await mkdtemp(join(tmpdir(), "issuewright-redis-"));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  client.on("error", () => undefined);
  let server: ChildProcess;

  const start = async () => {
    server = spawn(
      "redis-server",
      ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "yes", "--dir", directory],
      { stdio: "ignore" },
    );
    await once(server, "spawn");
    await until(async () => (await Promise.allSettled([client.connect()]))[0]?.status === "fulfilled");
  };
  const kill = async () => {
    client.disconnect();
    const exited = once(server, "exit");
    server.kill("SIGKILL");
    await exited;
  };
  await start();

  return {
    url,
    client,
    start,
    kill,
    flush: async () => {
      await client.flushall();
    },
    strangers: async () => {
      const own = await client.client("ID");
      const list = String(await client.client("LIST"))
        .trim()
        .split("\n");
      return list.filter((line) => !line.startsWith(`id=${own} `));
    },
    [Symbol.asyncDispose]: async () => {
      await kill();
      await rm(directory, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

/** Waits for a condition somebody else brings about. The test's own time limit ends it. */
export async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await sleep(10);
}

/** Below those that the kernel gives to connections, so that none of them takes it before the server does. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    const server = createServer();
    const [listening] = await Promise.allSettled([once(server.listen(port, "127.0.0.1"), "listening")]);
    if (listening.status === "rejected") continue;
    server.close();
    await once(server, "close");
    return port;
  }
}

// Our own Redis, where the operator configured none: a child process with its data in the data directory, which ends with us.
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { Redis } from "ioredis";
import { z } from "zod";
import { systemClock } from "../clock.ts";
import { PermanentError } from "../domain/errors.ts";
import type { Fault } from "../domain/fault.ts";
import type { Log } from "../log.ts";

export type RedisServer = AsyncDisposable & { url: string };

const Address = z.object({ port: z.int(), password: z.string() });
type Address = z.infer<typeof Address>;
type Child = ChildProcessByStdio<Writable, Readable, null>;

/** The longest wait for Redis to read a large append-only file. */
const START_MS = 60_000;
/** The longest wait for another process that was quicker to start it. */
const ANOTHER_MS = 2_000;
const LOOK_AGAIN_MS = 50;
const ANSWER_MS = 500;
const PORTS = { from: 20_000, to: 30_000 };

/**
 * The shell becomes redis-server. Its background half waits for the end of our pipe, which comes however we end, and then
 * stops Redis. It has a process group of its own, so that Ctrl-C reaches us alone and runs are handed back before Redis ends.
 */
const COMMAND = "exec 3<&0; (while read -r _; do :; done <&3; kill $$) & exec redis-server redis.conf";

/**
 * Two processes with one data directory share one Redis: the second one finds it. Address and password are made once, so
 * that the second process finds it again after its owner was restarted.
 */
export async function startRedis(options: {
  dataDir: string;
  log: Log;
  port?: number;
}): Promise<RedisServer> {
  const home = join(options.dataDir, "redis");
  await mkdir(home, { recursive: true, mode: 0o700 });
  const address = await findAddress(home, options.port ?? 0);
  const url = `redis://:${address.password}@127.0.0.1:${address.port}`;
  if ((await answering(url)) !== null) return { url, [Symbol.asyncDispose]: async () => undefined };

  await write(settings(address), join(home, "redis.conf"), rename);
  const child = spawn("/bin/sh", ["-c", COMMAND], {
    cwd: home,
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const lastLine = keepLastLine(child.stdout);
  const ours = await untilReady(child, { url, home, port: address.port, lastLine });
  if (!ours) {
    await stop(child);
    return { url, [Symbol.asyncDispose]: async () => undefined };
  }
  child.once("exit", () => {
    if (!child.stdin.writableEnded) options.log.error({ reason: lastLine() }, "Redis ended by itself");
  });
  return { url, [Symbol.asyncDispose]: () => stop(child) };
}

async function stop(child: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.stdin.end();
  await exited;
}

async function findAddress(home: string, port: number): Promise<Address> {
  const path = join(home, "address.json");
  const made = {
    port: port === 0 ? await freePort() : port,
    password: randomBytes(24).toString("hex"),
  };
  // Only the first link succeeds; if two start at once, both read the same.
  await Promise.allSettled([write(JSON.stringify(made), path, link)]);
  return Address.parse(JSON.parse(await readFile(path, "utf8")));
}

/** Writes a draft and then puts it in place, so that nobody reads half a file. */
async function write(text: string, path: string, place: typeof link): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, text, { mode: 0o600 });
  try {
    await place(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Below the range that systems give to outgoing connections, so that it is still free at the next start. */
async function freePort(): Promise<number> {
  const server = createServer();
  for (;;) {
    const port = randomInt(PORTS.from, PORTS.to);
    server.listen(port, "127.0.0.1");
    const [listening] = await Promise.allSettled([once(server, "listening")]);
    if (listening?.status !== "fulfilled") continue;
    server.close();
    await once(server, "close");
    return port;
  }
}

function settings({ port, password }: Address): string {
  return `${[
    "bind 127.0.0.1",
    `port ${port}`,
    `requirepass ${password}`,
    "dir ./",
    "appendonly yes",
    'save ""',
    "maxmemory-policy noeviction",
    "loglevel warning",
  ].join("\n")}\n`;
}

/** The process id of the Redis that answers to our password there. */
async function answering(url: string): Promise<number | null> {
  const redis = new Redis(url, {
    lazyConnect: true,
    commandTimeout: ANSWER_MS,
    disconnectTimeout: ANSWER_MS,
    retryStrategy: () => null,
  });
  redis.on("error", () => undefined);
  const [info] = await Promise.allSettled([redis.connect().then(() => redis.info("server"))]);
  redis.disconnect();
  if (info?.status !== "fulfilled") return null;
  return Number(/^process_id:(\d+)/m.exec(info.value)?.[1]);
}

type Starting = { url: string; home: string; port: number; lastLine: () => string };

/** False: another process with the same data directory was quicker, and our child gives way. */
async function untilReady(child: Child, starting: Starting): Promise<boolean> {
  let deadlineMs = systemClock.now() + START_MS;
  child.once("exit", () => {
    deadlineMs = systemClock.now() + ANOTHER_MS;
  });
  while (systemClock.now() < deadlineMs) {
    if (child.exitCode !== null && !portTaken(starting)) break;
    const pid = await answering(starting.url);
    if (pid !== null) return pid === child.pid;
    await systemClock.sleep(LOOK_AGAIN_MS);
  }
  child.stdin.end();
  throw new PermanentError(faultOf(child.exitCode, starting));
}

function faultOf(exitCode: number | null, { port, home, lastLine }: Starting): Fault {
  if (exitCode === 127) return { kind: "redis-not-installed" };
  if (portTaken({ lastLine })) {
    return { kind: "redis-port-taken", port, addressFile: join(home, "address.json") };
  }
  return { kind: "redis-silent", home, programSaid: lastLine() || null };
}

function portTaken({ lastLine }: Pick<Starting, "lastLine">): boolean {
  return lastLine().includes("Failed listening on port");
}

function keepLastLine(stream: Readable): () => string {
  let tail = "";
  stream.setEncoding("utf8").on("data", (text: string) => {
    tail = (tail + text).slice(-2_000);
  });
  return () => tail.trim().split("\n").at(-1) ?? "";
}

// Measures the memory of sandboxes: the host's for each idle one, the worker's while one of them prints without end.
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Sandbox } from "../../worker/sandboxes/sandbox.ts";
import type { Promised } from "../numbers/promise.ts";
import { median } from "../numbers/quantile.ts";
import type { Parts } from "./parts.ts";

const IDLE = 30;
const FLOOD_BYTES = 10 * 1000 ** 3;
const MB = 1000 ** 2;

export async function memory(parts: Parts): Promise<Promised[]> {
  return [
    {
      what: `memory of this host for each of ${IDLE} idle sandboxes`,
      measured: (await idle(parts)) / MB,
      unit: "MB",
      most: 6,
    },
    {
      what: "growth of the worker under 10 GB of output",
      measured: (await flood(parts)) / MB,
      unit: "MB",
      most: 50,
    },
  ];
}

async function idle({ sandboxes, options }: Parts): Promise<number> {
  await using stack = new AsyncDisposableStack();
  // The first one loads what all of them share.
  stack.use(await sandboxes.open(options));
  const before = await availableBytes();
  const open: Sandbox[] = [];
  for (let at = 0; at < IDLE; at++) open.push(stack.use(await sandboxes.open(options)));
  return (before - (await availableBytes())) / open.length;
}

/** The median of several looks: containers that were just opened or closed need a moment. */
async function availableBytes(): Promise<number> {
  const looks: number[] = [];
  for (let look = 0; look < 9; look++) {
    await sleep(500);
    const [, kilobytes] = /^MemAvailable:\s+(\d+) kB$/m.exec(await readFile("/proc/meminfo", "utf8")) ?? [];
    looks.push(Number(kilobytes) * 1024);
  }
  return median(looks);
}

async function flood({ sandboxes, options }: Parts): Promise<number> {
  await using sandbox = await sandboxes.open(options);
  const run = (line: string) => sandbox.run({ line, timeoutMs: 300_000, outputBytes: 64 * 1024 });
  await run("head -c 100000000 /dev/zero");
  const before = process.memoryUsage.rss();
  let peak = before;
  const looking = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const { cutBytes, exitStatus } = await run(`head -c ${FLOOD_BYTES} /dev/zero`);
  clearInterval(looking);
  if (exitStatus !== 0 || cutBytes !== FLOOD_BYTES - 64 * 1024)
    throw new Error(`The flood exited with ${exitStatus}, and ${cutBytes} bytes of it were cut`);
  return peak - before;
}

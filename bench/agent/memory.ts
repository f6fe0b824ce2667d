// Measures the memory that another parallel run adds to a worker: one run against several, in fresh processes by turns.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type House, openHouse } from "../../test/support/house.ts";
import { aScript, done, fixes, project, shell } from "../../test/support/script.ts";
import { root } from "../../test/support/source.ts";
import type { Promised } from "../numbers/promise.ts";
import { median } from "../numbers/quantile.ts";

const ROUNDS = 3;
const MANY = 6;
const STEPS = 25;
const MODEL_MS = 300;
const MOST_MIB = 25;
const SAMPLE_MS = 50;
const MIB = 1024;

/** Reads 10 KB in every step, so that the conversation ends as long as a real coder's. */
const coder = [
  ...Array.from({ length: STEPS }, (_, n) => shell(`seq ${n}000 ${n}000 1000000 | head -c 10000`)),
  ...fixes.slice(0, 1),
  done,
];

export async function measureMemory(): Promise<Promised[]> {
  const environment = {
    ISSUEWRIGHT_CONCURRENCY: `${MANY}`,
    ISSUEWRIGHT_PER_REPOSITORY: `${MANY}`,
    ISSUEWRIGHT_SANDBOX_MEMORY_MIB: "512",
  };
  await using house = await openHouse({
    script: aScript({ coder }),
    files: project,
    environment,
    worker: false,
  });
  house.model.faults.add({ fault: { kind: "slow", latencyMs: MODEL_MS }, times: Number.POSITIVE_INFINITY });
  const peaks = { one: empty(), many: empty(), idle: empty() };
  for (let round = 0; round < ROUNDS; round++) {
    for (const runs of [1, MANY]) {
      const { idle, peak } = await peakOf(house, runs);
      peaks.idle.push(idle);
      (runs === 1 ? peaks.one : peaks.many).push(peak);
    }
  }
  const extra = (median(peaks.many) - median(peaks.one)) / (MANY - 1);
  const shown = (values: number[]) => values.map((mib) => mib.toFixed(0)).join(", ");
  return [
    {
      what: "memory of a worker for each additional parallel run",
      measured: extra,
      unit: "MiB",
      most: MOST_MIB,
      details: [
        `peak resident memory of a worker's process with ${MANY} runs, less that with 1, over ${MANY - 1}; medians of ${ROUNDS} fresh processes each`,
        `whole runs: ${STEPS} steps of 10 KB, a model that takes ${MODEL_MS} ms for each reply, evidence and pull request`,
        `peaks with 1 run: ${shown(peaks.one)} MiB; with ${MANY}: ${shown(peaks.many)} MiB; after a first run: ${shown(peaks.idle)} MiB`,
      ],
    },
  ];
}

async function peakOf(house: House, runs: number): Promise<{ idle: number; peak: number }> {
  const worker = spawn(process.execPath, [join(root, "test/support/worker-process.ts")], {
    cwd: root,
    env: house.environment,
    stdio: "inherit",
  });
  // The first run loads what a process needs once; an additional run does not pay for that.
  await endOf(house, 1);
  const idle = await residentMib(worker);
  let peak = 0;
  const over = new AbortController();
  const sampling = (async () => {
    while (!over.signal.aborted) {
      peak = Math.max(peak, await residentMib(worker));
      await sleep(SAMPLE_MS);
    }
  })();
  await endOf(house, runs);
  over.abort();
  await sampling;
  const exit = once(worker, "exit");
  worker.kill("SIGTERM");
  await exit;
  return { idle, peak };
}

/** Starts that many issues at once and waits until all of their runs have ended. */
async function endOf(house: House, runs: number): Promise<void> {
  const ada = house.github.asUser("ada");
  const opened = await Promise.all(
    Array.from({ length: runs }, (_, n) =>
      ada.openIssue(house.repository, { title: `sum([]) throws ${n}`, body: "It should be 0." }),
    ),
  );
  const ended = opened.map(({ number }) => house.nextEnd(`${house.repository}#${number}`));
  for (const { number } of opened) await ada.label({ repository: house.repository, number }, "ai-ready");
  const outcomes = (await Promise.all(ended)).map((end) => end.outcome);
  if (outcomes.some((outcome) => outcome !== "opened"))
    throw new Error(`The runs ended ${outcomes.join(", ")}`);
}

async function residentMib({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / MIB;
}

function empty(): number[] {
  return [];
}

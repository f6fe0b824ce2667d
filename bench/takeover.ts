// How long a run stands still after its worker was killed, and what a worker writes that was stopped for 90 seconds, with the
// timing of production. Exits with 1 where a run stands still for more than 20 seconds or a stopped worker writes anything.
import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { isWrite } from "../local/github/exchange.ts";
import type { KeptEvent } from "../src/ledger/ledger.ts";
import { openPlace, type Place } from "./soak/place.ts";
import { filesFor, soakScript, titleOf } from "./soak/script.ts";

const KILLS = 5;
const MOST_MS = 20_000;
const STOPPED_MS = 90_000;
/** For whatever a worker that goes on would still do. */
const AFTERWARDS_MS = 20_000;

const timing = {};
await using place = await openPlace({
  ...{ files: filesFor("memory"), sandboxes: "memory", script: soakScript(), workers: 2, timing },
  ...{ sweepSeconds: 60, latencyMs: 1_500, onExchange: () => undefined },
});
const takenOver = [];
for (let index = 0; index < KILLS; index += 1) takenOver.push(await killed(place, index));
const written = await stopped(place, KILLS);
process.stdout.write(
  `${[
    `a killed worker's run went on after ${takenOver.map((ms) => `${(ms / 1000).toFixed(1)} s`).join(", ")}`,
    `a worker that was stopped for ${STOPPED_MS / 1000} s wrote ${written} times after it went on`,
  ].join("\n")}\n`,
);
process.exitCode = Math.max(...takenOver) > MOST_MS || written > 0 ? 1 : 0;

/** Milliseconds from the kill to the next execution. */
async function killed(here: Place, index: number): Promise<number> {
  const { number, label } = await anIssue(here, index);
  const worker = await atWork(here, number, label);
  const again = next(here, (event) => event.issue.number === number && event.kind === "started");
  const ended = next(here, (event) => event.issue.number === number && event.kind === "ended");
  const before = performance.now();
  worker.kill("SIGKILL");
  await again;
  const tookMs = performance.now() - before;
  await ended;
  return tookMs;
}

/** How often GitHub was written to after the worker went on; the run has long ended by then. */
async function stopped(here: Place, index: number): Promise<number> {
  const { number, label } = await anIssue(here, index);
  const worker = await atWork(here, number, label);
  const ended = next(here, (event) => event.issue.number === number && event.kind === "ended");
  worker.kill("SIGSTOP");
  await Promise.all([ended, sleep(STOPPED_MS)]);
  const before = here.github.writes().length;
  worker.kill("SIGCONT");
  await sleep(AFTERWARDS_MS);
  return here.github.exchanges.filter(isWrite).length - before;
}

async function anIssue(here: Place, index: number) {
  const ada = here.github.asUser("ada");
  const { number } = await ada.openIssue(here.repository, { title: titleOf(index), body: "" });
  return { number, label: () => ada.label({ repository: here.repository, number }, "ai-ready") };
}

/** The worker that has the run, when the coder asks the model: the other one was stopped until then. */
async function atWork(here: Place, number: number, act: () => Promise<unknown>): Promise<ChildProcess> {
  const [worker, spare] = here.processes.workers.map((child) => child());
  if (worker === undefined || spare === undefined) throw new Error("there are fewer than two workers");
  spare.kill("SIGSTOP");
  const building = (event: KeptEvent) =>
    event.issue.number === number && event.kind === "phase-started" && event.phase === "build";
  const begun = next(here, building);
  await act();
  await begun;
  spare.kill("SIGCONT");
  return worker;
}

async function next(here: Place, is: (event: KeptEvent) => boolean): Promise<void> {
  const over = new AbortController();
  for await (const event of here.ledger.follow(over.signal)) {
    if (!is(event)) continue;
    over.abort();
    return;
  }
}

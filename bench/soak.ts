// Starts many runs on several workers, kills workers at random, and reports how each run ended and what stays on this host.
// Arguments: number of runs, number of kills. Exits with 1 when a run has no outcome or something is left.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type House, openHouse } from "../test/support/house.ts";
import { leftOn } from "../test/support/left.ts";
import { aScript, done, fixes, project } from "../test/support/script.ts";
import { root } from "../test/support/source.ts";
import { seen } from "../test/support/story.ts";
import { hostSandboxes } from "../worker/sandboxes/index.ts";

const [runs = 200, kills = 20] = process.argv.slice(2).map(Number);
const WORKERS = 3;
const LONGEST_MS = 90 * 60_000;
const TIMING = { lockMs: 5_000, stalledMs: 1_000 };
const RULES = `setup: ['date +%N > node_modules']
checks: [{ name: test, run: 'cat node_modules && npm test', kind: test }]
`;
const files = { ...project, ".gitignore": "node_modules\n", ".github/issuewright.yml": RULES };

type Ended = Map<number, string[]>;

const failed = await main();
process.exitCode = failed ? 1 : 0;

async function main(): Promise<boolean> {
  const script = aScript({ coder: [...fixes.slice(0, 1), done] });
  const environment = { ISSUEWRIGHT_PER_REPOSITORY: "20", ISSUEWRIGHT_SANDBOX_MEMORY_MIB: "512" };
  await using house = await openHouse({ script, files, environment, worker: false });
  const stop = new AbortController();
  const ended: Ended = new Map();
  const following = follow(house, ended, stop.signal);
  const workers = Array.from({ length: WORKERS }, () => begin(house));
  const numbers = await labelAll(house);
  const killed = await killWhile(house, workers, ended);
  for (const worker of workers) await end(worker);
  stop.abort();
  await following;
  const before = await leftOn(house.dataDir);
  await using sandboxes = hostSandboxes({ dataDir: house.dataDir });
  const reaped = await sandboxes.reap();
  await sandboxes[Symbol.asyncDispose]();
  const after = await leftOn(house.dataDir);
  return report(house, { numbers, ended, killed, before, reaped, after });
}

function begin(house: House): ChildProcess {
  const words = [join(root, "test/support/worker-process.ts"), JSON.stringify(TIMING)];
  return spawn(process.execPath, words, { cwd: root, env: house.environment, stdio: "inherit" });
}

async function end(worker: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const exit = once(worker, "exit");
  worker.kill(signal);
  await exit;
}

async function labelAll(house: House): Promise<number[]> {
  const ada = house.github.asUser("ada");
  const numbers: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { number } = await ada.openIssue(house.repository, { title: `sum([]) throws (${run})`, body: "" });
    await ada.label({ repository: house.repository, number }, "ai-ready");
    numbers.push(number);
  }
  return numbers;
}

async function follow(house: House, ended: Ended, signal: AbortSignal): Promise<void> {
  for await (const event of house.ledger.follow(signal)) {
    if (event.kind !== "ended") continue;
    const { number } = event.issue;
    ended.set(number, [...(ended.get(number) ?? []), event.outcome.kind]);
  }
}

/** One kill for every so many ended runs, each a random moment later, so that they fall into every phase. */
async function killWhile(house: House, workers: ChildProcess[], ended: Ended): Promise<number> {
  const giveUpAt = performance.now() + LONGEST_MS;
  let killed = 0;
  while (ended.size < runs && performance.now() < giveUpAt) {
    await sleep(200 + Math.random() * 4_000);
    if (killed === kills || ended.size < (killed * runs) / kills) continue;
    const at = Math.floor(Math.random() * workers.length);
    const [victim] = workers.splice(at, 1, begin(house));
    if (victim !== undefined) await end(victim, "SIGKILL");
    killed++;
    process.stderr.write(`killed ${killed} of ${kills}\n`);
  }
  return killed;
}

type Result = {
  numbers: number[];
  ended: Ended;
  killed: number;
  before: Record<string, string[]>;
  reaped: number;
  after: Record<string, string[]>;
};

function report(house: House, { numbers, ended, killed, before, reaped, after }: Result): boolean {
  const outcomes = numbers.map((number) => (ended.get(number) ?? ["none"]).join(" and "));
  const shown = numbers.map((number) => seen(house, { repository: house.repository, number }).shown);
  const undecided = shown.filter((text) => !/^\*\*(Opened|Revised|No change|Failed|Gave up)/.test(text));
  const pulls = seen(house, { repository: house.repository, number: 0 }).pulls.map(
    ({ body }) => /^Fixes (#\d+)/m.exec(body ?? "")?.[1],
  );
  const left = Object.values(after).flat();
  const counted = Object.entries(Object.groupBy(outcomes, (outcome) => outcome));
  process.stdout.write(
    [
      `${runs} runs, ${WORKERS} workers at a time, ${killed} killed with SIGKILL`,
      ...counted.map(([outcome, all]) => `  ended ${outcome}: ${all?.length}`),
      `  issues that show no outcome: ${undecided.length}`,
      `  pull requests: ${pulls.length}, issues with more than one: ${pulls.length - new Set(pulls).size}`,
      `left behind, before and after reaping ${reaped} things`,
      ...Object.entries(before).map(
        ([kind, things]) =>
          `  ${kind.padEnd(12)} ${String(things.length).padStart(4)} ${String(after[kind]?.length).padStart(4)}`,
      ),
      ...left.map((thing) => `  still there: ${thing}`),
      "",
    ].join("\n"),
  );
  const once = outcomes.every((outcome) => outcome !== "none" && !outcome.includes(" and "));
  return !once || undecided.length > 0 || left.length > 0;
}

// Chaos: many issues through all three moments on several workers, while workers are killed at random transitions and GitHub
// fails, limits and loses deliveries. Arguments: issues, kills, seed. Exits with 1 when the tally finds a fault.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type House, openHouse } from "../test/support/house.ts";
import { leftOn } from "../test/support/left.ts";
import { aScript, done, fixes, project } from "../test/support/script.ts";
import { root } from "../test/support/source.ts";
import { hostSandboxes } from "../worker/sandboxes/index.ts";
import { type Troubles, trouble } from "./soak/faults.ts";
import { live } from "./soak/people.ts";
import { type Random, seeded } from "./soak/random.ts";
import { type Line, tally } from "./soak/tally.ts";

const [issues = 60, kills = 200, seed = 1] = process.argv.slice(2).map(Number);
const WORKERS = 2;
/** Each event of each run: a phase began or ended, a run began or ended. */
const KILLED_AT_ONE_EVENT = 0.12;
const TROUBLES_PER_ISSUE = 4;
const TIMING = { lockMs: 5_000, stalledMs: 1_000 };
const RULES = `setup: ['date +%N > node_modules']
checks: [{ name: test, run: 'cat node_modules && npm test', kind: test }]
`;
const files = { ...project, ".gitignore": "node_modules\n", ".github/issuewright.yml": RULES };

type End = { runId: string; outcome: string };

process.exitCode = (await main()) ? 1 : 0;

async function main(): Promise<boolean> {
  const script = aScript({ coder: [...fixes.slice(0, 1), done] });
  const environment = { ISSUEWRIGHT_PER_REPOSITORY: "20", ISSUEWRIGHT_SANDBOX_MEMORY_MIB: "512" };
  await using house = await openHouse({ script, files, environment, worker: false, sweepMs: 5_000 });
  const stop = new AbortController();
  const random = seeded(seed);
  const ends = new Map<number, End[]>();
  const workers = Array.from({ length: WORKERS }, () => begin(house));
  const chaos = { workers, random: seeded(seed + 1), killed: 0 };
  const following = follow(house, ends, chaos, stop.signal);
  const troubles: Troubles = { failures: 0, limits: 0, lost: 0 };
  const making = { random: seeded(seed + 2), most: issues * TROUBLES_PER_ISSUE, troubles };
  const troubling = trouble(house, making, stop.signal);
  const people = Array.from({ length: issues }, (_, index) => live(house, index, { ends, random }));
  const told = await Promise.all(people);
  stop.abort();
  await Promise.all([following, troubling]);
  for (const worker of workers) await end(worker, "SIGTERM");
  await house.github.webhooks.settled();
  const lines = await tally(house, told, ends);
  const before = await leftOn(house.dataDir);
  await using sandboxes = hostSandboxes({ dataDir: house.dataDir });
  await sandboxes.reap();
  await sandboxes[Symbol.asyncDispose]();
  const left = Object.values(await leftOn(house.dataDir)).flat();
  return report(chaos.killed, troubles, [
    ...lines,
    {
      what: "things left on this host before reaping",
      count: Object.values(before).flat().length,
      isFault: false,
    },
    { what: "things left after it", count: left.length, isFault: left.length > 0 },
  ]);
}

function begin(house: House): ChildProcess {
  const words = [join(root, "test/support/worker-process.ts"), JSON.stringify(TIMING)];
  return spawn(process.execPath, words, { cwd: root, env: house.environment, stdio: "inherit" });
}

async function end(worker: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const exit = once(worker, "exit");
  worker.kill(signal);
  await exit;
}

type Chaos = { workers: ChildProcess[]; random: Random; killed: number };

/** Notes how each run ends, and kills a worker at some of the transitions, which starts again at once. */
async function follow(
  house: House,
  ends: Map<number, End[]>,
  chaos: Chaos,
  signal: AbortSignal,
): Promise<void> {
  for await (const event of house.ledger.follow(signal)) {
    const { number } = event.issue;
    if (event.kind === "ended") {
      ends.set(number, [...(ends.get(number) ?? []), { runId: event.runId, outcome: event.outcome.kind }]);
      process.stderr.write(`#${number} ended ${event.outcome.kind}\n`);
    }
    if (chaos.killed >= kills || !chaos.random.chance(KILLED_AT_ONE_EVENT)) continue;
    chaos.killed += 1;
    const at = Math.floor(chaos.random.number(chaos.workers.length));
    const [victim] = chaos.workers.splice(at, 1, begin(house));
    victim?.kill("SIGKILL");
    process.stderr.write(`killed ${chaos.killed} of ${kills} at ${event.kind}\n`);
  }
}

function report(killed: number, troubles: Troubles, lines: Line[]): boolean {
  const { failures, limits, lost } = troubles;
  process.stdout.write(
    [
      `seed ${seed}: ${issues} issues, ${WORKERS} workers at a time, ${killed} killed with SIGKILL`,
      `GitHub failed ${failures} times, limited ${limits} times, lost ${lost} deliveries`,
      ...lines.map(({ what, count, isFault }) => `${isFault ? "WRONG" : "     "} ${what}: ${count}`),
      "",
    ].join("\n"),
  );
  return lines.some(({ isFault }) => isFault);
}

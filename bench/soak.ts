// Chaos: many issues through all three moments, while workers, the server, Redis and the engine are killed between any two steps,
// workers are stopped, and GitHub fails, limits and loses deliveries. Arguments: issues, kills, seed, and `memory` for sandboxes in
// memory instead of containers. Exits with 1 when the tally finds a fault.
import Docker from "dockerode";
import { isWrite } from "../local/github/exchange.ts";
import type { Script } from "../local/model/script.ts";
import { createLog } from "../src/log.ts";
import { leftOn } from "../test/support/left.ts";
import { hostSandboxes } from "../worker/sandboxes/index.ts";
import { gitWorkspaces } from "../worker/workspace/git-workspaces.ts";
import { type Troubles, trouble } from "./soak/faults.ts";
import { type Kills, startKills } from "./soak/kills.ts";
import { type HeardRequest, questions } from "./soak/money.ts";
import { type End, live } from "./soak/people.ts";
import { openPlace, type Place, type SandboxKind } from "./soak/place.ts";
import { seeded } from "./soak/random.ts";
import { filesFor, soakScript } from "./soak/script.ts";
import { type Line, tally } from "./soak/tally.ts";

const [issues = 60, kills = 200, seed = 1] = process.argv.slice(2, 5).map(Number);
const sandboxes: SandboxKind = process.argv[5] === "memory" ? "memory" : "engine";
const WORKERS = 3;
const AT_ONCE = 8;
/** A worker that died is missed a little sooner than in production. */
const TIMING = { lockMs: 8_000, stalledMs: 2_000 };
/** Of a kill at each step of a run, each write to GitHub and each question to the model. */
const CHANCE = 0.07;
const TROUBLES_PER_ISSUE = 4;

process.exitCode = (await main()) ? 1 : 0;

async function main(): Promise<boolean> {
  let open: Place | null = null;
  const chance = { random: seeded(seed + 1), most: kills, chance: CHANCE };
  const killing = startKills(() => open, chance);
  const heard: HeardRequest[] = [];
  await using place = await openPlace({
    ...{
      files: filesFor(sandboxes),
      sandboxes,
      workers: WORKERS,
      sweepSeconds: 5,
      latencyMs: 150,
      timing: TIMING,
    },
    script: overheard(heard, killing),
    onExchange: (exchange) => {
      if (isWrite(exchange)) killing.moment(`${exchange.method} ${exchange.route}`);
    },
  });
  open = place;
  const stop = new AbortController();
  const random = seeded(seed);
  const ends = new Map<number, End[]>();
  const following = follow(place, ends, killing, stop.signal);
  const troubles: Troubles = { failures: 0, limits: 0, lost: 0 };
  const making = { random: seeded(seed + 2), most: issues * TROUBLES_PER_ISSUE, troubles };
  const troubling = trouble(place, making, stop.signal);
  const begun = performance.now();
  const told = await inTurns(issues, AT_ONCE, (index) => live(place, index, { ends, random }));
  const minutes = Math.round((performance.now() - begun) / 60_000);
  await killing.settled();
  open = null;
  stop.abort();
  await Promise.all([following, troubling]);
  await place.github.webhooks.settled();
  const lines = await tally(place, told, ends);
  await place.processes.end();
  const socketPath = place.engine?.socketPath ?? null;
  const docker = socketPath === null ? new Docker() : new Docker({ socketPath });
  const before = await leftOn(place.dataDir, docker);
  const host = hostSandboxes({ dataDir: place.dataDir, socketPath });
  await host.reap();
  await host[Symbol.asyncDispose]();
  await using workspaces = gitWorkspaces({
    dataDir: place.dataDir,
    log: createLog({ level: "silent", name: "soak" }),
  });
  await workspaces.reap();
  const left = Object.entries(await leftOn(place.dataDir, docker)).flatMap(([, each]) => each);
  for (const each of left) process.stderr.write(`left: ${each}\n`);
  return report({ minutes, killing, troubles }, [
    ...lines,
    ...questions(heard, killing.at),
    {
      what: "things left on this host before reaping",
      count: Object.values(before).flat().length,
      isFault: false,
    },
    { what: "things left after it", count: left.length, isFault: left.length > 0 },
  ]);
}

/** Notes every question. A question is a moment, too. */
function overheard(heard: HeardRequest[], killing: Kills): Script {
  const note: Script[number]["when"] = (request) => {
    heard.push({ at: performance.now(), request });
    killing.moment(`a question to ${request.model}`);
    return false;
  };
  const roles = ["architect", "coder", "reviewer"] as const;
  return [...roles.map((role) => ({ role, when: note, turns: [] })), ...soakScript()];
}

async function inTurns<T>(count: number, atOnce: number, work: (index: number) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  let next = 0;
  const lane = async () => {
    while (next < count) done.push(await work(next++));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return done;
}

/** Notes how each run ends. */
async function follow(
  place: Place,
  ends: Map<number, End[]>,
  killing: Kills,
  signal: AbortSignal,
): Promise<void> {
  for await (const event of place.ledger.follow(signal)) {
    const { number } = event.issue;
    killing.moment(event.kind);
    if (event.kind !== "ended") continue;
    const end = { runId: event.runId, outcome: event.outcome.kind, facts: JSON.stringify(event.outcome) };
    ends.set(number, [...(ends.get(number) ?? []), end]);
    const why = ["opened", "revised", "superseded"].includes(end.outcome) ? "" : ` ${end.facts}`;
    process.stderr.write(`#${number} ended ${end.outcome}${why}\n`);
  }
}

type Happened = { minutes: number; killing: Kills; troubles: Troubles };

function report({ minutes, killing, troubles }: Happened, lines: Line[]): boolean {
  const { failures, limits, lost } = troubles;
  const killed = Object.entries(killing.counts).map(([victim, count]) => `${victim} ${count}`);
  process.stdout.write(
    [
      `seed ${seed}: ${issues} issues, ${WORKERS} workers, sandboxes of the ${sandboxes}, ${minutes} minutes`,
      `killed or stopped: ${killed.join(", ")}`,
      `GitHub failed ${failures} times, limited ${limits} times, lost ${lost} deliveries`,
      ...lines.map(({ what, count, isFault }) => `${isFault ? "WRONG" : "     "} ${what}: ${count}`),
      "",
    ].join("\n"),
  );
  return lines.some(({ isFault }) => isFault);
}

// Who dies when: at random moments between two steps of anybody, a worker, the server, Redis or the engine is killed, or a worker
// is stopped.
import { setTimeout as sleep } from "node:timers/promises";
import type { Place } from "./place.ts";
import type { Random } from "./random.ts";

type Victim = "worker" | "server" | "redis" | "engine" | "paused worker";
const LOTS: [Victim, ...Victim[]] = [
  ...(["worker", "worker", "worker", "server", "server", "redis", "paused worker"] as const),
];
const WITH_ENGINE: typeof LOTS = [...LOTS, "engine", "engine"];
/** Each victim begins again, and is left alone for so long afterwards: otherwise nothing would ever get done. */
const SPARED_MS: Record<Victim, number> = {
  ...{ worker: 5_000, server: 9_000, redis: 15_000, engine: 30_000 },
  "paused worker": 60_000,
};
/** Longer than the lock of a worker. */
const PAUSED_MS = 25_000;
const AWAY_MS = 2_500;

export type Kills = {
  /** A moment at which somebody may die. */
  moment(at: string): void;
  counts: Record<Victim, number>;
  /** When a worker died or lost its claims, by `performance.now()`. */
  at: number[];
  /** Resolves when everybody is back. */
  settled(): Promise<unknown>;
};

export function startKills(
  place: () => Place | null,
  { random, most, chance }: { random: Random; most: number; chance: number },
): Kills {
  const counts: Kills["counts"] = { worker: 0, server: 0, redis: 0, engine: 0, "paused worker": 0 };
  const at: number[] = [];
  const spared = new Map<Victim, number>();
  let killed = 0;
  let going: Promise<unknown> = Promise.resolve();
  return {
    ...{ counts, at },
    settled: () => going,
    moment(name) {
      const there = place();
      if (there === null || killed >= most || !random.chance(chance)) return;
      const victim = random.oneOf(there.engine === null ? LOTS : WITH_ENGINE);
      if ((spared.get(victim) ?? 0) > performance.now()) return;
      spared.set(victim, performance.now() + SPARED_MS[victim]);
      killed += 1;
      counts[victim] += 1;
      at.push(performance.now());
      process.stderr.write(`${killed} of ${most}: ${victim} at ${name}\n`);
      going = Promise.all([going, kill(there, victim, random)]);
    },
  };
}

async function kill(place: Place, victim: Victim, random: Random): Promise<void> {
  const { processes, redis, engine } = place;
  const at = Math.floor(random.number(processes.workers.length));
  switch (victim) {
    case "worker":
      return void processes.workers[at]?.().kill("SIGKILL");
    case "server":
      return void processes.server().kill("SIGKILL");
    case "redis":
      await redis.kill();
      await sleep(random.number(AWAY_MS));
      return redis.start();
    case "engine":
      await engine?.kill();
      await sleep(random.number(AWAY_MS));
      return engine?.start();
    case "paused worker": {
      const paused = processes.workers[at]?.();
      paused?.kill("SIGSTOP");
      await sleep(PAUSED_MS);
      return void paused?.kill("SIGCONT");
    }
    default:
      victim satisfies never;
  }
}

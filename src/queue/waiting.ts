// The jobs that wait for a place, and the words about it: a job begins after them, never during.
import { randomUUID } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import type { Clock } from "../clock.ts";
import type { IssueRef } from "../domain/repository.ts";
import { JOBS, PLACES_KEY, stateKey, WAITING_KEY, WAITING_OF_KEY, WORKERS_KEY } from "./keys.ts";
import type { Places, Standing } from "./next.ts";
import { MAY_SAY, SAID_WAITS, SAY_WAITS, STANDING } from "./waiting-scripts.ts";

const Row = z.tuple([z.string(), z.string(), z.coerce.number(), z.string(), z.string()]);
const Reply = z.tuple([z.array(z.string()), z.array(Row)]);

export async function standing(redis: Redis): Promise<Standing> {
  const keys = [PLACES_KEY, WAITING_KEY, WAITING_OF_KEY];
  const [running, waiting] = Reply.parse(await redis.eval(STANDING, keys.length, ...keys, JOBS));
  return {
    running,
    waiting: waiting.map(([runId, repository, sinceMs, behind, said]) => {
      return { runId, repository, sinceMs, behind: behind === "1", said: said === "1" };
    }),
  };
}

/**
 * Has `say` write on the issue that the job waits. Meanwhile, and for fifteen seconds at most, the job does not begin.
 * False: it need not be said any more, or another process says it. Rejects as `say` does; then it may be said again.
 * `again`: also where the issue says it already.
 */
export async function whileItWaits(
  redis: Redis,
  { issue, runId, again = false }: { issue: IssueRef; runId: string; again?: boolean },
  say: (may: () => Promise<boolean>) => Promise<void>,
): Promise<boolean> {
  const token = randomUUID();
  const state = stateKey(issue);
  if ((await redis.eval(SAY_WAITS, 1, state, JOBS, runId, token, again ? "1" : "")) !== 1) return false;
  const may = async () => (await redis.eval(MAY_SAY, 1, state, JOBS, token)) === 1;
  const [said] = await Promise.allSettled([say(may)]);
  await redis.eval(SAID_WAITS, 1, state, JOBS, runId, token, said.status === "fulfilled" ? "1" : "");
  if (said.status === "rejected") throw said.reason;
  return true;
}

/** Whether a process writes on the issue just now that its job waits. */
export async function isSpokenOf(redis: Redis, issue: IssueRef): Promise<boolean> {
  return (await redis.exists(`${stateKey(issue)}:saying`)) === 1;
}

/** A worker that gave no sign for so long is gone. */
const SILENT_MS = 20_000;
const SIGN_EVERY_MS = 5_000;

/** What the workers that gave a sign lately can do together. */
export async function places(redis: Redis, nowMs: number): Promise<Places> {
  const living = await redis.zrangebyscore(WORKERS_KEY, nowMs - SILENT_MS, "+inf");
  const all = living.map((worker) => Sign.parse(JSON.parse(worker)));
  return {
    workers: all.length,
    all: all.reduce((sum, { concurrency }) => sum + concurrency, 0),
    perRepository: Math.max(0, ...all.map(({ perRepository }) => perRepository)),
  };
}

const Sign = z.object({ id: z.string(), concurrency: z.int(), perRepository: z.int() });

/** Tells the servers that a worker is there, until it goes. */
export function giveSigns(
  redis: Redis,
  { concurrency, perRepository }: { concurrency: number; perRepository: number },
  clock: Clock,
): { stop(): Promise<void> } {
  const worker = JSON.stringify(Sign.parse({ id: randomUUID(), concurrency, perRepository }));
  const over = new AbortController();
  void signOn();
  return {
    async stop() {
      over.abort();
      // While Redis is away, its silence tells.
      if (redis.status === "ready") await Promise.allSettled([redis.zrem(WORKERS_KEY, worker)]);
    },
  };

  async function signOn(): Promise<void> {
    while (!over.signal.aborted) {
      const now = clock.now();
      await Promise.allSettled([
        redis.zadd(WORKERS_KEY, now, worker),
        redis.zremrangebyscore(WORKERS_KEY, "-inf", now - SILENT_MS),
        redis.pexpire(WORKERS_KEY, 10 * SILENT_MS),
      ]);
      await Promise.allSettled([clock.sleep(SIGN_EVERY_MS, over.signal)]);
    }
  }
}

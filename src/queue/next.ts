// Which of the jobs that wait begins next, and why the others do not.
import type { Wait } from "../domain/wait.ts";

export type Standing = {
  /** The repository of each run at work. */
  running: string[];
  /** The longest waiting first. */
  waiting: Waiting[];
};

export type Waiting = {
  runId: string;
  repository: string;
  sinceMs: number;
  /** Another run of its issue is at work. */
  behind: boolean;
  /** The issue says that it waits. */
  said: boolean;
};

/**
 * The longest waiting of the repository with the fewest runs at work, so that none holds all places while another one
 * waits; null: nobody may begin. `TAKE` in scripts.ts holds the same, whoever is woken.
 */
export function next({ running, waiting }: Standing, mostPerRepository: number): string | null {
  const at = (repository: string) => running.filter((each) => each === repository).length;
  const free = waiting.filter(({ repository, behind }) => !behind && at(repository) < mostPerRepository);
  return free.toSorted((a, b) => at(a.repository) - at(b.repository))[0]?.runId ?? null;
}

/** What all living workers have together. `perRepository`: the most that any of them allows. */
export type Places = { workers: number; all: number; perRepository: number };

/** Null: it is about to begin, or follows a run of its own issue. */
export function whyItWaits(waiting: Waiting, standing: Standing, places: Places): Wait | null {
  if (waiting.behind) return null;
  const ahead = standing.waiting.filter(({ sinceMs }) => sinceMs < waiting.sinceMs).length;
  if (places.workers === 0) return { kind: "no-worker", ahead };
  const running = standing.running.filter((each) => each === waiting.repository).length;
  if (running >= places.perRepository) return { kind: "repository-full", running, ahead };
  const all = standing.running.length;
  return all >= places.all ? { kind: "all-taken", running: all, ahead } : null;
}

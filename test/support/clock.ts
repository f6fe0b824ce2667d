// Time under the control of a test: it stands still until the test moves it, and a test can wait for a sleep to begin.
import type { Clock } from "../../src/clock.ts";

export type FakeClock = Clock & {
  /** Moves time, and wakes the sleepers that are due, in order. */
  advance(ms: number): void;
  /** Resolves with the length of a sleep that is, or comes to be, under way and that `matches` wants. */
  sleeper(matches: (ms: number) => boolean): Promise<number>;
  /** Lengths of the sleeps under way. */
  sleeping(): number[];
};

type Sleeper = { ms: number; dueMs: number; wake(): void };
type Watcher = { matches(ms: number): boolean; found(ms: number): void };

export function fakeClock(startMs = Date.parse("2030-01-01T00:00:00Z")): FakeClock {
  let nowMs = startMs;
  const sleepers = new Set<Sleeper>();
  const watchers = new Set<Watcher>();

  const sleep = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const sleeper: Sleeper = {
        ms,
        dueMs: nowMs + ms,
        wake: () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", stop);
          resolve();
        },
      };
      signal?.addEventListener("abort", stop, { once: true });
      sleepers.add(sleeper);
      for (const watcher of watchers) if (watcher.matches(ms)) watcher.found(ms);
    });

  const sleeper = (matches: (ms: number) => boolean) =>
    new Promise<number>((resolve) => {
      const already = [...sleepers].find((candidate) => matches(candidate.ms));
      if (already) return resolve(already.ms);
      const watcher: Watcher = {
        matches,
        found: (ms) => {
          watchers.delete(watcher);
          resolve(ms);
        },
      };
      watchers.add(watcher);
    });

  const advance = (ms: number) => {
    nowMs += ms;
    const due = [...sleepers].filter((candidate) => candidate.dueMs <= nowMs);
    for (const candidate of due.sort((a, b) => a.dueMs - b.dueMs)) candidate.wake();
  };

  return { now: () => nowMs, sleep, sleeper, advance, sleeping: () => [...sleepers].map((one) => one.ms) };
}

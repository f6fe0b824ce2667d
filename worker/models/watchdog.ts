// Notices an endpoint that has gone quiet: clients have no time limit once the first byte came.
import type { Clock } from "../../src/clock.ts";

export type Watchdog = Disposable & {
  /** Aborts when nothing came for the whole time. */
  signal: AbortSignal;
  /** Something came. */
  feed(): void;
  /** From now on silence may last so long, if that is longer. */
  allow(quietMs: number): void;
  allowedMs(): number;
};

export function startWatchdog(clock: Clock, quietMs: number): Watchdog {
  const quiet = new AbortController();
  const over = new AbortController();
  let fedAt = clock.now();
  let allowedMs = quietMs;
  const watch = async () => {
    // One timer for many chunks: it only looks again when the time since the last chunk could be up.
    for (let left = quietMs; left > 0; left = fedAt + allowedMs - clock.now()) {
      await clock.sleep(left, over.signal);
    }
    quiet.abort();
  };
  // The only way this fails is our own disposal.
  watch().catch(() => undefined);
  return {
    signal: quiet.signal,
    feed: () => {
      fedAt = clock.now();
    },
    allow: (ms) => {
      allowedMs = Math.max(allowedMs, ms);
    },
    allowedMs: () => allowedMs,
    [Symbol.dispose]: () => over.abort(),
  };
}

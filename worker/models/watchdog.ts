// Notices an endpoint that went silent: clients have no time limit after the first byte.
import type { Clock } from "../../src/clock.ts";

export type Watchdog = Disposable & {
  /** Aborts when nothing came for as long as is allowed. */
  signal: AbortSignal;
  /** To be called whenever something came. */
  feed(): void;
  /** Allows a longer silence from now on. */
  allow(quietMs: number): void;
  allowedMs(): number;
};

export function startWatchdog(clock: Clock, quietMs: number): Watchdog {
  const quiet = new AbortController();
  const over = new AbortController();
  let fedAt = clock.now();
  let allowedMs = quietMs;
  const watch = async () => {
    // One timer for many chunks: it looks again only when the time could be over.
    for (let left = quietMs; left > 0; left = fedAt + allowedMs - clock.now()) {
      await clock.sleep(left, over.signal);
    }
    quiet.abort();
  };
  // It fails only when it is disposed of.
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
    [Symbol.dispose]: () => over.abort(OVER),
  };
}

/** Without a reason of our own, Node makes an error with its stack for each reply. */
const OVER = "over";

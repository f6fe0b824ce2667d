// Notices a stream that has gone quiet: the SDK has no time limit once the first byte came.
import type { Clock } from "../../../src/clock.ts";

export type Watchdog = Disposable & {
  /** Aborts when nothing came for the whole time. */
  signal: AbortSignal;
  /** Something came. */
  feed(): void;
};

export function watchdog(clock: Clock, quietMs: number): Watchdog {
  const quiet = new AbortController();
  const over = new AbortController();
  let fedAt = clock.now();
  const watch = async () => {
    // One timer for many chunks: it only looks again when the time since the last chunk could be up.
    for (let left = quietMs; left > 0; left = fedAt + quietMs - clock.now()) {
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
    [Symbol.dispose]: () => over.abort(),
  };
}

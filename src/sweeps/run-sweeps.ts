// Runs every sweep at the start and then on its own schedule.
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Sweep } from "./sweep.ts";

export type RunningSweeps = AsyncDisposable & {
  /** Resolves when every sweep has looked once, well or not. */
  looked: Promise<void>;
};

/** Disposing waits for a look that is under way. */
export function runSweeps(sweeps: Sweep[], deps: { clock: Clock; log: Log }): RunningSweeps {
  const over = new AbortController();
  const first = sweeps.map((sweep) => look(sweep, over.signal, deps));
  const running = Promise.all(sweeps.map((sweep, index) => repeat(sweep, first[index], over.signal, deps)));
  return {
    looked: Promise.all(first).then(() => undefined),
    [Symbol.asyncDispose]: async () => {
      over.abort();
      await running;
    },
  };
}

async function repeat(
  sweep: Sweep,
  first: Promise<void> | undefined,
  signal: AbortSignal,
  deps: { clock: Clock; log: Log },
): Promise<void> {
  await first;
  for (;;) {
    await Promise.allSettled([deps.clock.sleep(sweep.everyMs, signal)]);
    if (signal.aborted) return;
    await look(sweep, signal, deps);
  }
}

async function look(sweep: Sweep, signal: AbortSignal, { log }: { log: Log }): Promise<void> {
  const [looked] = await Promise.allSettled([sweep.look(signal)]);
  if (looked.status === "rejected" && !signal.aborted)
    log.warn({ sweep: sweep.name, err: looked.reason }, "a sweep failed");
}

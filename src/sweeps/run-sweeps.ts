// Runs every sweep on its own schedule, and hands on what it finds.
import type { Clock } from "../clock.ts";
import type { Intent } from "../domain/intent.ts";
import type { Log } from "../log.ts";
import type { Sweep } from "./sweep.ts";

export type SweepDeps = {
  takeIn(intent: Intent): Promise<unknown>;
  clock: Clock;
  log: Log;
};

/** Disposing waits for a look that is under way. */
export function runSweeps(sweeps: Sweep[], deps: SweepDeps): AsyncDisposable {
  const over = new AbortController();
  const running = Promise.all(sweeps.map((sweep) => repeat(sweep, over.signal, deps)));
  return {
    [Symbol.asyncDispose]: async () => {
      over.abort();
      await running;
    },
  };
}

async function repeat(sweep: Sweep, signal: AbortSignal, deps: SweepDeps): Promise<void> {
  for (;;) {
    await Promise.allSettled([deps.clock.sleep(sweep.everyMs, signal)]);
    if (signal.aborted) return;
    const [looked] = await Promise.allSettled([look(sweep, signal, deps)]);
    if (looked.status === "rejected" && !signal.aborted)
      deps.log.warn({ sweep: sweep.name, err: looked.reason }, "a sweep failed");
  }
}

async function look(sweep: Sweep, signal: AbortSignal, { takeIn }: SweepDeps): Promise<void> {
  for (const intent of await sweep.find(signal)) {
    if (signal.aborted) return;
    await takeIn(intent);
  }
}

// Runs every sweep at the start and then on its own schedule.
import { type Clock, isoNow } from "../clock.ts";
import { reasonOf } from "../domain/errors.ts";
import type { Alert } from "../domain/news.ts";
import type { Log } from "../log.ts";
import type { SignOf } from "../signs/sign.ts";
import type { SignGiver } from "../signs/signs.ts";
import type { Looked, Sweep } from "./sweep.ts";

export type RunningSweeps = AsyncDisposable & {
  /** Resolves when every sweep has looked once, well or not. */
  looked: Promise<void>;
};

export type SweepDeps = {
  clock: Clock;
  log: Log;
  signs: Pick<SignGiver, "give">;
  /** Called when a sweep has failed so often in a row that somebody should know, and not again before it worked. Never rejects. */
  alarm(alert: Alert): Promise<void>;
};

/** Disposing waits for a look that is under way. */
export function runSweeps(given: Sweep[], deps: SweepDeps): RunningSweeps {
  const over = new AbortController();
  const sweeps = given.map((sweep) => ({ ...sweep, failures: NO_FAILURES }));
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

type Watched = Sweep & { failures: { times: number; since: string | null } };

const NO_FAILURES = { times: 0, since: null };
/** A single failure, and an outage of a minute, are nothing that a person needs to hear of. */
const ALARMING = 3;

async function repeat(
  sweep: Watched,
  first: Promise<void> | undefined,
  signal: AbortSignal,
  deps: SweepDeps,
): Promise<void> {
  await first;
  for (;;) {
    await Promise.allSettled([deps.clock.sleep(sweep.everyMs, signal)]);
    if (signal.aborted) return;
    await look(sweep, signal, deps);
  }
}

async function look(sweep: Watched, signal: AbortSignal, deps: SweepDeps): Promise<void> {
  const { clock, log, alarm, signs } = deps;
  const beganAtMs = clock.now();
  const [looked] = await Promise.allSettled([sweep.look(signal)]);
  if (signal.aborted) return;
  const { name, everyMs } = sweep;
  const tookMs = clock.now() - beganAtMs;
  await signs.give({ kind: "sweep", name, beganAtMs, tookMs, everyMs, result: resultOf(looked) });
  if (looked.status === "fulfilled") {
    sweep.failures = NO_FAILURES;
    return;
  }
  log.warn({ sweep: sweep.name, err: looked.reason }, "a sweep failed");
  const { times, since } = sweep.failures;
  const failures = { times: times + 1, since: since ?? isoNow(clock) };
  sweep.failures = failures;
  if (failures.times === ALARMING)
    await alarm({
      kind: "sweep-fails",
      sweep: sweep.name,
      ...failures,
      programSaid: reasonOf(looked.reason),
    });
}

function resultOf(looked: PromiseSettledResult<Looked>): SignOf<"sweep">["result"] {
  if (looked.status === "fulfilled") return { kind: "looked", ...looked.value };
  return { kind: "failed", programSaid: reasonOf(looked.reason) };
}

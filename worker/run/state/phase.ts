// Runs one phase: the run's state says that it goes on and how long it took, and the ledger does.
import type { Clock } from "../../../src/clock.ts";
import type { PhaseName } from "../../../src/domain/outcome.ts";
import type { Happening } from "../../../src/domain/run-event.ts";
import type { RunState } from "../../../src/domain/run-state.ts";
import type { Telemetry } from "../../../src/telemetry/telemetry.ts";
import type { Keeper } from "./state.ts";

export type InPhase = <T>(name: PhaseName, work: () => Promise<T>) => Promise<T>;

export function phasesOf(
  state: Keeper,
  clock: Clock,
  record: (happening: Happening) => Promise<void>,
  telemetry: Telemetry,
): InPhase {
  return async (name, work) => {
    const startedAt = clock.now();
    state.learn({ running: [...state.now().running, name] });
    await record({ kind: "phase-started", phase: name });
    try {
      return await telemetry.during({ kind: "phase", phase: name }, work);
    } finally {
      const durationMs = clock.now() - startedAt;
      const { running, done } = state.now();
      state.learn({
        running: running.filter((each) => each !== name),
        done: withPhase(done, name, durationMs),
      });
      await record({ kind: "phase-ended", phase: name, durationMs });
    }
  };
}

/** A phase that runs again adds to its time. */
function withPhase(done: RunState["done"], name: PhaseName, durationMs: number): RunState["done"] {
  const before = done.find((phase) => phase.name === name);
  if (before === undefined) return [...done, { name, durationMs }];
  return done.map((phase) =>
    phase === before ? { name, durationMs: phase.durationMs + durationMs } : phase,
  );
}

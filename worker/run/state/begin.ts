// A run as it begins: its job, its ports, its budget, what it knows, and the reporter that watches that grow.
import { isoNow } from "../../../src/clock.ts";
import type { Job } from "../../../src/domain/job.ts";
import type { Happening } from "../../../src/domain/run-event.ts";
import { initialState } from "../../../src/domain/run-state.ts";
import type { Claim } from "../../../src/queue/queue.ts";
import type { Budgets } from "../decisions/unanswered.ts";
import type { Ports } from "../ports.ts";
import { type Meter, startMeter } from "./meter.ts";
import { type InPhase, phasesOf } from "./phase.ts";
import { type Recorder, startRecorder } from "./recorder.ts";
import { type Reporter, startReporter } from "./reporter.ts";
import { type Keeper, keepState } from "./state.ts";

/** All there is in a run. A phase names in its signature what it needs of it, and can use nothing else. */
export type Run = Ports & {
  job: Job;
  claim: Claim;
  meter: Meter;
  recorder: Recorder;
  reporter: Reporter;
  state: Keeper;
  learn: Keeper["learn"];
  note: Keeper["note"];
  phase: InPhase;
  /** Tells the ledger. */
  record(happening: Happening): Promise<void>;
  budgets(): Budgets;
};

/** The claim's signal aborts with the meter's time, too. */
export function begin(job: Job, given: Claim, ports: Ports): Run {
  const { runId } = given;
  const meter = startMeter(ports.settings.budget, ports.clock);
  const claim = { ...given, signal: AbortSignal.any([given.signal, meter.timeUp]) };
  const reporter = startReporter({ ...ports, claim });
  const state = keepState(initialState(runId, job.issue), reporter.observe);
  if (claim.retry > 0) state.note([{ kind: "begun-again", times: claim.retry }]);
  const record = (happening: Happening) =>
    ports.ledger.append({ runId, issue: job.issue, at: isoNow(ports.clock), ...happening });
  return {
    ...ports,
    job,
    claim,
    meter,
    reporter,
    recorder: startRecorder({ ...ports, runId }),
    state,
    learn: state.learn,
    note: state.note,
    phase: phasesOf(state, ports.clock, record),
    record,
    budgets: () => ({ inForce: meter.budget(), operators: ports.settings.budget }),
  };
}

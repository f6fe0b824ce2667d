// What the phases of one run have in common: its job, its ports, its meter, and what it has so far.
import type { Cap } from "../../../src/domain/budget.ts";
import type { Job } from "../../../src/domain/job.ts";
import { DEFAULT_LABELS, type Labels, type Rules } from "../../../src/domain/rules.ts";
import type { Claim } from "../../../src/queue/queue.ts";
import type { Equipment } from "../../roles/ask-role.ts";
import type { Tool } from "../../tools/tool.ts";
import type { Ports } from "../ports.ts";
import { type Meter, startMeter } from "./meter.ts";
import { type Recorder, startRecorder } from "./recorder.ts";
import { type Reporter, startReporter } from "./reporter.ts";

export type Run = {
  job: Job;
  claim: Claim;
  ports: Ports;
  meter: Meter;
  reporter: Reporter;
  recorder: Recorder;
  /** What is known so far, for the ending, whichever it is. */
  sofar: SoFar;
};

export type SoFar = {
  labels: Labels;
  /** The newest change as text: kept whatever the ending. */
  diff: Uint8Array | null;
};

/** Replies in one conversation: far above what a run needs, far below an endless one. */
const MAX_STEPS = 200;

/** The claim's signal aborts with the meter's time, too. */
export function begin(job: Job, given: Claim, ports: Ports): Run {
  const meter = startMeter(ports.settings.budget, ports.clock);
  const claim = { ...given, signal: AbortSignal.any([given.signal, meter.timeUp]) };
  const reporter = startReporter(
    {
      issue: job.issue.number,
      runId: claim.runId,
      updatedAt: "",
      spec: null,
      changes: [],
      basis: null,
      untrustedComments: 0,
      notes: claim.retry === 0 ? [] : [{ kind: "begun-again", times: claim.retry }],
      running: [],
      done: [],
      usage: {},
      outcome: null,
    },
    { ...ports, issue: job.issue, claim },
  );
  return {
    job,
    claim,
    ports,
    meter,
    reporter,
    recorder: startRecorder({ ...ports, runId: claim.runId }),
    sofar: { labels: ports.settings.labels ?? DEFAULT_LABELS, diff: null },
  };
}

/** What a role works with: the models the rules name, the given tools, and the run's own budget. */
export function equip(run: Run, rules: Rules, tools: Tool[], signal: AbortSignal): Equipment {
  return {
    model: (role) => run.ports.models.forRole(role, rules.models[role]),
    tools,
    spend: (role, usage) => {
      run.meter.spend(role, usage);
      run.reporter.show({ usage: run.meter.byRole() });
    },
    exhausted: (role): Cap | null => run.meter.exhausted(role),
    hear: run.recorder.hear,
    maxSteps: MAX_STEPS,
    signal,
  };
}

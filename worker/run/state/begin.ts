// A run as it begins: its job, its ports, its budget, what it knows, and the reporter that watches that grow.
import { isoNow } from "../../../src/clock.ts";
import type { Role } from "../../../src/domain/budget.ts";
import { reasonOf } from "../../../src/domain/errors.ts";
import type { Job } from "../../../src/domain/job.ts";
import type { Happening } from "../../../src/domain/run-event.ts";
import type { RunPart } from "../../../src/domain/run-part.ts";
import { initialState, type RunState } from "../../../src/domain/run-state.ts";
import type { Claim } from "../../../src/queue/queue.ts";
import type { Equipment } from "../../roles/ask-role.ts";
import type { Budgets } from "../decisions/unanswered.ts";
import type { Ports } from "../ports.ts";
import { type BudgetWatch, watchBudget } from "./budget-watch.ts";
import { type Checkpoint, type KeptWork, keepWork } from "./kept-work.ts";
import { type Meter, type SpentBefore, startMeter } from "./meter.ts";
import { type InPhase, phasesOf } from "./phase.ts";
import { type Recorder, startRecorder } from "./recorder.ts";
import { keepReplies, type Replies, spentOver } from "./replies.ts";
import { type Reporter, startReporter } from "./reporter.ts";
import { type Keeper, keepState } from "./state.ts";
import { type Teller, tellLedger } from "./tell-ledger.ts";

export type Resumed = NonNullable<Extract<Happening, { kind: "started" }>["resumed"]>;

/** All there is in a run. A phase names in its signature what it needs of it, and can use nothing else. */
export type Run = Ports & {
  job: Job;
  claim: Claim;
  meter: Meter;
  recorder: Recorder;
  teller: Teller;
  budgetWatch: BudgetWatch;
  /** Called with each step of a role when it is done. */
  hear: Equipment["hear"];
  replies: Replies;
  reporter: Reporter;
  work: KeptWork;
  state: Keeper;
  learn: Keeper["learn"];
  note: Keeper["note"];
  phase: InPhase;
  /** What earlier executions of the run did; null: there was none. */
  resumed: Resumed | null;
  /** Tells the ledger. */
  record(happening: Happening): Promise<void>;
  /** Keeps it in the ledger for people. Never rejects: a run does not end for that. */
  keepPart(part: RunPart): Promise<void>;
  budgets(): Budgets;
};

/** The claim's signal aborts with the meter's time, too. What an earlier execution knew and spent is known and spent. */
export function begin(job: Job, given: Claim, ports: Ports, before: Checkpoint): Run {
  const { runId } = given;
  const { work: done } = before;
  const meter = startMeter(ports.settings.budget, ports.clock, spentBefore(before));
  const claim = { ...given, signal: AbortSignal.any([given.signal, meter.timeUp]) };
  const reporter = startReporter({ ...ports, claim });
  const kept = keepWork(given, done, ports);
  const spentBy = (role: Role) => meter.byRole()[role];
  const replies = keepReplies(before.replies, { ...ports, ...given, spentBy });
  const recorder = startRecorder({ ...ports, runId }, { excerpt: done.said, names: done.transcripts });
  const state = keepState(stateAfter(before, initialState(runId, job.issue)), (now) => {
    reporter.observe(now);
    kept.observe(now, meter.elapsedMs());
  });
  if (claim.retry > 0 && done.outcome === null) state.note([{ kind: "begun-again", times: claim.retry }]);
  const teller = tellLedger({ ...ports, runId, issue: job.issue, meter });
  const budgetWatch = watchBudget({ ...ports, runId, job, meter });
  const record = (happening: Happening) =>
    ports.ledger.append({ runId, issue: job.issue, at: isoNow(ports.clock), ...happening });
  return {
    ...ports,
    job,
    claim,
    meter,
    reporter,
    recorder,
    teller,
    budgetWatch,
    hear: (heard) => {
      teller.hear(heard);
      budgetWatch.look();
      return recorder.hear(heard);
    },
    replies,
    resumed: claim.retry === 0 ? null : resumedOf(claim.retry, before),
    work: {
      ...kept,
      keep: (part) => kept.keep({ ...part, said: recorder.excerpt(), transcripts: recorder.names() }),
    },
    state,
    learn: state.learn,
    note: state.note,
    phase: phasesOf(state, ports.clock, record, ports.telemetry),
    record,
    async keepPart(part) {
      const [kept] = await Promise.allSettled([ports.ledger.keepPart(runId, part)]);
      if (kept.status === "rejected")
        ports.log.warn({ part: part.kind, reason: reasonOf(kept.reason) }, "the ledger could not keep it");
    },
    budgets: () => ({ inForce: meter.budget(), operators: ports.settings.budget }),
  };
}

function resumedOf(times: number, { spent, replies }: Checkpoint): Resumed {
  return { times, done: spent?.state.done.map(({ name }) => name) ?? [], replies: replies.length };
}

/** A change that waits for GitHub to take it has its work behind it: no minute of that wait ends the run. */
function spentBefore({ spent, work, replies }: Checkpoint): SpentBefore {
  const onlyWaits = work.building?.position.kind === "publish";
  const byRole = spentOver(replies, spent?.state.usage ?? {});
  return { byRole, elapsedMs: onlyWaits ? 0 : (spent?.elapsedMs ?? 0) };
}

/** Nothing runs now, and how often the run began again is told anew. */
export function stateAfter({ spent, work, replies }: Checkpoint, first: RunState): RunState {
  const usage = spentOver(replies, spent?.state.usage ?? {});
  if (spent === null) return { ...first, usage };
  const notes = spent.state.notes.filter(({ kind }) => kind !== "begun-again");
  const diff = work.building?.diff ?? null;
  return {
    ...spent.state,
    usage,
    running: [],
    waitsFor: null,
    notes,
    diff: diff === null ? null : Buffer.from(diff, "base64"),
  };
}

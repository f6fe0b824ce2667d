// The end of every execution of a run: what it returned or threw becomes one outcome, and the run is finished with it.
import { finish } from "../../../src/announcers/finish.ts";
import { isoNow } from "../../../src/clock.ts";
import { awayFor, ClaimLost, causeOf, reasonOf } from "../../../src/domain/errors.ts";
import { gaveUp, type Outcome, type RunReport } from "../../../src/domain/outcome.ts";
import { Telling } from "../../../src/domain/run-state.ts";
import { stopOrderOf } from "../../../src/queue/queue.ts";
import { outOfBudget } from "../decisions/unanswered.ts";
import type { Run } from "../state/begin.ts";
import type { Spent } from "../state/checkpoint.ts";
import { leave } from "../state/left.ts";
import { keepPatch } from "./keep-patch.ts";
import { lasting } from "./lasting.ts";
import { withPublished } from "./published.ts";

/**
 * An end that an earlier execution came to stands, and is told again. Rejects when the run did not end: claim lost,
 * hand-over, parked, or a failure that another execution may not meet. What was kept stays until the queue knows of the end:
 * an execution that begins before tells the same outcome again.
 */
export async function settle(run: Run, pursue: () => Promise<Outcome>): Promise<RunReport> {
  const { job, claim, clock, settings, reporter } = run;
  // Also where the run does not end: an edit that is due later would keep the process alive.
  const stop = () => void reporter.stop();
  const outcome = run.work.now().outcome ?? (await outcomeOf(run, pursue).finally(stop));
  await reporter.stop();
  await run.teller.settled();
  await run.budgetWatch.settled();
  if (!(await claim.holds())) throw new ClaimLost();
  await run.work.keep({ outcome });
  const state = run.state.now();
  const { runId, spec, usage, done } = state;
  const report = { runId, outcome, spec, usage, phases: done };
  const labels = state.labels ?? settings.labels;
  await finish({ kind: "ran", job, report, state, labels, at: isoNow(clock) }, run);
  await leave(job.issue, { work: run.work.now(), spent: spentBy(run) }, outcome, run);
  await run.work.close();
  return report;
}

function spentBy({ state, meter }: Run): Spent {
  return { version: 1, state: Telling.parse(state.now()), elapsedMs: meter.elapsedMs() };
}

async function outcomeOf(run: Run, pursue: () => Promise<Outcome>): Promise<Outcome> {
  const { job } = run;
  const { resumed } = run;
  const began = { kind: "started", job: job.kind, asker: job.asker } as const;
  await run.record(resumed === null ? began : { ...began, resumed });
  const outcome = await ending(run, pursue);
  const where = { issue: job.issue, github: run.github };
  return await keepWork(run, await withPublished(outcome, run.work.now(), where));
}

async function ending(run: Run, pursue: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await pursue();
  } catch (error) {
    const order = stopOrderOf(run.claim.signal);
    if (order?.kind === "cancelled") return { kind: "cancelled", by: order.by, because: order.because };
    if (order?.kind === "superseded") return { kind: "superseded", by: order.by };
    if (order !== null || error instanceof ClaimLost) throw error;
    if (run.meter.timeUp.aborted) return gaveUp(outOfBudget("end", "minutes", run.budgets()));
    const outcome = lasting(error, run.job);
    if (outcome === null) throw await shown(run, error);
    run.log.warn({ reason: reasonOf(error) }, "run failed");
    return outcome;
  }
}

/** The issue says what the run waits for, as far as it can be told there; the error. */
async function shown({ learn, reporter }: Run, error: unknown): Promise<unknown> {
  if (awayFor(error) !== undefined) {
    learn({ running: [], waitsFor: causeOf(error) });
    await reporter.written();
  }
  return error;
}

/** Keeps the change of a run that did not publish it; what was published is on its branch. */
async function keepWork({ claim, keep, state, log }: Run, outcome: Outcome): Promise<Outcome> {
  const { diff } = state.now();
  if (diff === null || outcome.kind === "opened" || outcome.kind === "revised") return outcome;
  const patchKept = await keepPatch(claim.runId, diff, { keep, log });
  return "patchKept" in outcome ? { ...outcome, patchKept } : outcome;
}

// Every run comes through here exactly once at its end: thrown or returned, it becomes one Outcome, shown and recorded.
import { PermanentError, reasonOf, SandboxError } from "../../../src/domain/errors.ts";
import type { Outcome, RunReport } from "../../../src/domain/outcome.ts";
import { ended } from "../../../src/domain/run-event.ts";
import type { LabelChange } from "../../../src/github/github.ts";
import { stopOrderOf } from "../../../src/queue/queue.ts";
import { ModelFailed } from "../../models/model.ts";
import { ClaimLost } from "../phases/publish.ts";
import type { Run } from "../state/context.ts";
import { failed, outOfBudget } from "./endings.ts";

/** Rejects when the run did not end: claim lost, hand-over, or a failure another execution may not meet. */
export async function settle(run: Run, pursue: () => Promise<Outcome>): Promise<RunReport> {
  await run.reporter.event({ kind: "started", job: run.job.kind, asker: run.job.asker });
  const outcome = await keepWork(run, await ending(run, pursue));
  run.reporter.show({ outcome, running: [] });
  run.reporter.labels(labelsAfter(run, outcome));
  await run.reporter.flush();
  const view = run.reporter.view();
  const report = {
    runId: run.claim.runId,
    outcome,
    spec: view.spec,
    usage: run.meter.byRole(),
    phases: view.done,
  };
  await run.ports.ledger.saveReport(report);
  await run.reporter.event(ended(outcome));
  run.ports.log.info({ runId: run.claim.runId, outcome: outcome.kind }, "run ended");
  return report;
}

async function ending(run: Run, pursue: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await pursue();
  } catch (error) {
    const order = stopOrderOf(run.claim.signal);
    if (order?.kind === "cancelled") return { kind: "cancelled", by: order.by, because: order.because };
    if (order?.kind === "superseded") return { kind: "superseded", by: order.by };
    if (order !== null || error instanceof ClaimLost) throw error;
    if (run.meter.timeUp.aborted) return outOfBudget(run, "minutes", "end");
    const outcome = lasting(error);
    if (outcome === null) throw error;
    run.ports.log.warn({ runId: run.claim.runId, reason: reasonOf(error) }, "run failed");
    return outcome;
  }
}

/** The ending for a failure that would meet another execution, too; null where running again may help. */
function lasting(error: unknown): Outcome | null {
  if (error instanceof ModelFailed) return failed({ kind: "model-failed", failure: error.failure });
  if (error instanceof SandboxError) return failed({ kind: "sandbox-unusable", fault: error.fault });
  if (error instanceof PermanentError) return failed({ kind: "other", said: reasonOf(error) });
  return null;
}

/** Work done is kept whatever the ending; published work is on its branch. */
async function keepWork(run: Run, outcome: Outcome): Promise<Outcome> {
  const { patchText } = run.sofar;
  if (patchText === null || outcome.kind === "opened" || outcome.kind === "revised") return outcome;
  const patchKept = await run.ports.keep.save(run.claim.runId, "change.patch", patchText);
  return "patchKept" in outcome ? { ...outcome, patchKept } : outcome;
}

function labelsAfter(run: Run, outcome: Outcome): LabelChange {
  const { working, inReview, needsInfo, blocked } = run.sofar.labels;
  const shown = {
    opened: inReview,
    revised: inReview,
    "needs-answer": needsInfo,
    "no-change": null,
    "gave-up": blocked,
    cancelled: null,
    superseded: null,
    failed: blocked,
  }[outcome.kind];
  return { add: shown === null ? [] : [shown], remove: [working] };
}

// Every run comes through here exactly once at its end: thrown or returned, it becomes one Outcome, shown and recorded.
import { isoNow } from "../../../src/clock.ts";
import { PermanentError, reasonOf, SandboxError } from "../../../src/domain/errors.ts";
import type { Outcome, RunReport } from "../../../src/domain/outcome.ts";
import { stopOrderOf } from "../../../src/queue/queue.ts";
import { ModelFailed } from "../../models/model.ts";
import { ClaimLost } from "../phases/publish.ts";
import type { Run } from "../state/context.ts";
import { failed, outOfBudget } from "./endings.ts";
import { finish } from "./finish.ts";

/** Rejects when the run did not end: claim lost, hand-over, or a failure another execution may not meet. */
export async function settle(run: Run, pursue: () => Promise<Outcome>): Promise<RunReport> {
  await run.reporter.event({ kind: "started", job: run.job.kind, asker: run.job.asker });
  const outcome = await keepWork(run, await ending(run, pursue));
  const shown = await run.reporter.close();
  if (!(await run.claim.holds())) throw new ClaimLost();
  const report = {
    runId: run.claim.runId,
    outcome,
    spec: shown?.spec ?? null,
    usage: run.meter.byRole(),
    phases: run.reporter.view().done,
  };
  const { labels } = run.sofar;
  await finish({ job: run.job, report, at: isoNow(run.ports.clock), shown, labels }, run.ports);
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
  if (error instanceof PermanentError) return failed({ kind: "fault", fault: error.fault });
  return null;
}

/** Work done is kept whatever the ending; published work is on its branch. */
async function keepWork(run: Run, outcome: Outcome): Promise<Outcome> {
  const { diff } = run.sofar;
  if (diff === null || outcome.kind === "opened" || outcome.kind === "revised") return outcome;
  const patchKept = await run.ports.keep.save(run.claim.runId, "change.patch", diff);
  return "patchKept" in outcome ? { ...outcome, patchKept } : outcome;
}

// The ending of a run that will not be run again: it threw too often, or its workers died. Nobody else would say so.
import { finish } from "../../../src/announcers/finish.ts";
import { isoNow } from "../../../src/clock.ts";
import type { Cause } from "../../../src/domain/fault.ts";
import type { Job } from "../../../src/domain/job.ts";
import { failed, type Outcome } from "../../../src/domain/outcome.ts";
import type { Repository } from "../../../src/domain/repository.ts";
import { type Labels, labelsIn, RULES_PATH } from "../../../src/domain/rules.ts";
import { initialState, type RunState } from "../../../src/domain/run-state.ts";
import { parseRules } from "../../../src/rules.ts";
import { namedLog } from "../named-log.ts";
import type { Ports } from "../ports.ts";
import { stateAfter } from "../state/begin.ts";
import { type Checkpoint, readCheckpoint } from "../state/kept-work.ts";
import { leave } from "../state/left.ts";
import { keepPatch } from "./keep-patch.ts";
import { withPublished } from "./published.ts";

type Needs = Pick<
  Ports,
  "github" | "announcers" | "ledger" | "keep" | "checkpoints" | "clock" | "log" | "settings"
>;

/** Rejects where somebody could not be told, so that it is tried again. An end that the run came to itself stands. */
export async function abandon(job: Job, runId: string, because: Cause, given: Needs): Promise<void> {
  const ports = namedLog(given, runId, job.issue);
  const checkpoint = await readCheckpoint(runId, ports);
  const state = stateAfter(checkpoint, initialState(runId, job.issue));
  const outcome = checkpoint.work.outcome ?? (await givenUp(state, because, checkpoint, ports));
  // Told again, it is the same.
  await Promise.allSettled([
    ports.checkpoints.write(runId, "work", JSON.stringify({ ...checkpoint.work, outcome })),
  ]);
  const { spec, usage, done: phases } = state;
  const report = { runId, outcome, spec, usage, phases };
  const labels = state.labels ?? (await labelsOf(job.issue.repository, ports));
  const untold = await finish({ kind: "ran", job, report, state, labels, at: isoNow(ports.clock) }, ports);
  if (untold.length > 0) throw new Error(`could not tell of the outcome: ${untold.join(", ")}`);
  await leave(job.issue, checkpoint, outcome, ports);
}

/** The change of the run is kept, as far as it came. */
async function givenUp(
  { runId, issue, diff }: RunState,
  because: Cause,
  { work }: Checkpoint,
  { github, keep, log }: Needs,
): Promise<Outcome> {
  const given = failed({ kind: "begun-too-often", cause: because });
  const outcome = await withPublished(given, work, { issue, github });
  if (diff === null || outcome.kind !== "failed") return outcome;
  return { ...outcome, patchKept: await keepPatch(runId, diff, { keep, log }) };
}

/** As far as the rules can be read: an outcome must not wait for them. */
async function labelsOf(repository: Repository, { github, settings }: Needs): Promise<Labels> {
  const [text] = await Promise.allSettled([github.source.readFile(repository, RULES_PATH)]);
  const rules = text.status === "fulfilled" ? parseRules(text.value) : null;
  return rules?.kind === "read" ? labelsIn(rules.rules, settings.labels) : settings.labels;
}

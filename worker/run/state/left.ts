// What a run built and could not bring to GitHub, kept for the next run of its issue.
import { Role } from "../../../src/domain/budget.ts";
import { issueKey } from "../../../src/domain/naming.ts";
import type { Outcome } from "../../../src/domain/outcome.ts";
import type { IssueRef } from "../../../src/domain/repository.ts";
import { inherits, isUnpublished } from "../decisions/inherits.ts";
import type { Checkpoints } from "../ports.ts";
import type { Run } from "./begin.ts";
import type { KeptOpening, Work } from "./checkpoint.ts";
import { type Checkpoint, readCheckpoint } from "./kept-work.ts";

/** Never the id of a run. */
function nameOf(issue: IssueRef): string {
  return `left of ${issueKey(issue)}`;
}

/** Keeps the work of a run that ended so, where only GitHub stood in the way; else nothing. */
export async function leave(
  issue: IssueRef,
  { work, spent }: Pick<Checkpoint, "work" | "spent">,
  outcome: Outcome,
  { checkpoints }: { checkpoints: Checkpoints },
): Promise<void> {
  if (!isUnpublished(outcome, work)) return;
  await checkpoints.write(nameOf(issue), "work", JSON.stringify({ ...work, outcome: null }));
  if (spent !== null) await checkpoints.write(nameOf(issue), "spent", JSON.stringify(spent));
}

/**
 * Takes up what the last run of the issue left, where it still fits: then it counts as done by this run, its cost included.
 * Whatever it is, it is taken up once.
 */
export async function takeUp(run: Run, opening: KeptOpening): Promise<Work | null> {
  const { job, checkpoints, meter, learn } = run;
  const { work, spent } = await readCheckpoint(nameOf(job.issue), run);
  if (work.opening === null) return null;
  await checkpoints.drop(nameOf(job.issue));
  if (!inherits(job, work, opening)) return null;
  for (const role of Role.options) {
    const usage = spent?.state.usage[role];
    if (usage !== undefined) meter.spend(role, usage);
  }
  const { ticket, rules, labels, draft } = opening;
  const diff = work.building?.diff ?? null;
  learn({ usage: meter.byRole(), diff: diff === null ? null : Buffer.from(diff, "base64") });
  return { ...work, opening: { ...work.opening, ticket, rules, labels, draft } };
}

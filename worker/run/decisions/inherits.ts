// Whether a new run of an issue may publish what an earlier one built and could not bring to GitHub.
import type { Job } from "../../../src/domain/job.ts";
import type { Outcome } from "../../../src/domain/outcome.ts";
import type { Rules } from "../../../src/domain/rules.ts";
import type { KeptOpening, Work } from "../state/checkpoint.ts";

/** The change was reviewed, and only GitHub stood in its way. */
export function isUnpublished(outcome: Outcome, { building }: Pick<Work, "building">): boolean {
  if (building?.position.kind !== "publish") return false;
  if (outcome.kind === "failed") return true;
  return outcome.kind === "gave-up" && ["workflows-differ", "pull-closed"].includes(outcome.reason.kind);
}

/** Nothing that the change was built from is different now, and nobody asked for more. */
export function inherits(job: Pick<Job, "kind">, left: Work, now: KeptOpening): boolean {
  const { opening, specified, building } = left;
  if (opening === null || specified === null || building?.position.kind !== "publish") return false;
  if (job.kind !== "work" || now.threads.length > 0 || now.pull !== null) return false;
  const before = [opening.ticket.issue, opening.into, toBuild(opening.rules), specified.spec];
  const after = [now.ticket.issue, now.into, toBuild(now.rules), now.previous];
  return now.previousIsCurrent && JSON.stringify(before) === JSON.stringify(after);
}

/** What of the rules decides how a change is built and measured. */
function toBuild({ setup, checks, registries, image, base }: Rules) {
  return [setup, checks, registries, image, base];
}

// Whether a person merged or closed the pull request that a run works on, so that nothing more is to be done on it.
import { gaveUp, type Outcome, unchanged } from "../../../src/domain/outcome.ts";
import type { Run } from "../state/begin.ts";
import type { Opening } from "./ticket.ts";

/** Null: it is open, or there is none. */
export async function pullEnded(
  { job, github }: Pick<Run, "job" | "github">,
  { pull }: Pick<Opening, "pull">,
): Promise<Outcome | null> {
  if (pull === null) return null;
  const { number } = pull;
  const ending = await github.pulls.endingOf(job.issue.repository, number);
  if (ending?.kind === "merged") return unchanged({ kind: "pull-merged", number });
  return ending?.kind === "closed" ? gaveUp({ kind: "pull-closed", number, branchGone: false }) : null;
}

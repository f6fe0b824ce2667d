// Whether a person merged or closed the pull request that a run works on, so that nothing more is to be done on it.
import type { Outcome } from "../../../src/domain/outcome.ts";
import { endedBy } from "../decisions/pull-ended.ts";
import type { Run } from "../state/begin.ts";
import type { Opening } from "./ticket.ts";

/** Null: it is open, or there is none. */
export async function pullEnded(
  { job, github }: Pick<Run, "job" | "github">,
  { pull }: Pick<Opening, "pull">,
): Promise<Outcome | null> {
  if (pull === null) return null;
  const ending = await github.pulls.endingOf(job.issue.repository, pull.number);
  return ending === null || ending.kind === "open" ? null : endedBy(ending.kind, pull.number);
}

// A pull request that was merged, read as if it were open still.
import { unchanged } from "../../../src/domain/outcome.ts";
import type { OpenPull } from "../../../src/github/github.ts";
import type { Run } from "../state/begin.ts";
import { ended, type Found, found } from "./found.ts";

/** On the commit before the merge, so that it is measured like any other change. */
export async function mergedPull(
  { job, github }: Pick<Run, "job" | "github">,
  number: number,
): Promise<Found<OpenPull>> {
  const { repository } = job.issue;
  const ending = await github.pulls.endingOf(repository, number);
  const commitSha = ending?.kind === "merged" ? ending.commitSha : null;
  const before =
    commitSha === null ? null : await github.pulls.beforeMerge(repository, { pull: number, commitSha });
  if (ending?.kind !== "merged" || commitSha === null || before === null)
    return ended(unchanged({ kind: "pull-not-open" }));
  const { branch, into } = ending;
  const shown = { number, url: "", title: "", body: "", branch, into, isDraft: false, commitsByOthers: [] };
  return found({ ...shown, headSha: commitSha, mergeBaseSha: before });
}

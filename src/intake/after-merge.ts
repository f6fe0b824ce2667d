// The CI has ended on a commit that may have merged a pull request of ours: a look at what is red there, as a wish about its issue.
import { type Asked, type Intent, type Wish, watching } from "../domain/intent.ts";
import { readStanding } from "../github/ci.ts";
import type { GitHub } from "../github/github.ts";

export type BaseCiEnded = Asked & Extract<Wish, { kind: "base-ci-ended" }>;

export function isBaseCiEnded(intent: Intent): intent is BaseCiEnded {
  return intent.kind === "base-ci-ended";
}

type Deps = {
  github: Pick<GitHub, "pulls" | "ci">;
  /** So long after a merge its CI is looked at. */
  watchMs: number;
  nowMs: number;
};

/**
 * What is red beside the commit before the merge, and not red there. The same intent comes back where there is nothing such, the
 * watch is over, or the commit merged no pull request of ours.
 */
export async function whatMergeAsks(ended: BaseCiEnded, { github, watchMs, nowMs }: Deps): Promise<Intent> {
  const { headSha, issue, ...asked } = ended;
  const { repository, number: pull } = issue;
  if (watchMs === 0) return ended;
  const ending = await github.pulls.endingOf(repository, pull);
  if (ending?.kind !== "merged" || ending.issue === null || ending.commitSha !== headSha) return ended;
  if (nowMs - Date.parse(ending.at) > watchMs) return ended;
  const mergeBaseSha = await github.pulls.beforeMerge(repository, { pull, commitSha: headSha });
  if (mergeBaseSha === null) return ended;
  const { standing } = await readStanding(github.ci, repository, { headSha, mergeBaseSha });
  if (standing.kind !== "red" || standing.ours.length === 0) return ended;
  const about = { ...asked, issue: { repository, number: ending.issue } };
  return { ...about, ...watching(pull), occasion: { kind: "ci", headSha, asks: "watch" } };
}

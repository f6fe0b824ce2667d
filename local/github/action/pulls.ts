// Pull requests: opened, changed, made ready, merged.
import { invalid, unprocessable } from "../errors.ts";
import { senderEmail } from "../events.ts";
import { branchSha, type Git } from "../git.ts";
import { type CommitRecord, logCommits, mergedTree, writeCommit } from "../git-commit.ts";
import { type Actor, type Hub, stamp } from "../hub.ts";
import { isPull, type PullIssue, type Repository } from "../state.ts";
import { closeIssue, emitAbout, newIssue, remember } from "./issues.ts";
import { moveRef, pinPullHead } from "./refs.ts";

export type NewPull = {
  title: string;
  body: string | null;
  /** A branch, or `owner:branch`. */
  head: string;
  base: string;
  draft: boolean;
};

/**
 * As programs met it that fell back to an ordinary pull request. Which plans have drafts:
 * https://docs.github.com/en/pull-requests/collaborating-with-pull-requests/proposing-changes-to-your-work-with-pull-requests/about-pull-requests#draft-pull-requests
 */
const NO_DRAFTS = "Draft pull requests are not supported in this repository.";

/** Opens a pull request, or refuses as GitHub does: no such branch, nothing to merge, one is open already. */
export async function openPull(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  wish: NewPull,
): Promise<PullIssue> {
  const { git } = repository;
  const head = wish.head.replace(`${repository.owner}:`, "");
  const headSha = await branchSha(git, head);
  const baseSha = await branchSha(git, wish.base);
  if (headSha === null) throw invalid({ resource: "PullRequest", field: "head", code: "invalid" });
  if (baseSha === null) throw invalid({ resource: "PullRequest", field: "base", code: "invalid" });
  const refuse = (message: string) => invalid({ resource: "PullRequest", code: "custom", message });
  if ((await logCommits(git, [`${baseSha}..${headSha}`])).length === 0) {
    throw refuse(`No commits between ${wish.base} and ${head}`);
  }
  if (wish.draft && repository.private && !repository.drafts) throw refuse(NO_DRAFTS);
  const twin = [...repository.issues.values()].find(
    (issue) => issue.state === "open" && issue.pull?.head === head && issue.pull.base === wish.base,
  );
  if (twin) throw refuse(`A pull request already exists for ${repository.owner}:${head}.`);
  const pull = {
    ...{ id: hub.state.nextId(), head, headSha, base: wish.base, baseSha, draft: wish.draft },
    ...{ mergedAt: null, mergedBy: null, mergeCommitSha: null, broughtToBase: [] },
  };
  const issue = Object.assign(newIssue(hub, repository, actor, { title: wish.title, body: wish.body }), {
    pull,
  });
  await pinPullHead(repository, issue);
  await emitAbout(hub, repository, actor, issue, { action: "opened" });
  return issue;
}

export async function retarget(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  issue: PullIssue,
  base: string,
): Promise<void> {
  const { base: before, baseSha: beforeSha } = issue.pull;
  if (base === before) return;
  const baseSha = await branchSha(repository.git, base);
  if (baseSha === null) throw invalid({ resource: "PullRequest", field: "base", code: "invalid" });
  Object.assign(issue.pull, { base, baseSha });
  const changes = { base: { ref: { from: before }, sha: { from: beforeSha } } };
  await emitAbout(hub, repository, actor, issue, { action: "edited", changes });
}

/** https://docs.github.com/en/rest/using-the-rest-api/issue-event-types#convert_to_draft */
export async function setDraft(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  { issue, draft }: { issue: PullIssue; draft: boolean },
): Promise<void> {
  if (issue.pull.draft === draft) return;
  issue.pull.draft = draft;
  remember(hub, repository, actor, issue, draft ? "convert_to_draft" : "ready_for_review");
  await emitAbout(hub, repository, actor, issue, {
    action: draft ? "converted_to_draft" : "ready_for_review",
  });
}

/** https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/about-merge-methods-on-github */
export type MergeMethod = "merge" | "rebase" | "squash";

/** Puts the pull request onto its base branch, and closes the issues that the body names with "Fixes #n". */
export async function mergePull(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  issue: PullIssue,
  method: MergeMethod = "merge",
): Promise<void> {
  const { git } = repository;
  const { base, headSha } = issue.pull;
  const baseSha = await branchSha(git, base);
  const tree = baseSha === null ? null : await mergedTree(git, baseSha, headSha);
  if (baseSha === null || tree === null) throw unprocessable("Pull Request is not mergeable");
  const at = stamp(hub);
  const committer = { ...senderEmail(hub, actor), date: at };
  const commits = await logCommits(git, [`${baseSha}..${headSha}`]);
  const broughtToBase = await broughtBy[method]({ repository, issue, commits, tree, baseSha, committer });
  const sha = broughtToBase.at(-1) ?? baseSha;
  await moveRef(hub, repository, actor, { ref: `refs/heads/${base}`, before: baseSha, after: sha });
  Object.assign(issue.pull, {
    mergedAt: at,
    mergedBy: actor.login,
    mergeCommitSha: sha,
    broughtToBase,
    draft: false,
  });
  await closeIssue(hub, repository, actor, issue);
  for (const number of issuesFixed(issue.body)) {
    const fixed = repository.issues.get(number);
    if (fixed && !isPull(fixed)) await closeIssue(hub, repository, actor, fixed);
  }
}

type Merging = {
  repository: Repository;
  issue: PullIssue;
  /** The newest first. */
  commits: CommitRecord[];
  tree: string;
  baseSha: string;
  committer: CommitRecord["committer"];
};

/** The commits that the base gains, the newest last. */
const broughtBy: Record<MergeMethod, (merging: Merging) => Promise<string[]>> = {
  merge: async (merging) => [...merging.commits.map(({ sha }) => sha), await merged(merging)],
  rebase: ({ repository, commits, baseSha, committer }) =>
    rebased(repository.git, commits.toReversed(), { onto: baseSha, committer }),
  squash: async (merging) => [await squashed(merging)],
};

function squashed({ repository, issue, tree, baseSha, committer }: Merging): Promise<string> {
  const message = `${issue.title} (#${issue.number})\n`;
  return writeCommit(repository.git, { tree, parents: [baseSha], author: committer, committer, message });
}

function merged({ repository, issue, tree, baseSha, committer }: Merging): Promise<string> {
  const { head, headSha } = issue.pull;
  const message = `Merge pull request #${issue.number} from ${repository.owner}/${head}\n\n${issue.title}\n`;
  const parents = [baseSha, headSha];
  return writeCommit(repository.git, { tree, parents, author: committer, committer, message });
}

/** Each commit anew, with its author and message, oldest first. */
async function rebased(
  git: Git,
  commits: CommitRecord[],
  { onto, committer }: { onto: string; committer: CommitRecord["committer"] },
): Promise<string[]> {
  const made: string[] = [];
  for (const { sha, author, message } of commits) {
    const parent = made.at(-1) ?? onto;
    const tree = await mergedTree(git, parent, sha);
    if (tree === null) throw unprocessable("Pull Request is not mergeable");
    made.push(await writeCommit(git, { tree, parents: [parent], author, committer, message }));
  }
  return made;
}

function issuesFixed(body: string | null): number[] {
  const found = (body ?? "").matchAll(/\b(?:fix(?:e[sd])?|close[sd]?|resolve[sd]?):? #(\d+)/gi);
  return [...found].map((match) => Number(match[1]));
}

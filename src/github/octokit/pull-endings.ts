// The later life of our pull requests: made ready, merged, or closed by a person; and the branch that a merge left behind.
import type { IssueRef, Repository } from "../../domain/repository.ts";
import type { PullEnding } from "../github.ts";
import { at, type Installation, isOurs } from "./installation.ts";
import { issueOfPull } from "./our-pull.ts";
import { expecting, Refusal } from "./refusal.ts";
import { branchSha } from "./source.ts";

export async function endingOf(
  installation: Installation,
  repository: Repository,
  number: number,
): Promise<PullEnding | null> {
  const { rest } = installation.octokit("read-pull");
  const answer = await expecting([404], () => rest.pulls.get({ ...at(repository), pull_number: number }));
  if (answer instanceof Refusal) return null;
  const { state, merged_at: mergedAt, merge_commit_sha: commitSha, head, base } = answer.data;
  if (state === "open") return { kind: "open" };
  if (mergedAt === null) return { kind: "closed" };
  return {
    ...{ kind: "merged", into: base.ref, commitSha: commitSha ?? null, branch: head.ref, headSha: head.sha },
    ...{ at: mergedAt, issue: issueOfPull(installation, answer.data) },
  };
}

/** More commits than a pull request of ours ever has. */
const MOST_REBASED = 50;

/** A merge by rebase leaves one commit for each of the branch, and GitHub tells of each which pull request brought it. */
export async function beforeMerge(
  installation: Installation,
  repository: Repository,
  { pull, commitSha }: { pull: number; commitSha: string },
): Promise<string | null> {
  let sha = commitSha;
  for (let walked = 0; walked < MOST_REBASED; walked += 1) {
    const parents = await parentsOf(installation, repository, sha);
    const [before = null] = parents;
    if (before === null || parents.length > 1) return before;
    if (!(await isBroughtBy(installation, repository, { pull, sha: before }))) return before;
    sha = before;
  }
  return null;
}

async function parentsOf(installation: Installation, repository: Repository, sha: string): Promise<string[]> {
  const { rest } = installation.octokit("read-repository");
  const answer = await expecting([404], () => rest.git.getCommit({ ...at(repository), commit_sha: sha }));
  return answer instanceof Refusal ? [] : answer.data.parents.map((parent) => parent.sha);
}

/** https://docs.github.com/en/rest/commits/commits#list-pull-requests-associated-with-a-commit */
async function isBroughtBy(
  installation: Installation,
  repository: Repository,
  { pull, sha }: { pull: number; sha: string },
): Promise<boolean> {
  const { listPullRequestsAssociatedWithCommit: list } = installation.octokit("read-pull").rest.repos;
  const answer = await expecting([404, 409, 422], () => list({ ...at(repository), commit_sha: sha }));
  return !(answer instanceof Refusal) && answer.data.some(({ number }) => number === pull);
}

/** https://docs.github.com/en/graphql/reference/mutations#markpullrequestreadyforreview */
const READY =
  "mutation ($pull: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $pull }) { pullRequest { isDraft } } }";

/** The REST API cannot. */
export async function markReady(
  installation: Installation,
  repository: Repository,
  number: number,
): Promise<void> {
  const { data } = await installation
    .octokit("read-pull")
    .rest.pulls.get({ ...at(repository), pull_number: number });
  if (data.draft) await installation.octokit("write-pull").graphql(READY, { pull: data.node_id });
}

/** https://docs.github.com/en/rest/using-the-rest-api/issue-event-types#convert_to_draft */
const DRAFTING = ["convert_to_draft", "ready_for_review"];

export async function isDraftAgain(
  installation: Installation,
  repository: Repository,
  number: number,
): Promise<boolean> {
  const octokit = installation.octokit("read-pull");
  const parameters = { ...at(repository), issue_number: number, per_page: 100 };
  const events = await octokit.paginate(octokit.rest.issues.listEvents, parameters);
  const last = events.filter(({ event }) => DRAFTING.includes(event)).at(-1);
  return last?.event === "convert_to_draft" && !isOurs(installation, last.actor);
}

/** Among the hundred that were opened last: an older one is long forgotten. */
export async function refusedFor(installation: Installation, issue: IssueRef): Promise<number | null> {
  const { rest } = installation.octokit("read-pull");
  const newest = { state: "all", sort: "created", direction: "desc", per_page: 100 } as const;
  const { data } = await rest.pulls.list({ ...at(issue.repository), ...newest });
  const pull = data
    .filter((each) => issueOfPull(installation, each) === issue.number)
    .toSorted((a, b) => b.number - a.number)[0];
  return pull?.state === "closed" && pull.merged_at === null ? pull.number : null;
}

/** A person, or GitHub by the repository's settings, may have been quicker. */
export async function deleteBranch(
  installation: Installation,
  repository: Repository,
  { branch, headSha }: { branch: string; headSha: string },
): Promise<void> {
  if ((await branchSha(installation, repository, branch)) !== headSha) return;
  const { rest } = installation.octokit("move-branch");
  await expecting([404, 422], () => rest.git.deleteRef({ ...at(repository), ref: `heads/${branch}` }));
}

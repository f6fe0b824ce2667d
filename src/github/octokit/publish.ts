// Publishes a verified change: one tree, one commit, one ref moved without force, one draft pull request.
import { PermanentError } from "../../domain/errors.ts";
import type { PullRef } from "../../domain/outcome.ts";
import { type IssueRef, issueName } from "../../domain/repository.ts";
import type { Publication, Published, PublishedCommit, PullText } from "../publication.ts";
import { at, type Installation, isOurs } from "./installation.ts";
import { expecting, Refusal } from "./refusal.ts";
import { branchSha } from "./source.ts";
import { createTree } from "./tree.ts";

/** Each step looks first at what an earlier, interrupted call may have left. */
export async function publish(installation: Installation, publication: Publication): Promise<Published> {
  const found = await findPull(installation, publication);
  if (found?.state === "merged" && (await isMergedPart(installation, publication, found.pull)))
    return { kind: "pull-merged", number: found.pull.number };
  if (
    found?.state === "closed" &&
    (publication.revises !== null || (await hasBranch(installation, publication)))
  )
    return { kind: "pull-closed", number: found.pull.number };
  // A person who closed it and deleted its branch is done with it, and what was merged is done.
  const there = found?.state === "open" ? found : null;
  if (there !== null && there.into !== publication.into)
    return { kind: "retargeted", number: there.pull.number, into: there.into };
  const pushed = await pushCommit(installation, publication, {
    branch: there === null ? "missing" : "there",
  });
  if (pushed.kind !== "pushed") return pushed;
  const { sha: commitSha, isNew } = pushed.commit;
  const described = there === null;
  const { pull, isOurs } =
    there ?? (await openDraft(installation, publication, await publication.textFor(pushed.commit)));
  return { kind: "published", pull: { ...pull, headSha: commitSha }, commitSha, isNew, isOurs, described };
}

type Pushed =
  | { kind: "pushed"; commit: PublishedCommit }
  | Extract<Published, { kind: "branch-moved" | "workflows-differ" }>;

/** `branch`: where there is no pull request, it most likely is missing, and GitHub refuses to make it a second time. */
async function pushCommit(
  installation: Installation,
  publication: Publication,
  { branch }: { branch: "missing" | "there" },
): Promise<Pushed> {
  const { repository } = publication.issue;
  const head = branch === "missing" ? null : await branchSha(installation, repository, publication.branch);
  if (head !== null && (await isPublished(installation, publication, head))) {
    return { kind: "pushed", commit: { sha: head, isNew: false } };
  }
  if (head !== null && !publication.parents.includes(head)) return { kind: "branch-moved", branchSha: head };
  const sha = await createCommit(installation, publication);
  const moved = await expecting([403, 422], () => moveBranch(installation, publication, head, sha));
  if (!(moved instanceof Refusal)) return { kind: "pushed", commit: { sha, isNew: true } };
  if (moved.status === 403) {
    if (isAboutWorkflows(moved)) return { kind: "workflows-differ", githubSaid: moved.words };
    throw moved;
  }
  const now = await branchSha(installation, repository, publication.branch);
  if (now === sha) return { kind: "pushed", commit: { sha, isNew: false } };
  if (now === null || now === head) throw moved;
  if (branch === "missing") return pushCommit(installation, publication, { branch: "there" });
  return { kind: "branch-moved", branchSha: now };
}

/**
 * The app may write contents, because it has just made a commit: so its right to write workflows is what is missing. The
 * API says only that the resource is not accessible; git says `without \`workflows\` permission`.
 * https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps (Workflows)
 */
function isAboutWorkflows({ words }: Refusal): boolean {
  return /workflow|not accessible by integration/i.test(words);
}

/**
 * The head of the branch holds this very publication: an earlier call made it. Nothing is committed that would change no
 * file and bring in no other commit.
 */
async function isPublished(
  installation: Installation,
  publication: Publication,
  head: string,
): Promise<boolean> {
  const { head: known, treeSha } = publication;
  if (known?.sha === head && known.treeSha !== treeSha) return false;
  const octokit = installation.octokit("read-repository");
  const { data } = await octokit.rest.git.getCommit({
    ...at(publication.issue.repository),
    commit_sha: head,
  });
  const within = new Set([head, ...data.parents.map((parent) => parent.sha)]);
  return data.tree.sha === treeSha && publication.parents.every((sha) => within.has(sha));
}

/** Without author fields GitHub names our app as the author and signs the commit. */
async function createCommit(installation: Installation, publication: Publication): Promise<string> {
  const { issue, message, parents, treeSha } = publication;
  const tree = await createTree(installation, publication);
  if (tree !== treeSha) throw treeDiffers(issue, tree, treeSha);
  const parameters = { ...at(issue.repository), message, parents, tree };
  const { data } = await installation.octokit("write-commit").rest.git.createCommit(parameters);
  return data.sha;
}

async function moveBranch(
  installation: Installation,
  { issue, branch }: Publication,
  head: string | null,
  sha: string,
): Promise<void> {
  const octokit = installation.octokit("move-branch");
  const repository = at(issue.repository);
  if (head === null) await octokit.rest.git.createRef({ ...repository, ref: `refs/heads/${branch}`, sha });
  else await octokit.rest.git.updateRef({ ...repository, ref: `heads/${branch}`, sha, force: false });
}

async function hasBranch(installation: Installation, { issue, branch }: Publication): Promise<boolean> {
  return (await branchSha(installation, issue.repository, branch)) !== null;
}

/** It is the pull request that the publication goes on, or its head is this very publication. */
async function isMergedPart(
  installation: Installation,
  publication: Publication,
  { number, headSha }: PullRef,
): Promise<boolean> {
  if (publication.revises !== null) return publication.revises === number;
  return headSha !== null && (await isPublished(installation, publication, headSha));
}

type FoundPull = { pull: PullRef; into: string; state: "open" | "closed" | "merged"; isOurs: boolean };

/** The open pull request from the branch, or the newest one. */
async function findPull(
  installation: Installation,
  { issue, branch }: Publication,
): Promise<FoundPull | null> {
  const octokit = installation.octokit("read-pull");
  const head = `${issue.repository.owner}:${branch}`;
  const { data } = await octokit.rest.pulls.list({ ...at(issue.repository), head, state: "all" });
  const pulls = data
    .filter((each) => each.head.repo?.id === each.base.repo.id)
    .toSorted((one, other) => other.number - one.number);
  const pull = pulls.find((each) => each.state === "open") ?? pulls[0];
  if (pull === undefined) return null;
  const ref = { number: pull.number, url: pull.html_url, headSha: pull.head.sha };
  const state = pull.state === "open" ? "open" : pull.merged_at === null ? "closed" : "merged";
  return { pull: ref, into: pull.base.ref, state, isOurs: isOurs(installation, pull.user) };
}

/** Refused when an earlier call, whose answer was lost, opened it. */
async function openDraft(
  installation: Installation,
  publication: Publication,
  text: PullText,
): Promise<FoundPull> {
  const { issue, branch, into, draft } = publication;
  const parameters = { ...at(issue.repository), head: branch, base: into, ...text, draft };
  const answer = await expecting([422], () =>
    installation.octokit("write-pull").rest.pulls.create(parameters),
  );
  if (!(answer instanceof Refusal)) {
    const { number, html_url: url, head } = answer.data;
    return { pull: { number, url, headSha: head.sha }, into, state: "open", isOurs: true };
  }
  const there = await findPull(installation, publication);
  if (there?.state !== "open") throw answer;
  return there;
}

function treeDiffers(issue: IssueRef, made: string, verified: string): PermanentError {
  return new PermanentError({ kind: "tree-differs", issue: issueName(issue), made, verified });
}

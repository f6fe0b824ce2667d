// Moves of branches and tags, by REST or by a push. Both end here, so that pull requests always notice.
import { emit, senderEmail } from "../events.ts";
import { isAncestor } from "../git.ts";
import { type CommitRecord, changedPaths, logCommits } from "../git-commit.ts";
import { type Actor, type Hub, stamp } from "../hub.ts";
import { accountOf } from "../payload/commit.ts";
import { repositoryUrl } from "../payload/repository.ts";
import { isPull, type PullIssue, type Repository } from "../state.ts";
import { closeIssue, emitAbout } from "./issues.ts";

/** `before` null: the ref is new. `after` null: it was deleted. */
export type RefMove = { ref: string; before: string | null; after: string | null };

const ZERO = "0".repeat(40);
/** The most commits that a push webhook lists. */
const MOST_COMMITS = 2048;

/** Moves the ref in git if it is still at `before`, and sends the events. */
export async function moveRef(hub: Hub, repository: Repository, actor: Actor, move: RefMove): Promise<void> {
  const { git } = repository;
  if (move.after === null) await git.text(["update-ref", "-d", move.ref, move.before ?? ZERO]);
  else await git.text(["update-ref", move.ref, move.after, move.before ?? ZERO]);
  await refMoved(hub, repository, actor, move);
}

/** Does everything that follows after a ref has moved. */
export async function refMoved(hub: Hub, repository: Repository, actor: Actor, move: RefMove): Promise<void> {
  repository.pushedAt = stamp(hub);
  const forced = await wasForced(repository, move);
  const payload = await pushPayload(hub, repository, actor, { ...move, forced });
  emit(hub, repository, { event: "push", sender: actor, payload });
  const branch = move.ref.replace(/^refs\/heads\//, "");
  if (branch === move.ref) return;
  for (const issue of repository.issues.values()) {
    if (isPull(issue) && issue.state === "open" && issue.pull.head === branch) {
      await headMoved(hub, repository, actor, issue, move.after);
    }
  }
}

async function headMoved(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  issue: PullIssue,
  after: string | null,
): Promise<void> {
  if (after === null) return closeIssue(hub, repository, actor, issue);
  const before = issue.pull.headSha;
  issue.pull.headSha = after;
  issue.pull.baseSha = await repository.git.text(["rev-parse", `refs/heads/${issue.pull.base}`]);
  issue.updatedAt = stamp(hub);
  await pinPullHead(repository, issue);
  await emitAbout(hub, repository, actor, issue, { action: "synchronize", before, after });
}

/** Keeps the head reachable as `refs/pull/<n>/head`, also after its branch is deleted. */
export async function pinPullHead(repository: Repository, issue: PullIssue): Promise<void> {
  await repository.git.text(["update-ref", `refs/pull/${issue.number}/head`, issue.pull.headSha]);
}

async function wasForced(repository: Repository, { before, after }: RefMove): Promise<boolean> {
  if (before === null || after === null) return false;
  return !(await isAncestor(repository.git, before, after));
}

async function pushPayload(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  move: RefMove & { forced: boolean },
) {
  const { ref, before, after, forced } = move;
  const { git } = repository;
  const news = before === null ? ["-1"] : [`--max-count=${MOST_COMMITS}`, `^${before}`];
  const commits = after === null ? [] : (await logCommits(git, [...news, after])).reverse();
  const listed = await Promise.all(commits.map((commit) => pushedCommit(hub, repository, commit)));
  return {
    ref,
    before: before ?? ZERO,
    after: after ?? ZERO,
    created: before === null,
    deleted: after === null,
    forced,
    base_ref: null,
    compare: `${repositoryUrl(hub, repository)}/compare/${(before ?? ZERO).slice(0, 12)}...${(after ?? ZERO).slice(0, 12)}`,
    commits: listed,
    head_commit: listed.at(-1) ?? null,
    pusher: senderEmail(hub, actor),
  };
}

async function pushedCommit(hub: Hub, repository: Repository, commit: CommitRecord) {
  const files = await changedPaths(repository.git, commit.parents[0] ?? null, commit.sha);
  const named = (status: string) => files.filter((file) => file.status === status).map((file) => file.path);
  const person = (signature: CommitRecord["author"]) => {
    const login = accountOf(hub, signature)?.login;
    return { name: signature.name, email: signature.email, ...(login ? { username: login } : {}) };
  };
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${repositoryUrl(hub, repository)}/commit/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    added: named("added"),
    removed: named("removed"),
    modified: named("modified"),
  };
}

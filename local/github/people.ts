// People: the actions of a person on github.com that the app must handle.
import { addComment, deleteComment, editComment } from "./action/comments.ts";
import {
  addLabels,
  closeIssue,
  deleteIssue,
  editIssue,
  type IssueText,
  openIssue,
  removeLabel,
  reopenIssue,
} from "./action/issues.ts";
import { type MergeMethod, mergePull, type NewPull, openPull, retarget, setDraft } from "./action/pulls.ts";
import { moveRef } from "./action/refs.ts";
import { draft, type LineComment, replyTo, submitReview } from "./action/reviews.ts";
import { transferIssue } from "./action/transfer.ts";
import { senderEmail } from "./events.ts";
import { findIssue, findPull } from "./find.ts";
import { branchSha } from "./git.ts";
import { writeCommit } from "./git-commit.ts";
import { type Actor, account, type Hub, stamp } from "./hub.ts";
import { type Files, requireRepository, writeFiles } from "./repositories.ts";
import { type Comment, type Repository, type Role, roleOf } from "./state.ts";

/** An issue or a pull request, such as `{ repository: "acme/app", number: 7 }`. */
export type IssueAddress = { repository: string; number: number };
export type CommentAddress = { repository: string; id: number };

export type Person = ReturnType<typeof createPerson>;

/** Acts as a person. An action that github.com would not allow that person is refused with an error. */
export function createPerson(hub: Hub, login: string) {
  const actor: Actor = { login: account(hub, login).login, viaApp: false };

  const within = <T>(
    name: string,
    least: Role,
    work: (repository: Repository) => T | Promise<T>,
  ): Promise<T> =>
    hub.exclusive(async () => {
      const repository = requireRepository(hub, name);
      requireRole(repository, actor, least);
      return await work(repository);
    });

  return {
    openIssue: (repository: string, text: { title: string; body?: string | null; labels?: string[] }) =>
      within(repository, "read", async (repo) => {
        const issue = await openIssue(hub, repo, actor, { title: text.title, body: text.body ?? null });
        await addLabels(hub, repo, actor, issue, text.labels ?? []);
        return issue;
      }),
    label: ({ repository, number }: IssueAddress, ...names: string[]) =>
      within(repository, "triage", (repo) => addLabels(hub, repo, actor, findIssue(repo, number), names)),
    unlabel: ({ repository, number }: IssueAddress, name: string) =>
      within(repository, "triage", (repo) => removeLabel(hub, repo, actor, findIssue(repo, number), name)),
    editIssue: ({ repository, number }: IssueAddress, text: Partial<IssueText>) =>
      within(repository, "read", async (repo) => {
        const issue = findIssue(repo, number);
        if (issue.author !== actor.login) requireRole(repo, actor, "write");
        await editIssue(hub, repo, actor, issue, text);
      }),
    close: ({ repository, number }: IssueAddress, reason: "completed" | "not_planned" = "completed") =>
      within(repository, "read", async (repo) => {
        const issue = findIssue(repo, number);
        if (issue.author !== actor.login) requireRole(repo, actor, "triage");
        await closeIssue(hub, repo, actor, issue, reason);
      }),
    reopen: ({ repository, number }: IssueAddress) =>
      within(repository, "triage", (repo) => reopenIssue(hub, repo, actor, findIssue(repo, number))),
    deleteIssue: ({ repository, number }: IssueAddress) =>
      within(repository, "admin", (repo) => deleteIssue(hub, repo, actor, findIssue(repo, number))),
    transferIssue: ({ repository, number }: IssueAddress, to: string) =>
      within(repository, "write", (repo) =>
        transferIssue(hub, repo, actor, { issue: findIssue(repo, number), to: requireRepository(hub, to) }),
      ),
    comment: ({ repository, number }: IssueAddress, body: string) =>
      within(repository, "read", (repo) => addComment(hub, repo, actor, findIssue(repo, number), body)),
    editComment: ({ repository, id }: CommentAddress, body: string) =>
      within(repository, "read", (repo) => editComment(hub, repo, actor, ownComment(repo, actor, id), body)),
    deleteComment: ({ repository, id }: CommentAddress) =>
      within(repository, "read", (repo) => deleteComment(hub, repo, actor, ownComment(repo, actor, id))),
    /** Makes one commit on a branch. A new branch starts at the default branch. Null deletes a file. */
    push: (repository: string, branch: string, files: Files, message = "Change files") =>
      within(repository, "write", (repo) => pushFiles(hub, repo, actor, { branch, files, message })),
    deleteBranch: (repository: string, branch: string) =>
      within(repository, "write", async (repo) => {
        const before = await branchSha(repo.git, branch);
        await moveRef(hub, repo, actor, { ref: `refs/heads/${branch}`, before, after: null });
      }),
    openPull: (repository: string, pull: Pick<NewPull, "title" | "head" | "base"> & Partial<NewPull>) =>
      within(repository, "write", (repo) =>
        openPull(hub, repo, actor, { body: null, draft: false, ...pull }),
      ),
    review: (
      { repository, number }: IssueAddress,
      review: {
        state: "commented" | "changes_requested" | "approved";
        body?: string;
        comments?: LineComment[];
      },
    ) =>
      within(repository, "read", (repo) => {
        const state = VERDICTS[review.state];
        const wish = { state, body: review.body ?? "", comments: review.comments ?? [] };
        return submitReview(hub, repo, actor, findPull(repo, number), wish);
      }),
    reply: ({ repository, id }: CommentAddress, body: string) =>
      within(repository, "read", (repo) => {
        const to = repo.reviewComments.find((comment) => comment.id === id);
        if (!to) throw new Error(`Could not reply: ${repository} has no review comment ${id}.`);
        return replyTo(hub, repo, actor, findPull(repo, to.pull), { to, body });
      }),
    /** Takes the id of the first comment of a thread. */
    resolveThread: ({ repository, id }: CommentAddress) =>
      within(repository, "write", (repo) => {
        const first = repo.reviewComments.find((comment) => comment.id === id);
        if (!first) throw new Error(`Could not resolve: ${repository} has no review comment ${id}.`);
        first.resolvedBy = actor.login;
      }),
    /** Writes a reply into a pending review; nobody else sees it before it is submitted. */
    draftReply: ({ repository, id }: CommentAddress, body: string) =>
      within(repository, "read", (repo) => {
        const drafted = draft(hub);
        const to = repo.reviewComments.find((comment) => comment.id === id);
        if (!to) throw new Error(`Could not reply: ${repository} has no review comment ${id}.`);
        const submit = () =>
          within(repository, "read", () =>
            replyTo(hub, repo, actor, findPull(repo, to.pull), { to, body, drafted }),
          );
        return { submit };
      }),
    markReady: ({ repository, number }: IssueAddress) =>
      within(repository, "write", (repo) =>
        setDraft(hub, repo, actor, { issue: findPull(repo, number), draft: false }),
      ),
    makeDraft: ({ repository, number }: IssueAddress) =>
      within(repository, "write", (repo) =>
        setDraft(hub, repo, actor, { issue: findPull(repo, number), draft: true }),
      ),
    /** Points a pull request at another base. */
    retarget: ({ repository, number }: IssueAddress, base: string) =>
      within(repository, "write", (repo) => retarget(hub, repo, actor, findPull(repo, number), base)),
    merge: ({ repository, number }: IssueAddress, method?: MergeMethod) =>
      within(repository, "write", (repo) => mergePull(hub, repo, actor, findPull(repo, number), method)),
  };
}

const VERDICTS = {
  commented: "COMMENTED",
  changes_requested: "CHANGES_REQUESTED",
  approved: "APPROVED",
} as const;
const RANKS = ["none", "read", "triage", "write", "maintain", "admin"];

function requireRole(repository: Repository, actor: Actor, least: Role): void {
  const role = roleOf(repository, actor.login);
  if (RANKS.indexOf(role) >= RANKS.indexOf(least)) return;
  const name = `${repository.owner}/${repository.name}`;
  throw new Error(`${actor.login} cannot do this in ${name}: it takes ${least}, and they have ${role}.`);
}

function ownComment(repository: Repository, actor: Actor, id: number): Comment {
  const comment = repository.comments.find((each) => each.id === id);
  if (!comment) throw new Error(`Could not find comment ${id} in ${repository.owner}/${repository.name}.`);
  if (comment.author !== actor.login) requireRole(repository, actor, "write");
  return comment;
}

type Push = { branch: string; files: Files; message: string };

async function pushFiles(hub: Hub, repository: Repository, actor: Actor, push: Push): Promise<string> {
  const { git, defaultBranch } = repository;
  const before = await branchSha(git, push.branch);
  const parent = before ?? (await branchSha(git, defaultBranch));
  const tree = await writeFiles(git, parent, push.files);
  const signature = { ...senderEmail(hub, actor), date: stamp(hub) };
  const parents = parent === null ? [] : [parent];
  const message = `${push.message}\n`;
  const after = await writeCommit(git, {
    tree,
    parents,
    author: signature,
    committer: signature,
    message,
  });
  await moveRef(hub, repository, actor, { ref: `refs/heads/${push.branch}`, before, after });
  return after;
}

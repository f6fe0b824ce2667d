// Our own comments on an issue: found again by marker and author, made once.
import { TransientError } from "../../domain/errors.ts";
import { type IssueRef, issueName } from "../../domain/repository.ts";
import { at, type Installation, isOurs } from "./installation.ts";
import { surely } from "./refusal.ts";

export type OwnComment = { id: number; body: string };
/** Recognises a comment of ours by its body. */
export type Mark = (body: string) => boolean;

const TRIES = 3;
const RETRY_AFTER_MS = 1000;

/** The oldest that carries the mark. A stranger's comment with the same text is not ours. */
export async function findOwnComment(
  installation: Installation,
  issue: IssueRef,
  mark: Mark,
): Promise<OwnComment | null> {
  return (await ownComments(installation, issue)).find((comment) => mark(comment.body)) ?? null;
}

export async function ownComments(installation: Installation, issue: IssueRef): Promise<OwnComment[]> {
  const octokit = installation.octokit("read-issue");
  const parameters = { ...at(issue.repository), issue_number: issue.number, per_page: 100 };
  const all = await octokit.paginate(octokit.rest.issues.listComments, parameters);
  return all
    .filter((comment) => isOurs(installation, comment.user))
    .map((comment) => ({ id: comment.id, body: comment.body ?? "" }));
}

/** Creates the comment, or edits the one there is; an edit to the same text is not sent. */
export async function writeComment(
  installation: Installation,
  issue: IssueRef,
  body: string,
  mark: Mark,
): Promise<void> {
  const there = await findOwnComment(installation, issue, mark);
  if (there === null) return createComment(installation, issue, body, mark);
  if (sameText(there.body, body)) return;
  const parameters = { ...at(issue.repository), comment_id: there.id, body };
  await installation.octokit("write-comment").rest.issues.updateComment(parameters);
}

export async function createCommentOnce(
  installation: Installation,
  issue: IssueRef,
  body: string,
  mark: Mark,
): Promise<void> {
  const there = await findOwnComment(installation, issue, mark);
  if (there === null) await createComment(installation, issue, body, mark);
}

/** After a failed answer the comment may be there all the same, so we look before we try again. */
async function createComment(
  installation: Installation,
  issue: IssueRef,
  body: string,
  mark: Mark,
): Promise<void> {
  const { clock } = installation;
  const octokit = installation.octokit("write-comment");
  const parameters = { ...at(issue.repository), issue_number: issue.number, body, request: { retries: 0 } };
  for (let tries = 1; tries <= TRIES; tries += 1) {
    if (await surely(() => octokit.rest.issues.createComment(parameters))) return;
    await clock.sleep(tries * RETRY_AFTER_MS);
    if ((await findOwnComment(installation, issue, mark)) !== null) return;
  }
  throw new TransientError({ kind: "github-failed", write: "comment", on: issueName(issue), tries: TRIES });
}

/** GitHub keeps bodies as they are sent, but a person's edit in a browser brings other line ends. */
function sameText(a: string, b: string): boolean {
  return a.replaceAll("\r\n", "\n").trim() === b.replaceAll("\r\n", "\n").trim();
}

// Comments on an issue: read once and then only what is new; our own found again by marker and author, made once.
import { TransientError } from "../../domain/errors.ts";
import { issueKey } from "../../domain/naming.ts";
import { type IssueRef, issueName } from "../../domain/repository.ts";
import { hasMarker } from "../../messages/marker.ts";
import { at, type Installation, isOurs } from "./installation.ts";
import type { CommentReading, IssueComment } from "./known-comments.ts";
import { expecting, Refusal, surely } from "./refusal.ts";

/** In characters. Longer conversations are read anew. */
const LARGEST = 1024 * 1024;
const PAGE = 100;
/** So long nobody but us writes a comment of ours on an issue that we have just read. */
const FRESH_MS = 10_000;
const TRIES = 3;
const RETRY_AFTER_MS = 1000;

/** Oldest first. Two that read at the same time share one reading. `whole`: nothing deleted may be among them. */
export async function readComments(
  installation: Installation,
  issue: IssueRef,
  { whole }: { whole: boolean },
): Promise<CommentReading> {
  const { reading } = installation.comments;
  const key = `${issueKey(issue)} ${whole}`;
  const shared = reading.get(key) ?? read(installation, issue, whole);
  reading.set(key, shared);
  const [done] = await Promise.allSettled([shared]);
  reading.delete(key);
  if (done.status === "rejected") throw done.reason;
  return done.value;
}

async function read(installation: Installation, issue: IssueRef, whole: boolean): Promise<CommentReading> {
  const { comments, clock } = installation;
  const key = issueKey(issue);
  const known = whole ? undefined : comments.read.get(key)?.all;
  // One page costs as much as what is new.
  const since = known !== undefined && known.length > PAGE ? newest(known) : null;
  const fetched = await list(installation, issue, since);
  const all = since === null ? fetched : merged(known ?? [], fetched);
  const size = all.reduce((sum, { body }) => sum + body.length, 0);
  if (size <= LARGEST) comments.read.set(key, { all, atMs: clock.now() });
  else comments.read.forget(key);
  return { all, isWhole: since === null };
}

async function list(
  installation: Installation,
  issue: IssueRef,
  since: string | null,
): Promise<IssueComment[]> {
  const octokit = installation.octokit("read-issue");
  const parameters = { ...at(issue.repository), issue_number: issue.number, per_page: PAGE };
  const found = await octokit.paginate(octokit.rest.issues.listComments, {
    ...parameters,
    ...(since === null ? {} : { since }),
  });
  return found.map((each) => ({
    id: each.id,
    body: each.body ?? "",
    author: each.user?.login ?? "ghost",
    by: isOurs(installation, each.user) ? "us" : each.user?.type === "Bot" ? "bot" : "person",
    at: each.created_at,
    editedAt: each.updated_at,
  }));
}

function newest(comments: IssueComment[]): string {
  return comments.reduce((latest, { editedAt }) => (editedAt > latest ? editedAt : latest), "");
}

function merged(known: IssueComment[], fetched: IssueComment[]): IssueComment[] {
  const all = new Map([...known, ...fetched].map((comment) => [comment.id, comment]));
  return [...all.values()].toSorted((a, b) => a.id - b.id);
}

export type OwnComment = { id: number; body: string };

/** The oldest of ours that carries the marker. A stranger's comment with the same text is not ours. */
export async function findOwnComment(
  installation: Installation,
  issue: IssueRef,
  marker: string,
): Promise<OwnComment | null> {
  const { own } = installation.comments;
  const place = `${issueKey(issue)} ${marker}`;
  const id = own.get(place);
  if (id === undefined) return readOwnComment(installation, issue, marker);
  const octokit = installation.octokit("read-issue");
  const parameters = { ...at(issue.repository), comment_id: id };
  const there = await expecting([404, 410], () => octokit.rest.issues.getComment(parameters));
  if (!(there instanceof Refusal)) return { id, body: there.data.body ?? "" };
  own.forget(place);
  return readOwnComment(installation, issue, marker, true);
}

/** The same by reading all comments, which costs nothing where they are read anyway. */
export async function readOwnComment(
  installation: Installation,
  issue: IssueRef,
  marker: string,
  whole = false,
): Promise<OwnComment | null> {
  const { all, isWhole } = await readComments(installation, issue, { whole });
  const found = all.find((comment) => comment.by === "us" && hasMarker(comment.body, marker));
  if (found === undefined) return null;
  installation.comments.own.set(`${issueKey(issue)} ${marker}`, found.id);
  return isWhole ? found : findOwnComment(installation, issue, marker);
}

/** `there`: what the comment shows now; null: there is none. What is returned is what it shall show. */
export type Compose = (there: string | null) => string;

/** Creates the comment, or edits the one there is; an edit to the same text is not sent. */
export async function writeComment(
  installation: Installation,
  issue: IssueRef,
  compose: Compose,
  marker: string,
): Promise<void> {
  const there = wasJustMissing(installation, issue, marker)
    ? null
    : await findOwnComment(installation, issue, marker);
  const body = compose(there?.body ?? null);
  if (there === null) return createComment(installation, issue, body, marker);
  if (sameText(there.body, body)) return;
  const parameters = { ...at(issue.repository), comment_id: there.id, body };
  await installation.octokit("write-comment").rest.issues.updateComment(parameters);
}

/** The run that reads an issue before it writes there need not read it again. */
function wasJustMissing({ comments, clock }: Installation, issue: IssueRef, marker: string): boolean {
  if (comments.own.get(`${issueKey(issue)} ${marker}`) !== undefined) return false;
  const known = comments.read.get(issueKey(issue));
  if (known === undefined || clock.now() - known.atMs > FRESH_MS) return false;
  return !known.all.some(({ by, body }) => by === "us" && hasMarker(body, marker));
}

export async function createCommentOnce(
  installation: Installation,
  issue: IssueRef,
  body: string,
  marker: string,
): Promise<void> {
  const there = await findOwnComment(installation, issue, marker);
  if (there === null) await createComment(installation, issue, body, marker);
}

/** After a failed answer the comment may be there all the same, so we look before we try again. */
async function createComment(
  installation: Installation,
  issue: IssueRef,
  body: string,
  marker: string,
): Promise<void> {
  const { clock, comments } = installation;
  const octokit = installation.octokit("write-comment");
  const parameters = { ...at(issue.repository), issue_number: issue.number, body, request: { retries: 0 } };
  const known = comments.read.get(issueKey(issue));
  if (known !== undefined) comments.read.set(issueKey(issue), { ...known, atMs: 0 });
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const made: number[] = [];
    const isKnown = await surely(async () => {
      made.push((await octokit.rest.issues.createComment(parameters)).data.id);
    });
    for (const id of made) comments.own.set(`${issueKey(issue)} ${marker}`, id);
    if (isKnown) return;
    await clock.sleep(tries * RETRY_AFTER_MS);
    if ((await findOwnComment(installation, issue, marker)) !== null) return;
  }
  throw new TransientError({ kind: "github-failed", write: "comment", on: issueName(issue), tries: TRIES });
}

/** GitHub keeps bodies as they are sent, but a person's edit in a browser brings other line ends. */
function sameText(a: string, b: string): boolean {
  return a.replaceAll("\r\n", "\n").trim() === b.replaceAll("\r\n", "\n").trim();
}

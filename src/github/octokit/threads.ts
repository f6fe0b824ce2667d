// Review threads and review bodies on our pull request that wait for an answer.
import { readCommand } from "../../domain/command.ts";
import { asksInReview, isForReview } from "../../domain/intent.ts";
import type { PullRef } from "../../domain/outcome.ts";
import type { IssueRef } from "../../domain/repository.ts";
import type { Comment } from "../../domain/ticket.ts";
import { readAnswer } from "../../messages/marker.ts";
import type { Access, OpenPull } from "../github.ts";
import { NOWHERE, type Thread } from "../thread.ts";
import { readComments } from "./comments.ts";
import { at, type Installation, isOurs } from "./installation.ts";
import { openRemarks } from "./remarks.ts";
import { resolvedByOthers } from "./resolved.ts";
import { type Review, readReviews } from "./reviews.ts";
import { hearing, liveTrust, type Trust } from "./trust.ts";

/** `hear`: logins of the bots that are heard like people with write access. */
type Reading = { pull: OpenPull; issue: IssueRef; admittedAt: string; hear: readonly string[] };

export async function openThreads(
  installation: Installation,
  access: Access,
  reading: Reading,
): Promise<Thread[]> {
  const trust = liveTrust(access, reading.issue.repository);
  const reviews = await readReviews(installation, reading);
  // Each comment on a line belongs to a review, and so does each reply.
  const lineThreads = reviews.length === 0 ? [] : await readLineThreads(installation, reading);
  const of = { ...reading, reviews, lineThreads };
  // Side by side they share what they read.
  const [bodies, lines, remarks] = await Promise.all([
    openBodies(installation, of, trust),
    openLineThreads(installation, of, trust),
    openRemarks(installation, of, trust),
  ]);
  return [...bodies, ...lines, ...remarks];
}

/**
 * A thread waits while a trusted comment in it that asks for anything is newer than our newest answer, and than what that
 * answer names as read. A comment counts from the submission of its review: it may have been drafted long before, and
 * `created_at` is when it was drafted.
 */
async function openLineThreads(
  installation: Installation,
  { reviews, lineThreads, ...reading }: Reading & Read,
  trust: Trust,
): Promise<Thread[]> {
  const submittedAt = new Map(reviews.map(({ id, submitted_at }) => [id, submitted_at]));
  const isHeard = hearing(installation, reading.hear, trust);
  const threads: Thread[] = [];
  for (const [first, ...replies] of lineThreads) {
    if (first === undefined) continue;
    const all = [first, ...replies]
      .map((each) => ({ ...each, at: submittedAt.get(each.pull_request_review_id ?? 0) ?? each.created_at }))
      .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id);
    const answered = answeredUpTo(
      all.map(({ id, user, body }) => ({ id, body, isOurs: isOurs(installation, user) })),
    );
    const said: Said[] = [];
    for (const [index, { id, user, at, updated_at, body }] of all.entries()) {
      if (Date.parse(at) > Date.parse(reading.admittedAt) || isOurs(installation, user)) continue;
      const author = user?.login ?? "ghost";
      const words = { id, author, at, editedAt: updated_at, text: body };
      said.push({ ...words, isNew: index > answered, isHeard: await isHeard(user) });
    }
    if (said.some((each) => each.isNew && each.isHeard && asksInReview(each.text)))
      threads.push({ id: first.id, kind: "thread", ...placeOf(first), comments: vouchedIn(said) });
  }
  if (threads.length === 0) return [];
  const { repository } = reading.issue;
  const resolved = await resolvedByOthers(installation, { repository, pull: reading.pull });
  return threads.filter(({ id }) => !resolved.has(id));
}

type Said = Comment & { editedAt: string; isNew: boolean; isHeard: boolean };

/** The place of the newest comment that we answered; -1: none. */
function answeredUpTo(all: readonly { id: number; body: string; isOurs: boolean }[]): number {
  const answers = all.map(({ body, isOurs }) => (isOurs ? { upTo: readAnswer(body)?.upTo ?? null } : null));
  const named = answers.map((each) => all.findIndex(({ id }) => id === each?.upTo));
  return Math.max(
    answers.findLastIndex((each) => each !== null),
    ...named,
  );
}

/**
 * Words of people without write access and of bots count only where a trusted person gives a command of a review below them:
 * that person vouches for them as they stood then.
 */
function vouchedIn(said: readonly Said[]): Comment[] {
  return said
    .filter((each, index) => {
      const isVouched = (below: Said) =>
        below.isHeard &&
        isForReview(readCommand(below.text) ?? "") &&
        Date.parse(each.editedAt) <= Date.parse(below.at);
      return each.isHeard || said.slice(index + 1).some(isVouched);
    })
    .map(({ id, author, at, text }) => ({ id, author, at, text }));
}

type LineThread = Awaited<ReturnType<typeof readLineThreads>>[number];
type Read = { reviews: Review[]; lineThreads: LineThread[] };

type Placed = Pick<
  LineThread[number],
  | "path"
  | "line"
  | "original_line"
  | "start_line"
  | "original_start_line"
  | "side"
  | "subject_type"
  | "diff_hunk"
>;

/**
 * GitHub leaves `line` out once the line has changed. https://docs.github.com/en/rest/pulls/comments
 */
export function placeOf(comment: Placed): Omit<Thread, "id" | "kind" | "comments"> {
  const isOnFile = comment.subject_type === "file";
  const isOutdated = !isOnFile && (comment.line ?? null) === null;
  return {
    path: comment.path,
    line: isOnFile ? null : (comment.line ?? comment.original_line ?? null),
    startLine: isOnFile ? null : (comment.start_line ?? comment.original_start_line ?? null),
    onDeleted: !isOnFile && comment.side === "LEFT",
    isOutdated,
    hunk: isOnFile ? "" : comment.diff_hunk,
  };
}

/**
 * The text of a review was read with its threads: where each of them has our answer and the text has none, nothing was asked
 * in it.
 */
async function openBodies(
  installation: Installation,
  { issue, pull, admittedAt, hear, reviews, lineThreads }: Reading & Read,
  trust: Trust,
): Promise<Thread[]> {
  const { all } = await readComments(installation, { ...issue, number: pull.number }, { whole: false });
  const ours = all.filter(({ by }) => by === "us");
  const isHeard = hearing(installation, hear, trust);
  const threads: Thread[] = [];
  for (const review of reviews) {
    const when = review.submitted_at ?? null;
    if (when === null || Date.parse(when) > Date.parse(admittedAt) || !asksInReview(review.body)) continue;
    const author = review.user?.login ?? "ghost";
    if (ours.some(({ body }) => readAnswer(body)?.threadId === review.id)) continue;
    if (isReadWith(installation, review, lineThreads)) continue;
    if (!(await isHeard(review.user))) continue;
    const comment = { id: review.id, author, at: when, text: review.body };
    threads.push({ id: review.id, kind: "review-body", ...NOWHERE, comments: [comment] });
  }
  return threads;
}

function isReadWith(installation: Installation, { id }: Review, lineThreads: LineThread[]): boolean {
  const begun = lineThreads.filter(([first]) => first?.pull_request_review_id === id);
  const isAnswered = (thread: LineThread) =>
    thread.some(({ user, body }) => isOurs(installation, user) && readAnswer(body) !== null);
  return begun.length > 0 && begun.every(isAnswered);
}

/** Review comments by thread, oldest first. A reply names the first comment of its thread. */
export async function readLineThreads(
  installation: Installation,
  { pull, issue }: { pull: PullRef; issue: IssueRef },
) {
  const octokit = installation.octokit("read-pull");
  const parameters = { ...at(issue.repository), pull_number: pull.number, per_page: 100 };
  const all = await octokit.paginate(octokit.rest.pulls.listReviewComments, parameters);
  const oldestFirst = all.toSorted((a, b) => a.id - b.id);
  return [...Map.groupBy(oldestFirst, (each) => each.in_reply_to_id ?? each.id).values()];
}

// Review threads and review bodies on our pull request: those that wait for an answer, and answering each once.
import { asksInReview } from "../../domain/intent.ts";
import type { PullRef } from "../../domain/outcome.ts";
import type { IssueRef } from "../../domain/repository.ts";
import type { Comment } from "../../domain/ticket.ts";
import { hasMarker, markerOf, readAnswer } from "../../messages/marker.ts";
import type { Access, OpenPull, Thread } from "../github.ts";
import { createCommentOnce, readComments } from "./comments.ts";
import { at, type Installation, isOurs } from "./installation.ts";
import { surely } from "./refusal.ts";
import { resolvedThreads } from "./resolved.ts";
import { liveTrust, type Trust } from "./trust.ts";

type Reading = { pull: OpenPull; issue: IssueRef; admittedAt: string };

export async function openThreads(
  installation: Installation,
  access: Access,
  reading: Reading,
): Promise<Thread[]> {
  const trust = liveTrust(access, reading.issue.repository);
  const reviews = await readReviews(installation, reading);
  const bodies = await openBodies(installation, { ...reading, reviews }, trust);
  return [...bodies, ...(await openLineThreads(installation, { ...reading, reviews }, trust))];
}

type Review = Awaited<ReturnType<typeof readReviews>>[number];

async function readReviews(installation: Installation, { issue, pull }: Reading) {
  const octokit = installation.octokit("read-pull");
  const parameters = { ...at(issue.repository), pull_number: pull.number, per_page: 100 };
  return octokit.paginate(octokit.rest.pulls.listReviews, parameters);
}

/**
 * A thread waits while a trusted comment in it that asks for anything is newer than our newest. A comment counts from the
 * submission of its review: it may have been drafted long before, and `created_at` is when it was drafted.
 */
async function openLineThreads(
  installation: Installation,
  { reviews, ...reading }: Reading & { reviews: Review[] },
  trust: Trust,
): Promise<Thread[]> {
  const submittedAt = new Map(reviews.map(({ id, submitted_at }) => [id, submitted_at]));
  const threads: Thread[] = [];
  for (const [first, ...replies] of await lineThreads(installation, reading)) {
    if (first === undefined) continue;
    const all = [first, ...replies]
      .map((each) => ({ ...each, at: submittedAt.get(each.pull_request_review_id ?? 0) ?? each.created_at }))
      .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id);
    const comments: Comment[] = [];
    const answered = all.findLastIndex((each) => isOurs(installation, each.user));
    let waits = false;
    for (const [index, each] of all.entries()) {
      const author = each.user?.login ?? "ghost";
      if (Date.parse(each.at) > Date.parse(reading.admittedAt) || each.user?.type === "Bot") continue;
      if (!(await trust(author))) continue;
      comments.push({ id: each.id, author, at: each.at, text: each.body });
      waits ||= index > answered && asksInReview(each.body);
    }
    if (waits) threads.push({ id: first.id, kind: "thread", ...placeOf(first), comments });
  }
  if (threads.length === 0) return [];
  const { repository } = reading.issue;
  const resolved = await resolvedThreads(installation, { repository, pull: reading.pull });
  return threads.filter(({ id }) => !resolved.has(id));
}

type Placed = Pick<
  Awaited<ReturnType<typeof lineThreads>>[number][number],
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

/** A review's own text is about all of the change. */
const NOWHERE = { path: null, line: null, startLine: null, onDeleted: false, isOutdated: false, hunk: "" };

async function openBodies(
  installation: Installation,
  { issue, pull, admittedAt, reviews }: Reading & { reviews: Review[] },
  trust: Trust,
): Promise<Thread[]> {
  const { all } = await readComments(installation, onPull(issue, pull), { whole: false });
  const ours = all.filter(({ by }) => by === "us");
  const threads: Thread[] = [];
  for (const review of reviews) {
    const when = review.submitted_at ?? null;
    if (when === null || Date.parse(when) > Date.parse(admittedAt) || !asksInReview(review.body)) continue;
    const author = review.user?.login ?? "ghost";
    if (review.user?.type === "Bot" || ours.some(({ body }) => readAnswer(body)?.threadId === review.id))
      continue;
    if (!(await trust(author))) continue;
    const comment = { id: review.id, author, at: when, text: review.body };
    threads.push({ id: review.id, kind: "review-body", ...NOWHERE, comments: [comment] });
  }
  return threads;
}

type Answer = {
  pull: PullRef;
  issue: IssueRef;
  thread: Pick<Thread, "id" | "kind">;
  commitSha: string | null;
  body: string;
};

export async function answer(installation: Installation, given: Answer): Promise<void> {
  const { pull, issue, thread, body } = given;
  const marker = markerOf(body);
  if (thread.kind === "review-body") {
    return createCommentOnce(installation, onPull(issue, pull), body, marker);
  }
  const octokit = installation.octokit("answer-review");
  const isAnswered = async () => {
    const all = (await lineThreads(installation, given)).find(([first]) => first?.id === thread.id) ?? [];
    return all.some((comment) => isOurs(installation, comment.user) && hasMarker(comment.body, marker));
  };
  if (await isAnswered()) return;
  const target = { ...at(issue.repository), pull_number: pull.number, comment_id: thread.id };
  // Whatever a failed answer left is found before the retry.
  const reply = () =>
    octokit.rest.pulls.createReplyForReviewComment({ ...target, body, request: { retries: 0 } });
  if ((await surely(reply)) || (await isAnswered())) return;
  await reply();
}

/** Review comments by thread, oldest first. A reply names the first comment of its thread. */
async function lineThreads(installation: Installation, { pull, issue }: { pull: PullRef; issue: IssueRef }) {
  const octokit = installation.octokit("read-pull");
  const parameters = { ...at(issue.repository), pull_number: pull.number, per_page: 100 };
  const all = await octokit.paginate(octokit.rest.pulls.listReviewComments, parameters);
  const oldestFirst = all.toSorted((a, b) => a.id - b.id);
  return [...Map.groupBy(oldestFirst, (each) => each.in_reply_to_id ?? each.id).values()];
}

function onPull(issue: IssueRef, pull: PullRef): IssueRef {
  return { repository: issue.repository, number: pull.number };
}

// Reviews: a verdict with comments on lines of the diff, and the replies to them.
import { unprocessableEntity } from "../errors.ts";
import { emit } from "../events.ts";
import { changedFiles, mergeBase } from "../git-commit.ts";
import { type Actor, type Hub, stamp } from "../hub.ts";
import { pullPayload } from "../payload/pull.ts";
import { reviewCommentPayload, reviewEventPayload } from "../payload/review.ts";
import type { Place, PullIssue, Repository, Review, ReviewComment, ReviewState } from "../state.ts";

export type LineComment = {
  path: string;
  /** Null: a comment on the file as a whole. */
  line: number | null;
  startLine?: number | undefined;
  side?: "LEFT" | "RIGHT" | undefined;
  body: string;
};

export type NewReview = { state: ReviewState; body: string; comments: LineComment[] };

export async function submitReview(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  issue: PullIssue,
  wish: NewReview,
): Promise<Review> {
  if (wish.state === "APPROVED" && actor.login === issue.author) {
    throw unprocessableEntity("Can not approve your own pull request");
  }
  if (wish.body === "" && wish.comments.length === 0 && wish.state !== "APPROVED") {
    throw unprocessableEntity("Body cannot be blank");
  }
  const places = await Promise.all(wish.comments.map((c) => findPlace(repository, issue, c)));
  const review = recordReview(hub, repository, actor, issue, wish);
  const comments = wish.comments.map(({ body }, at) =>
    recordComment(hub, repository, review, { ...placeAt(places, at), body, inReplyTo: null }),
  );
  tellReview(hub, repository, actor, issue, review);
  for (const comment of comments) tellComment(hub, repository, actor, issue, comment);
  return review;
}

/** When a comment of a pending review was written, and its id from then on. Only its author sees it before submission. */
export type Draft = { id: number; createdAt: string };

export function draft(hub: Hub): Draft {
  return { id: hub.state.nextId(), createdAt: stamp(hub) };
}

/**
 * As on GitHub, a reply is a review of its own with one comment. Of a pending review the comment keeps the moment at which
 * it was drafted: https://docs.github.com/en/rest/pulls/reviews
 */
export function replyTo(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  issue: PullIssue,
  reply: { to: ReviewComment; body: string; drafted?: Draft },
): ReviewComment {
  const first = reply.to.inReplyTo ?? reply.to.id;
  const { path, line, startLine, side, diffHunk, position } = reply.to;
  const place = { path, line, startLine, side, diffHunk, position };
  const review = recordReview(hub, repository, actor, issue, { state: "COMMENTED", body: "" });
  const comment = recordComment(hub, repository, review, {
    ...{ ...place, body: reply.body, inReplyTo: first },
    ...reply.drafted,
  });
  tellReview(hub, repository, actor, issue, review);
  tellComment(hub, repository, actor, issue, comment);
  return comment;
}

function recordReview(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  issue: PullIssue,
  wish: { state: ReviewState; body: string },
): Review {
  const review = {
    id: hub.state.nextId(),
    pull: issue.number,
    author: actor.login,
    state: wish.state,
    body: wish.body,
    commitId: issue.pull.headSha,
    submittedAt: stamp(hub),
  };
  repository.reviews.push(review);
  return review;
}

function recordComment(
  hub: Hub,
  repository: Repository,
  review: Review,
  words: Place & { body: string; inReplyTo: number | null } & Partial<Draft>,
): ReviewComment {
  const comment = {
    id: hub.state.nextId(),
    review: review.id,
    pull: review.pull,
    author: review.author,
    commitId: review.commitId,
    createdAt: review.submittedAt,
    updatedAt: review.submittedAt,
    resolvedBy: null,
    ...words,
  };
  repository.reviewComments.push(comment);
  return comment;
}

/** The place of a line in the diff. GitHub accepts comments only on lines of the diff. */
async function findPlace(repository: Repository, issue: PullIssue, comment: LineComment): Promise<Place> {
  const { baseSha, headSha } = issue.pull;
  const from = await mergeBase(repository.git, baseSha, headSha);
  const files = await changedFiles(repository.git, from, headSha);
  const patch = files.find((file) => file.path === comment.path)?.patch;
  if (!patch) throw unprocessableEntity("Path could not be resolved");
  const side = comment.side ?? "RIGHT";
  if (comment.line === null) {
    return { path: comment.path, line: null, startLine: null, side, diffHunk: "", position: null };
  }
  const found = walkPatch(patch).find((row) => (side === "RIGHT" ? row.right : row.left) === comment.line);
  if (!found) throw unprocessableEntity("Line could not be resolved");
  const { path, line, startLine = null } = comment;
  return { path, line, startLine, side, diffHunk: found.hunk, position: found.position };
}

type Row = { left: number | null; right: number | null; position: number; hunk: string };

/** Every line of a patch, with its numbers on both sides and the hunk up to it. */
function walkPatch(patch: string): Row[] {
  const rows: Row[] = [];
  let [left, right, hunk] = [0, 0, ""];
  for (const [position, text] of patch.split("\n").entries()) {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(text);
    if (header) {
      [left, right, hunk] = [Number(header[1]), Number(header[2]), text];
      continue;
    }
    hunk += `\n${text}`;
    const [onLeft, onRight] = [!text.startsWith("+"), !text.startsWith("-")];
    rows.push({ left: onLeft ? left : null, right: onRight ? right : null, position, hunk });
    if (onLeft) left++;
    if (onRight) right++;
  }
  return rows;
}

function placeAt(places: Place[], at: number): Place {
  const place = places[at];
  if (!place) throw new Error("A review comment has no place in the diff.");
  return place;
}

function tellReview(hub: Hub, repository: Repository, sender: Actor, issue: PullIssue, review: Review): void {
  const pull_request = pullPayload(hub, repository, issue);
  const payload = { action: "submitted", review: reviewEventPayload(hub, repository, review), pull_request };
  emit(hub, repository, { event: "pull_request_review", sender, payload });
}

function tellComment(
  hub: Hub,
  repository: Repository,
  sender: Actor,
  issue: PullIssue,
  comment: ReviewComment,
): void {
  const pull_request = pullPayload(hub, repository, issue);
  const payload = {
    action: "created",
    comment: reviewCommentPayload(hub, repository, comment),
    pull_request,
  };
  emit(hub, repository, { event: "pull_request_review_comment", sender, payload });
}

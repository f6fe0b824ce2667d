// Reviews of a pull request, the comments on its lines, and the replies to them.
import { z } from "zod";
import { replyTo, submitReview } from "../action/reviews.ts";
import { notFound, unprocessable } from "../errors.ts";
import { findPull } from "../find.ts";
import { stamp } from "../hub.ts";
import { page } from "../pages.ts";
import { reviewCommentPayload, reviewPayload } from "../payload/review.ts";
import { rendered } from "../pictures.ts";
import { created, inRepository, ok, type Route } from "../route.ts";
import type { Repository, ReviewComment, ReviewState } from "../state.ts";

const STATES: Record<string, ReviewState> = {
  COMMENT: "COMMENTED",
  REQUEST_CHANGES: "CHANGES_REQUESTED",
  APPROVE: "APPROVED",
};
const NewReview = z.object({
  body: z.string().optional(),
  event: z.enum(["COMMENT", "REQUEST_CHANGES", "APPROVE"]),
  commit_id: z.string().optional(),
  comments: z
    .array(
      z.object({
        path: z.string(),
        line: z.int(),
        side: z.enum(["LEFT", "RIGHT"]).optional(),
        start_line: z.int().optional(),
        body: z.string().min(1),
      }),
    )
    .default([]),
});
const Words = z.object({ body: z.string().min(1) });
const REVIEWS = "/pulls/{pull_number}/reviews";

export const reviewRoutes: Route[] = [
  inRepository("GET", REVIEWS, ["pull_requests:read"], (call, repository) => {
    const { number } = findPull(repository, call.number("pull_number"));
    const reviews = repository.reviews.filter((review) => review.pull === number);
    return page(call, reviews, (review) => reviewPayload(call.hub, repository, review));
  }),

  inRepository("POST", REVIEWS, ["pull_requests:write"], async (call, repository) => {
    const issue = findPull(repository, call.number("pull_number"));
    const { event, body = "", comments } = call.read(NewReview);
    const lines = comments.map(({ start_line, ...comment }) => ({ ...comment, startLine: start_line }));
    const wish = { state: STATES[event] ?? "COMMENTED", body, comments: lines };
    const review = await submitReview(call.hub, repository, call.actor, issue, wish);
    return ok(reviewPayload(call.hub, repository, review));
  }),

  inRepository("GET", `${REVIEWS}/{review_id}`, ["pull_requests:read"], (call, repository) => {
    const review = repository.reviews.find((each) => each.id === call.number("review_id"));
    if (review?.pull !== call.number("pull_number")) throw notFound();
    return ok(rendered(call, reviewPayload(call.hub, repository, review)));
  }),

  inRepository("GET", `${REVIEWS}/{review_id}/comments`, ["pull_requests:read"], (call, repository) => {
    const comments = repository.reviewComments.filter((each) => each.review === call.number("review_id"));
    return page(call, comments, (comment) => reviewCommentPayload(call.hub, repository, comment));
  }),

  inRepository("GET", "/pulls/{pull_number}/comments", ["pull_requests:read"], (call, repository) => {
    const { number } = findPull(repository, call.number("pull_number"));
    const since = call.query.get("since") ?? "";
    const comments = repository.reviewComments.filter((c) => c.pull === number && c.updatedAt >= since);
    return page(call, comments, (comment) => reviewCommentPayload(call.hub, repository, comment));
  }),

  inRepository("GET", "/pulls/comments/{comment_id}", ["pull_requests:read"], (call, repository) =>
    ok(
      rendered(
        call,
        reviewCommentPayload(call.hub, repository, findReviewComment(repository, call.number("comment_id"))),
      ),
    ),
  ),

  // https://docs.github.com/en/rest/pulls/comments#update-a-review-comment-for-a-pull-request
  inRepository("PATCH", "/pulls/comments/{comment_id}", ["pull_requests:write"], (call, repository) => {
    const comment = findReviewComment(repository, call.number("comment_id"));
    Object.assign(comment, { body: call.read(Words).body, updatedAt: stamp(call.hub) });
    return ok(reviewCommentPayload(call.hub, repository, comment));
  }),

  inRepository(
    "POST",
    "/pulls/{pull_number}/comments/{comment_id}/replies",
    ["pull_requests:write"],
    (call, repository) => {
      const issue = findPull(repository, call.number("pull_number"));
      const to = findReviewComment(repository, call.number("comment_id"));
      if (to.pull !== issue.number) throw notFound();
      if (to.inReplyTo !== null) throw unprocessable("Replies to replies are not supported");
      const { body } = call.read(Words);
      const comment = replyTo(call.hub, repository, call.actor, issue, { to, body });
      return created(reviewCommentPayload(call.hub, repository, comment));
    },
  ),
];

function findReviewComment(repository: Repository, id: number): ReviewComment {
  const comment = repository.reviewComments.find((each) => each.id === id);
  if (!comment) throw notFound();
  return comment;
}

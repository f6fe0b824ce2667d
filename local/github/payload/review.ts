// Reviews and their comments on lines, as GitHub writes them.
import type { Hub } from "../hub.ts";
import type { Repository, Review, ReviewComment } from "../state.ts";
import { nodeId, userPayload } from "./account.ts";
import { reactions } from "./issue.ts";
import { association, repositoryApiUrl, repositoryUrl } from "./repository.ts";

export function reviewPayload(hub: Hub, repository: Repository, review: Review) {
  const pull = `${repositoryApiUrl(hub, repository)}/pulls/${review.pull}`;
  const html = `${repositoryUrl(hub, repository)}/pull/${review.pull}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId("PullRequestReview", review.id),
    user: userPayload(hub, review.author),
    body: review.body,
    state: review.state,
    html_url: html,
    pull_request_url: pull,
    author_association: association(repository, review.author),
    _links: { html: { href: html }, pull_request: { href: pull } },
    submitted_at: review.submittedAt,
    commit_id: review.commitId,
  };
}

/** Webhooks write the state in lower case, and an empty body as null. */
export function reviewEventPayload(hub: Hub, repository: Repository, review: Review) {
  const payload = reviewPayload(hub, repository, review);
  return { ...payload, state: review.state.toLowerCase(), body: review.body === "" ? null : review.body };
}

export function reviewCommentPayload(hub: Hub, repository: Repository, comment: ReviewComment) {
  const api = `${repositoryApiUrl(hub, repository)}/pulls`;
  const url = `${api}/comments/${comment.id}`;
  const pull = `${api}/${comment.pull}`;
  const html = `${repositoryUrl(hub, repository)}/pull/${comment.pull}#discussion_r${comment.id}`;
  return {
    url,
    pull_request_review_id: comment.review,
    id: comment.id,
    node_id: nodeId("PullRequestReviewComment", comment.id),
    diff_hunk: comment.diffHunk,
    path: comment.path,
    commit_id: comment.commitId,
    original_commit_id: comment.commitId,
    user: userPayload(hub, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    html_url: html,
    pull_request_url: pull,
    author_association: association(repository, comment.author),
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: pull } },
    reactions: reactions(url),
    start_line: comment.startLine,
    original_start_line: comment.startLine,
    start_side: comment.startLine === null ? null : comment.side,
    line: comment.line,
    original_line: comment.line,
    side: comment.side,
    original_position: comment.position,
    position: comment.position,
    subject_type: comment.line === null ? "file" : "line",
    ...(comment.inReplyTo === null ? {} : { in_reply_to_id: comment.inReplyTo }),
  };
}

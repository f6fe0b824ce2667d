// Comments on issues and pull requests.
import { z } from "zod";
import { addComment, deleteComment, editComment } from "../action/comments.ts";
import { locked, notFound } from "../errors.ts";
import { findIssue } from "../find.ts";
import { page } from "../pages.ts";
import { commentPayload } from "../payload/issue.ts";
import { rendered } from "../pictures.ts";
import { created, ISSUES_READ, ISSUES_WRITE, inRepository, noContent, ok, type Route } from "../route.ts";
import type { Comment, Repository } from "../state.ts";

/** The longest body that GitHub accepts, in characters. */
const LONGEST_BODY = 65_536;
const Words = z.object({ body: z.string().min(1).max(LONGEST_BODY) });

export const commentRoutes: Route[] = [
  inRepository("GET", "/issues/comments", ISSUES_READ, (call, repository) => {
    const comments = sinceOf(repository.comments, call.query);
    const newestFirst = call.query.get("direction") === "desc" && call.query.get("sort") !== null;
    return page(call, newestFirst ? comments.reverse() : comments, (c) =>
      commentPayload(call.hub, repository, c),
    );
  }),

  inRepository("GET", "/issues/comments/{comment_id}", ISSUES_READ, (call, repository) =>
    ok(
      rendered(
        call,
        commentPayload(call.hub, repository, findComment(repository, call.number("comment_id"))),
      ),
    ),
  ),

  inRepository("PATCH", "/issues/comments/{comment_id}", ISSUES_WRITE, (call, repository) => {
    const comment = findComment(repository, call.number("comment_id"));
    editComment(call.hub, repository, call.actor, comment, call.read(Words).body);
    return ok(commentPayload(call.hub, repository, comment));
  }),

  inRepository("DELETE", "/issues/comments/{comment_id}", ISSUES_WRITE, (call, repository) => {
    deleteComment(call.hub, repository, call.actor, findComment(repository, call.number("comment_id")));
    return noContent();
  }),

  inRepository("GET", "/issues/{issue_number}/comments", ISSUES_READ, (call, repository) => {
    const issue = findIssue(repository, call.number("issue_number"));
    const comments = repository.comments.filter((comment) => comment.issue === issue.number);
    return page(call, sinceOf(comments, call.query), (c) => commentPayload(call.hub, repository, c));
  }),

  inRepository("POST", "/issues/{issue_number}/comments", ISSUES_WRITE, (call, repository) => {
    const issue = findIssue(repository, call.number("issue_number"));
    if (issue.locked) throw locked();
    const comment = addComment(call.hub, repository, call.actor, issue, call.read(Words).body);
    return created(commentPayload(call.hub, repository, comment));
  }),
];

function findComment(repository: Repository, id: number): Comment {
  const comment = repository.comments.find((each) => each.id === id);
  if (!comment) throw notFound();
  return comment;
}

function sinceOf(comments: Comment[], query: URLSearchParams): Comment[] {
  const since = query.get("since") ?? "";
  return comments.filter((comment) => comment.updatedAt >= since);
}

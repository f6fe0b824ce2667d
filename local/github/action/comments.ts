// Comments on issues and pull requests.
import { emit } from "../events.ts";
import { type Actor, type Hub, stamp } from "../hub.ts";
import { commentPayload, issuePayload } from "../payload/issue.ts";
import type { Comment, Issue, Repository } from "../state.ts";

export function addComment(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  issue: Issue,
  body: string,
): Comment {
  const at = stamp(hub);
  const comment: Comment = {
    id: hub.state.nextId(),
    issue: issue.number,
    author: actor.login,
    viaApp: actor.viaApp,
    body,
    createdAt: at,
    updatedAt: at,
  };
  repository.comments.push(comment);
  issue.updatedAt = at;
  tell(hub, repository, actor, comment, { action: "created" });
  return comment;
}

export function editComment(
  hub: Hub,
  repository: Repository,
  actor: Actor,
  comment: Comment,
  body: string,
): void {
  const changes = { body: { from: comment.body } };
  comment.body = body;
  comment.updatedAt = stamp(hub);
  tell(hub, repository, actor, comment, { action: "edited", changes });
}

export function deleteComment(hub: Hub, repository: Repository, actor: Actor, comment: Comment): void {
  repository.comments = repository.comments.filter((each) => each !== comment);
  tell(hub, repository, actor, comment, { action: "deleted" });
}

function tell(
  hub: Hub,
  repository: Repository,
  sender: Actor,
  comment: Comment,
  facts: Record<string, unknown>,
): void {
  const issue = repository.issues.get(comment.issue);
  if (!issue) return;
  const payload = {
    ...facts,
    issue: issuePayload(hub, repository, issue),
    comment: commentPayload(hub, repository, comment),
  };
  emit(hub, repository, { event: "issue_comment", sender, payload });
}

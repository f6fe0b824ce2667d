// Issues, their comments and their events, as GitHub writes them.
import type { Hub } from "../hub.ts";
import type { Comment, Issue, IssueEvent, Repository } from "../state.ts";
import { appPayload, nodeId, userPayload } from "./account.ts";
import { association, labelsPayload, repositoryApiUrl, repositoryUrl } from "./repository.ts";

export function issuePayload(hub: Hub, repository: Repository, issue: Issue) {
  const api = repositoryApiUrl(hub, repository);
  const url = `${api}/issues/${issue.number}`;
  return {
    id: issue.id,
    node_id: nodeId("Issue", issue.id),
    number: issue.number,
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    timeline_url: `${url}/timeline`,
    html_url: issueHtmlUrl(hub, repository, issue),
    title: issue.title,
    body: issue.body,
    user: userPayload(hub, issue.author),
    labels: labelsPayload(hub, repository, issue.labels),
    state: issue.state,
    state_reason: issue.stateReason,
    ...{ locked: issue.locked, active_lock_reason: null, assignee: null, assignees: [], milestone: null },
    comments: repository.comments.filter((comment) => comment.issue === issue.number).length,
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    author_association: association(repository, issue.author),
    reactions: reactions(url),
    performed_via_github_app: issue.viaApp ? appPayload(hub) : null,
    ...pullLinks(hub, repository, issue),
  };
}

/** Only the REST answer for a single issue names the person that closed it. */
export function fullIssuePayload(hub: Hub, repository: Repository, issue: Issue) {
  const closedBy = issue.closedBy ? userPayload(hub, issue.closedBy) : null;
  return { ...issuePayload(hub, repository, issue), closed_by: closedBy };
}

function pullLinks(hub: Hub, repository: Repository, issue: Issue) {
  if (!issue.pull) return {};
  const html = issueHtmlUrl(hub, repository, issue);
  const pull = {
    url: `${repositoryApiUrl(hub, repository)}/pulls/${issue.number}`,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    merged_at: issue.pull.mergedAt,
  };
  return { draft: issue.pull.draft, pull_request: pull };
}

export function issueHtmlUrl(hub: Hub, repository: Repository, issue: Issue): string {
  return `${repositoryUrl(hub, repository)}/${issue.pull ? "pull" : "issues"}/${issue.number}`;
}

export function commentPayload(hub: Hub, repository: Repository, comment: Comment) {
  const api = repositoryApiUrl(hub, repository);
  const url = `${api}/issues/comments/${comment.id}`;
  const issue = repository.issues.get(comment.issue);
  const html = issue ? issueHtmlUrl(hub, repository, issue) : repositoryUrl(hub, repository);
  return {
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    url,
    html_url: `${html}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${comment.issue}`,
    user: userPayload(hub, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: association(repository, comment.author),
    body: comment.body,
    reactions: reactions(url),
    performed_via_github_app: comment.viaApp ? appPayload(hub) : null,
  };
}

export function issueEventPayload(hub: Hub, repository: Repository, event: IssueEvent) {
  const [label] = event.label ? labelsPayload(hub, repository, [event.label]) : [];
  return {
    id: event.id,
    node_id: nodeId("IssueEvent", event.id),
    url: `${repositoryApiUrl(hub, repository)}/issues/events/${event.id}`,
    actor: userPayload(hub, event.actor),
    event: event.event,
    commit_id: null,
    commit_url: null,
    created_at: event.createdAt,
    performed_via_github_app: event.viaApp ? appPayload(hub) : null,
    ...(event.label ? { label: { name: event.label, color: label?.color ?? "ededed" } } : {}),
  };
}

export function reactions(url: string) {
  const none = { "+1": 0, "-1": 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 };
  return { url: `${url}/reactions`, total_count: 0, ...none };
}

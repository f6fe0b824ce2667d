// Pull requests, as GitHub writes them: the short form in lists and reviews, the long form alone.
import { branchSha } from "../git.ts";
import { changedFiles, logCommits, mergeBase, mergedTree } from "../git-commit.ts";
import type { Hub } from "../hub.ts";
import type { PullIssue, Repository } from "../state.ts";
import { nodeId, userPayload } from "./account.ts";
import { issueHtmlUrl } from "./issue.ts";
import { association, labelsPayload, repositoryApiUrl, repositoryPayload } from "./repository.ts";

export function pullPayload(hub: Hub, repository: Repository, issue: PullIssue) {
  const links = pullUrls(hub, repository, issue);
  return {
    id: issue.pull.id,
    node_id: nodeId("PullRequest", issue.pull.id),
    number: issue.number,
    ...links,
    state: issue.state,
    title: issue.title,
    body: issue.body,
    user: userPayload(hub, issue.author),
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
    merged_at: issue.pull.mergedAt,
    merge_commit_sha: issue.pull.mergeCommitSha,
    ...{ locked: issue.locked, active_lock_reason: null, assignee: null, assignees: [], milestone: null },
    ...{ requested_reviewers: [], requested_teams: [], auto_merge: null },
    labels: labelsPayload(hub, repository, issue.labels),
    draft: issue.pull.draft,
    head: side(hub, repository, issue.pull.head, issue.pull.headSha),
    base: side(hub, repository, issue.pull.base, issue.pull.baseSha),
    _links: {
      self: { href: links.url },
      html: { href: links.html_url },
      issue: { href: links.issue_url },
      comments: { href: links.comments_url },
      review_comments: { href: links.review_comments_url },
      review_comment: { href: links.review_comment_url },
      commits: { href: links.commits_url },
      statuses: { href: links.statuses_url },
    },
    author_association: association(repository, issue.author),
  };
}

export async function fullPullPayload(hub: Hub, repository: Repository, issue: PullIssue) {
  const { git } = repository;
  const { headSha, base, baseSha, draft, mergedAt, mergedBy } = issue.pull;
  const fork = (await mergeBase(git, baseSha, headSha)) ?? baseSha;
  const files = await changedFiles(git, fork, headSha);
  const baseTip = (await branchSha(git, base)) ?? baseSha;
  const clean = issue.state === "open" ? (await mergedTree(git, baseTip, headSha)) !== null : null;
  return {
    ...pullPayload(hub, repository, issue),
    merged: mergedAt !== null,
    mergeable: clean,
    rebaseable: clean,
    mergeable_state: clean === null ? "unknown" : !clean ? "dirty" : draft ? "draft" : "clean",
    merged_by: mergedBy ? userPayload(hub, mergedBy) : null,
    comments: repository.comments.filter((c) => c.issue === issue.number).length,
    review_comments: repository.reviewComments.filter((c) => c.pull === issue.number).length,
    maintainer_can_modify: false,
    commits: (await logCommits(git, [`${baseSha}..${headSha}`])).length,
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
  };
}

function pullUrls(hub: Hub, repository: Repository, issue: PullIssue) {
  const api = repositoryApiUrl(hub, repository);
  const url = `${api}/pulls/${issue.number}`;
  const html = issueHtmlUrl(hub, repository, issue);
  return {
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: `${api}/issues/${issue.number}`,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${api}/issues/${issue.number}/comments`,
    statuses_url: `${api}/statuses/${issue.pull.headSha}`,
  };
}

function side(hub: Hub, repository: Repository, branch: string, sha: string) {
  return {
    label: `${repository.owner}:${branch}`,
    ref: branch,
    sha,
    user: userPayload(hub, repository.owner),
    repo: repositoryPayload(hub, repository),
  };
}

/** The few facts that a check run tells about the pull requests on its commit. */
export function pullsOnCommit(hub: Hub, repository: Repository, sha: string) {
  const repo = { id: repository.id, url: repositoryApiUrl(hub, repository), name: repository.name };
  return [...repository.issues.values()].flatMap((issue) =>
    issue.pull && issue.state === "open" && issue.pull.headSha === sha
      ? [
          {
            id: issue.pull.id,
            number: issue.number,
            url: `${repo.url}/pulls/${issue.number}`,
            head: { ref: issue.pull.head, sha: issue.pull.headSha, repo },
            base: { ref: issue.pull.base, sha: issue.pull.baseSha, repo },
          },
        ]
      : [],
  );
}

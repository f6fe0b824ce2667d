// A repository, its labels, and the roles of people in it, as GitHub writes them.
import type { Hub } from "../hub.ts";
import type { Label, Repository } from "../state.ts";
import { nodeId, userPayload } from "./account.ts";

const LINKS = {
  forks_url: "/forks",
  keys_url: "/keys{/key_id}",
  collaborators_url: "/collaborators{/collaborator}",
  teams_url: "/teams",
  hooks_url: "/hooks",
  issue_events_url: "/issues/events{/number}",
  events_url: "/events",
  assignees_url: "/assignees{/user}",
  branches_url: "/branches{/branch}",
  tags_url: "/tags",
  blobs_url: "/git/blobs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  git_refs_url: "/git/refs{/sha}",
  trees_url: "/git/trees{/sha}",
  statuses_url: "/statuses/{sha}",
  languages_url: "/languages",
  stargazers_url: "/stargazers",
  contributors_url: "/contributors",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  commits_url: "/commits{/sha}",
  git_commits_url: "/git/commits{/sha}",
  comments_url: "/comments{/number}",
  issue_comment_url: "/issues/comments{/number}",
  contents_url: "/contents/{+path}",
  compare_url: "/compare/{base}...{head}",
  merges_url: "/merges",
  archive_url: "/{archive_format}{/ref}",
  downloads_url: "/downloads",
  issues_url: "/issues{/number}",
  pulls_url: "/pulls{/number}",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  labels_url: "/labels{/name}",
  releases_url: "/releases{/id}",
  deployments_url: "/deployments",
} as const;

const QUIET = {
  ...{ description: null, homepage: null, language: null, mirror_url: null, license: null },
  ...{
    fork: false,
    disabled: false,
    is_template: false,
    web_commit_signoff_required: false,
  },
  ...{ has_issues: true, has_projects: false, has_downloads: true, has_wiki: false, has_pages: false },
  ...{ size: 1, stargazers_count: 0, watchers_count: 0, forks_count: 0, forks: 0, watchers: 0 },
  ...{ topics: [], custom_properties: {}, has_discussions: false },
};

export function repositoryApiUrl(hub: Hub, repository: Repository): string {
  return `${hub.apiUrl}/repos/${repository.owner}/${repository.name}`;
}

export function repositoryUrl(hub: Hub, repository: Repository): string {
  return `${hub.serverUrl}/${repository.owner}/${repository.name}`;
}

/** Fits the REST answers and also the webhooks, which allow no further field. */
export function repositoryPayload(hub: Hub, repository: Repository) {
  const api = repositoryApiUrl(hub, repository);
  const html = repositoryUrl(hub, repository);
  const openIssues = [...repository.issues.values()].filter((issue) => issue.state === "open").length;
  return {
    id: repository.id,
    node_id: nodeId("Repository", repository.id),
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    private: repository.private,
    visibility: repository.private ? "private" : "public",
    owner: userPayload(hub, repository.owner),
    html_url: html,
    url: api,
    ...Object.fromEntries(Object.entries(LINKS).map(([name, path]) => [name, `${api}${path}`])),
    git_url: `${html.replace(/^https?/, "git")}.git`,
    ssh_url: `git@${new URL(html).hostname}:${repository.owner}/${repository.name}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    ...QUIET,
    archived: repository.archived,
    created_at: repository.createdAt,
    updated_at: repository.createdAt,
    pushed_at: repository.pushedAt,
    open_issues_count: openIssues,
    open_issues: openIssues,
    default_branch: repository.defaultBranch,
  };
}

export function fullRepositoryPayload(hub: Hub, repository: Repository) {
  return { ...repositoryPayload(hub, repository), network_count: 0, subscribers_count: 0 };
}

export function labelPayload(hub: Hub, repository: Repository, label: Label) {
  return {
    id: label.id,
    node_id: nodeId("Label", label.id),
    url: `${repositoryApiUrl(hub, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  };
}

export function labelsPayload(hub: Hub, repository: Repository, names: string[]) {
  return names.flatMap((name) => {
    const label = repository.labels.find((l) => l.name.toLowerCase() === name.toLowerCase());
    return label ? [labelPayload(hub, repository, label)] : [];
  });
}

export function association(repository: Repository, login: string): string {
  if (login.toLowerCase() === repository.owner.toLowerCase()) return "OWNER";
  return repository.roles.has(login.toLowerCase()) ? "COLLABORATOR" : "NONE";
}

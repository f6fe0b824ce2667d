// The state of the local GitHub besides git itself: accounts, repositories, issues, pull requests, reviews, checks.
import type { Git } from "./git.ts";
import type { RegisteredApp } from "./manifest.ts";
import type { Guards } from "./protection.ts";
import type { SignedIn } from "./signed-in.ts";

export type Role = "admin" | "maintain" | "write" | "triage" | "read";

export type Account = {
  id: number;
  login: string;
  type: "User" | "Bot" | "Organization";
  name: string;
  email: string;
  createdAt: string;
};

export type Label = { id: number; name: string; color: string; description: string | null };

/** The additional part of an issue that is a pull request. Its head is in the same repository: there are no forks here. */
type Pull = {
  id: number;
  head: string;
  headSha: string;
  base: string;
  baseSha: string;
  draft: boolean;
  mergedAt: string | null;
  mergedBy: string | null;
  mergeCommitSha: string | null;
  broughtToBase: string[];
};

export type Issue = {
  id: number;
  number: number;
  title: string;
  body: string | null;
  author: string;
  viaApp: boolean;
  state: "open" | "closed";
  stateReason: "completed" | "not_planned" | "reopened" | null;
  labels: string[];
  locked: boolean;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  closedBy: string | null;
  pull: Pull | null;
};

export type PullIssue = Issue & { pull: Pull };

export type Comment = {
  id: number;
  issue: number;
  author: string;
  viaApp: boolean;
  body: string;
  createdAt: string;
  updatedAt: string;
};

export type ReviewState = "COMMENTED" | "CHANGES_REQUESTED" | "APPROVED";

export type Review = {
  id: number;
  pull: number;
  author: string;
  state: ReviewState;
  body: string;
  commitId: string;
  submittedAt: string;
};

export type Place = {
  path: string;
  /** Null: the comment is on the file as a whole. */
  line: number | null;
  startLine: number | null;
  side: "LEFT" | "RIGHT";
  /** The hunk down to the commented line, and the line's position in the file's diff. */
  diffHunk: string;
  position: number | null;
};

export type ReviewComment = Place & {
  id: number;
  review: number;
  pull: number;
  author: string;
  body: string;
  commitId: string;
  inReplyTo: number | null;
  /** Who resolved the thread; its first comment tells. Null: nobody. */
  resolvedBy: string | null;
  createdAt: string;
  updatedAt: string;
};

type Conclusion =
  | "success"
  | "failure"
  | "neutral"
  | "cancelled"
  | "skipped"
  | "stale"
  | "startup_failure"
  | "timed_out"
  | "action_required";

/** What GitHub Actions knows of a check run besides: its id is that of the check run. */
export type ActionsJob = {
  workflow: string;
  attempt: number;
  steps: { name: string; conclusion: Conclusion }[];
  annotations: string[];
  /** As the runner writes it, each line behind its time. */
  log: string;
};

export type CommitStatus = {
  id: number;
  sha: string;
  context: string;
  state: "error" | "failure" | "pending" | "success";
  targetUrl: string | null;
  createdAt: string;
};

export type CheckRun = {
  id: number;
  suite: number;
  appSlug: string;
  name: string;
  headSha: string;
  status: "queued" | "in_progress" | "completed";
  conclusion: Conclusion | null;
  startedAt: string;
  completedAt: string | null;
  externalId: string;
  detailsUrl: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
  /** Null: another app runs it. */
  job: ActionsJob | null;
};

export type IssueEvent = {
  id: number;
  issue: number;
  actor: string;
  viaApp: boolean;
  event: "labeled" | "unlabeled" | "closed" | "reopened" | "convert_to_draft" | "ready_for_review";
  label: string | null;
  createdAt: string;
};

export type Repository = Guards & {
  id: number;
  owner: string;
  name: string;
  private: boolean;
  /** Read-only, also for people. */
  archived: boolean;
  /** The plan of its owner has drafts for private repositories. */
  drafts: boolean;
  /** True: the app is installed on it. */
  installed: boolean;
  defaultBranch: string;
  gitDir: string;
  git: Git;
  createdAt: string;
  pushedAt: string;
  roles: Map<string, Role>;
  labels: Label[];
  issues: Map<number, Issue>;
  deletedIssues: Set<number>;
  /** Where each issue went that was transferred, as a path below the API. */
  transferredIssues: Map<number, string>;
  comments: Comment[];
  reviews: Review[];
  reviewComments: ReviewComment[];
  checkRuns: CheckRun[];
  statuses: CommitStatus[];
  issueEvents: IssueEvent[];
  verifiedCommits: Set<string>;
};

/** `token`: what the signed address of a picture holds. */
export type StoredPicture = { bytes: Uint8Array; token: string };

export type Token = {
  installation: number;
  permissions: Record<string, string>;
  /** Null: the token is for every repository of the installation. */
  repositories: number[] | null;
  expiresAt: number;
  used: number;
};

export type State = {
  accounts: Map<string, Account>;
  repositories: Repository[];
  /** The installation id of each account that has one. */
  installations: Map<string, number>;
  /** Installations that their owner suspended. */
  suspended: Map<number, string>;
  tokens: Map<string, Token>;
  /** Apps that were registered from a manifest and whose code nobody exchanged yet, by that code. */
  manifestCodes: Map<string, RegisteredApp>;
  signedIn: SignedIn;
  /** What people uploaded into texts, by its id. */
  pictures: Map<string, StoredPicture>;
  /** Ids of repositories by the names that they had before, in lower case. */
  formerNames: Map<string, number>;
  nextId(): number;
};

export function createState(): State {
  let id = 1000;
  return {
    accounts: new Map(),
    repositories: [],
    installations: new Map(),
    ...{ suspended: new Map(), tokens: new Map(), manifestCodes: new Map() },
    ...{ signedIn: { codes: new Map(), tokens: new Map() }, pictures: new Map(), formerNames: new Map() },
    nextId: () => ++id,
  };
}

/** Logins and names are compared without regard to case, as on github.com. */
export function findRepository(state: State, owner: string, name: string): Repository | undefined {
  const wanted = `${owner}/${name}`.toLowerCase();
  return state.repositories.find((r) => `${r.owner}/${r.name}`.toLowerCase() === wanted);
}

export function findAccount(state: State, login: string): Account | undefined {
  return state.accounts.get(login.toLowerCase());
}

/** A login's permission in a repository: that of its role, or everybody's permission in a public repository. */
export function roleOf(repository: Repository, login: string): Role | "none" {
  if (login.toLowerCase() === repository.owner.toLowerCase()) return "admin";
  return repository.roles.get(login.toLowerCase()) ?? (repository.private ? "none" : "read");
}

export function isPull(issue: Issue): issue is PullIssue {
  return issue.pull !== null;
}

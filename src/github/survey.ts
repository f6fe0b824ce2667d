// The port of what a sweep sees of GitHub. It tells what there is; what follows is decided elsewhere.
import type { Bypassed, IssueRef, Repository } from "../domain/repository.ts";

/** As a whole: what our credential reaches, and what GitHub could not deliver to us. */
export type AppSurvey = {
  installations(): Promise<SeenInstallation[]>;
  /** The newest attempts first, back to `since` (ISO 8601) and at most some hundreds. */
  deliveries(since: string): Promise<SeenDelivery[]>;
  /** Has GitHub try once more; the delivery comes to our door like any other. */
  redeliver(id: number): Promise<void>;
  /** How the app's webhook is set up; null where GitHub does not say. */
  hook(): Promise<SeenHook | null>;
  within(installationId: number): Survey;
};

export type SeenHook = { url: string; hasSecret: boolean };

export type SeenInstallation = {
  id: number;
  account: string;
  suspended: boolean;
  createdAt: string;
  /** What its owner granted, by name. */
  permissions: Record<string, string>;
};

/** One attempt; all attempts of a delivery share its `guid`. */
export type SeenDelivery = {
  id: number;
  guid: string;
  /** `name.action`, or the name alone. */
  event: string;
  at: string;
  /** Of our answer; 0 where there was none. */
  status: number;
};

/** What one installation sees. Each list is whole within the limits it names. */
export type Survey = {
  repositories(): Promise<SeenRepository[]>;
  /**
   * Issues and pull requests that changed at or after `since` (ISO 8601), the newest change first, at most a thousand.
   * With the `tag` of an answer before, `unchanged` costs nothing of GitHub's rate limit.
   */
  changed(repository: Repository, since: string, tag: string | null): Promise<Changes>;
  /** All issues and pull requests with a label, open and closed. */
  labelled(repository: Repository, label: string): Promise<SeenIssue[]>;
  /** Who put the label on last, or reopened the issue since; null: nobody did, or the issue is gone. */
  request(issue: IssueRef, label: string): Promise<SeenRequest | null>;
  /** On all issues and pull requests, changed at or after `since`, oldest first. */
  comments(repository: Repository, since: string): Promise<SeenComment[]>;
  /** Ids of all comments on one issue. */
  commentIds(issue: IssueRef): Promise<Set<number>>;
  /** Whether our app wrote or edited a comment on the issue at or after `since`. */
  spokeSince(issue: IssueRef, since: string): Promise<boolean>;
  /** As `Access.bypassed`. */
  bypassed(repository: Repository): Promise<Bypassed>;
  /** Whether GitHub lets no commit of our app into the default branch without somebody's review; null: it does not say. */
  asksForReview(repository: Repository): Promise<boolean | null>;
  /** Whether GitHub verifies what our app commits, by the newest such commit on a branch of ours; null: there is none. */
  verifies(repository: Repository): Promise<boolean | null>;
  /** Submitted reviews of a pull request. */
  reviews(pull: IssueRef): Promise<SeenReview[]>;
  /** Those of our app that are closed and changed at or after `since` (ISO 8601), at most among the thousand that changed last. */
  closedPulls(repository: Repository, since: string): Promise<SeenClosedPull[]>;
  /** The open pull requests of our app, at most those among the thousand that changed last. `tag` as for `changed`. */
  openPulls(repository: Repository, tag: string | null): Promise<OpenPulls>;
  /** Which check suites of other apps and commit statuses have ended on a commit, as a text that changes with each end; null: none has. */
  endedCi(repository: Repository, sha: string): Promise<string | null>;
};

/** `counts`: how many comments each issue has that the list shows, also of some that did not change since. */
export type Changes =
  | { kind: "unchanged" }
  | { kind: "changed"; issues: SeenIssue[]; counts: ReadonlyMap<number, number>; tag: string | null };

export type OpenPulls =
  | { kind: "unchanged" }
  | { kind: "changed"; pulls: SeenOpenPull[]; tag: string | null };

/** `isFor`: the number of its issue. */
export type SeenOpenPull = { number: number; isFor: number; headSha: string };

/** `merged`: what the merge made, and when (ISO 8601); null: it was not merged. */
export type SeenClosedPull = { number: number; isFor: number; merged: { sha: string; at: string } | null };

export type SeenRepository = { repository: Repository; archived: boolean };

/** `ours`: by our app. `person`: by somebody who is no app. All times are ISO 8601. */
export type SeenBy = { login: string; ours: boolean; person: boolean };

export type SeenIssue = {
  number: number;
  title: string;
  body: string;
  by: SeenBy;
  state: "open" | "closed";
  labels: string[];
  updatedAt: string;
  isPull: boolean;
};

export type SeenRequest = { by: SeenBy; at: string };
export type SeenComment = {
  id: number;
  number: number;
  by: SeenBy;
  at: string;
  updatedAt: string;
  text: string;
};
export type SeenReview = { id: number; by: SeenBy; at: string; text: string; state: string };

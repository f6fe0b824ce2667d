// The port to issues and pull requests. `octokit/` talks to GitHub; `folder.ts` uses a directory instead.
import { z } from "zod";
import type { ReviewRef } from "../domain/intent.ts";
import type { Between, MergedLines } from "../domain/merged-lines.ts";
import { PullRef } from "../domain/outcome.ts";
import type { Place } from "../domain/place.ts";
import type { Bypassed, IssueRef, Repository } from "../domain/repository.ts";
import type { SpecReading } from "../domain/spec.ts";
import type { Permission, Ticket } from "../domain/ticket.ts";
import type { Checks } from "./check-report.ts";
import type { Ci } from "./ci.ts";
import type { PictureSource } from "./picture-source.ts";
import type { Publication, Published, PullText } from "./publication.ts";
import type { Thread } from "./thread.ts";

/** Scoped to one installation. Every call may throw PermanentError (refused, gone) or any other error (worth a retry). */
export type GitHub = {
  tickets: Tickets;
  access: Access;
  source: Source;
  status: Status;
  pulls: Pulls;
  checks: Checks;
  pictures: PictureSource;
  ci: Ci;
};

export type TicketReading =
  /** `isLocked`: GitHub lets only people with write access comment. */
  | { kind: "read"; ticket: Ticket; isLocked: boolean }
  /** Deleted, transferred, or out of our installation's reach. */
  | { kind: "gone" }
  /** The issue text is not the one that was admitted, and its author is not trusted: nothing of it was read. */
  | { kind: "text-changed" };

export type Tickets = {
  /**
   * The issue with the comments of trusted people up to `admittedAt` (ISO 8601). Left out: comments of people without
   * live write access (counted), of bots, our own, and `/ai` commands, of which only the words with `/ai restart` count. Not promised: text edited by a trusted person
   * after admission may be read in its newer form.
   */
  read(issue: IssueRef, admission: { admittedAt: string; textDigest: string | null }): Promise<TicketReading>;
  /** What admission needs, live; null when the issue is gone. */
  state(issue: IssueRef): Promise<TicketState | null>;
};

/** `textDigest`: of title and body, whoever wrote them. */
type TicketState = { state: "open" | "closed"; labels: string[]; textDigest: string };

export type Access = {
  /** Live permission of a login. `none` for someone unknown. Never guesses from the login's form. */
  permission(repository: Repository, login: string): Promise<Permission>;
  /** What holds people and not our app. Of the older branch protection only what GitHub tells this installation. */
  bypassed(repository: Repository): Promise<Bypassed>;
  /** Whether anybody has to review what gets into the default branch; null: GitHub does not tell this installation. */
  asksForReview(repository: Repository): Promise<boolean | null>;
  /** What a run needs and this installation does not grant, as `contents: write`. `slug`: of our app. */
  lacking(): Promise<{ slug: string; lacking: string[] }>;
};

export type GitSource = {
  /** Clone address without credentials. */
  url: string;
  /** What the repository itself names as its origin, where it is a clone; it may hold credentials. */
  origin?: string | null;
  /** A fresh `Authorization` header value for git over HTTP; null where none is needed. Never stored, never logged. */
  authorization(): Promise<string | null>;
  /** About the size of the whole repository, in KiB; left out where it is not known. */
  kib?: number;
  /** Submodules are wanted: those on the same host, and those on these `host:port`. Left out: none. */
  submodules?: readonly string[];
};

export type Standing = { isArchived: boolean; isDisabled: boolean; isPrivate: boolean };

export type Source = {
  /** Default branch and its newest commit; `headSha` null for an empty repository. */
  find(
    repository: Repository,
  ): Promise<{ defaultBranch: string; headSha: string | null; git: GitSource; standing: Standing }>;
  branchSha(repository: Repository, branch: string): Promise<string | null>;
  /** Text of a file on the default branch; null where there is none. */
  readFile(repository: Repository, path: string): Promise<string | null>;
};

export type LabelChange = { add: string[]; remove: string[] };

/**
 * `basis`: which text the spec was written from, as `textBasis` gives it; null: the comment does not say. `edited`: a
 * person changed the spec since we wrote it, which makes it the next version.
 */
export type Shown = { spec: SpecReading; basis: string | null; edited: boolean };

export type Status = {
  /** Where people read all of this. */
  place: Place;
  /**
   * What our sticky comment shows; null: there is none. Only a comment of our app with the marker counts. Not promised:
   * that we wrote what it shows, because people with write access may edit it.
   */
  readShown(issue: IssueRef): Promise<Shown | null>;
  /**
   * Creates the sticky comment or edits it in place; never makes a second one. Writes nothing when it is unchanged.
   * `compose` is given what the comment shows at that moment, null where there is none, and returns what it shall show.
   */
  writeSticky(issue: IssueRef, compose: (there: string | null) => string): Promise<void>;
  /** The one notice comment for refusals, created or edited in place. */
  writeNotice(issue: IssueRef, body: string): Promise<void>;
  /** A new comment, because editing notifies nobody. Made once per `key`, however often it is called. */
  ask(issue: IssueRef, key: string, body: string): Promise<void>;
  /** Gives labels that were missing our colours; ignores the absence of a label to remove. */
  changeLabels(issue: IssueRef, change: LabelChange): Promise<void>;
};

/**
 * `commitSha`: what the merge made on `into`; null where GitHub does not say. `at`: ISO 8601. `issue`: the one that it was
 * for; null where the pull request is none of ours.
 */
export type PullEnding =
  | { kind: "open" }
  | { kind: "closed" }
  | {
      kind: "merged";
      into: string;
      commitSha: string | null;
      branch: string;
      headSha: string;
      at: string;
      issue: number | null;
    };

export const OpenPull = PullRef.extend({
  headSha: z.string(),
  branch: z.string(),
  into: z.string(),
  body: z.string(),
  title: z.string(),
  /** Commits on the branch that our app did not make. */
  commitsByOthers: z.array(z.string()),
  /** Where the branch leaves `into`. */
  mergeBaseSha: z.string(),
  isDraft: z.boolean(),
});
export type OpenPull = z.infer<typeof OpenPull>;

export type Pulls = {
  /**
   * Our open pull request for the issue: made by our app, on a branch of ours in the same repository. `heads`: the
   * newest commit of each branch that is named for the issue. `closed`: the number of the one that a person closed without
   * merging it, and whose branch is still there; null where one is open, or none was closed.
   */
  find(
    issue: IssueRef,
  ): Promise<{ open: OpenPull | null; closed: number | null; heads: Record<string, string> }>;
  /** The issue that a pull request of ours is for, open or closed; null where it is none of ours, or gone. */
  issueOf(repository: Repository, pull: number): Promise<number | null>;
  /** How a pull request ended; null where it is gone. */
  endingOf(repository: Repository, pull: number): Promise<PullEnding | null>;
  /** The newest commit of the base that a merge did not bring, by the commit that it made last; null: there is none. */
  beforeMerge(repository: Repository, merge: { pull: number; commitSha: string }): Promise<string | null>;
  /** How far a merge is from our last commit, in the files that we touched. Null: a commit is gone, or they are too many. */
  mergedLines(repository: Repository, between: Between): Promise<MergedLines | null>;
  /** The newest pull request of ours for the issue, where a person closed it without merging it and its branch is gone; else null. */
  refusedFor(issue: IssueRef): Promise<number | null>;
  /** Deletes a branch of ours, where its newest commit is still this one. */
  deleteBranch(repository: Repository, branch: string, headSha: string): Promise<void>;
  /** A draft becomes an ordinary pull request; one that is no draft stays as it is. */
  markReady(repository: Repository, pull: number): Promise<void>;
  /** Whether a person made it a draft again, after it was ready. */
  isDraftAgain(repository: Repository, pull: number): Promise<boolean>;
  /** Whether a pull request of this repository can be a draft, as its owner's plan says. */
  hasDrafts(repository: Repository): Promise<boolean>;
  /**
   * One tree, one commit (by the app, so it is signed), one ref moved without force, then the pull request,
   * found again if it is already there. Idempotent for the same publication. Never approves or merges.
   */
  publish(publication: Publication): Promise<Published>;
  /** The comments on lines that belong to a review; none where the review is gone. */
  saidIn(repository: Repository, review: ReviewRef): Promise<string[]>;
  /**
   * What trusted people and the bots in `hear` said up to `admittedAt`, neither answered by us since nor resolved by a person:
   * in threads, in texts of reviews, and with a command of a review elsewhere. Words of others are in it where a trusted
   * person gave such a command below them and they were not edited since.
   */
  openThreads(
    pull: OpenPull,
    issue: IssueRef,
    how: { admittedAt: string; hear: readonly string[] },
  ): Promise<Thread[]>;
  /**
   * Answers a thread once: a second call with a body of the same marker writes nothing. Where our last answer says the same,
   * it is edited instead, which notifies nobody.
   */
  answer(
    pull: PullRef,
    issue: IssueRef,
    thread: Pick<Thread, "id" | "kind">,
    commitSha: string | null,
    body: string,
  ): Promise<void>;
  /**
   * Resolves threads, by the id of the first comment: those that are still open and whose last word is our answer. Returns
   * how many are resolved by this. Not promised: that GitHub lets us.
   */
  resolve(pull: PullRef, issue: IssueRef, threads: number[]): Promise<number>;
  /** Replaces title and body; leaves state, base and draft alone. */
  describe(pull: PullRef, issue: IssueRef, text: PullText): Promise<void>;
};

// What a person or a machine of ours asked for, in our words. A trigger makes it from a GitHub event; admission judges it.

import type { AfterCi } from "./after-ci.ts";
import type { Asker } from "./asker.ts";
import { commandIn, readCommand } from "./command.ts";
import type { JobKind } from "./job.ts";
import type { Occasion } from "./occasion.ts";
import type { Refusal } from "./refusal.ts";
import type { IssueRef } from "./repository.ts";
import type { StopReason } from "./stop.ts";
import { isOnlyThanks } from "./thanks.ts";

export type Intent = Asked & Wish;

export type Asked = {
  issue: IssueRef;
  installationId: number;
  asker: Asker;
  /** GitHub says that the asker is an app, not a person. */
  isBot: boolean;
  /** When GitHub says it happened, ISO 8601; null where it does not say. Its clock is not ours. */
  at: string | null;
  /** GitHub's delivery GUID, for tracing. */
  delivery: string;
  /** Null where asking twice does no more than asking once. */
  occasion: Occasion | null;
};

export type Wish =
  | ({ kind: "run" } & RunWish)
  | { kind: "stop"; because: Extract<StopReason, { kind: "command" | "label-removed" | "issue-closed" }> }
  | { kind: "help" }
  /** The draft shall be one no more. */
  | { kind: "ready" }
  /** What was said on a pull request, whose number the issue has until `src/intake/pull-talk.ts` found the issue it is for. */
  | { kind: "said-on-pull"; text: string }
  /** Plain words stand where nobody reads them: to be told where they count. */
  | { kind: "plain-words-on-pull" }
  /** A CI has ended on a branch of ours. What it asks for is found by `src/intake/ci-ended.ts`. */
  | { kind: "ci-ended"; headSha: string }
  /** The same on another branch, by a commit that names a pull request, whose number the issue has until `src/intake/after-merge.ts` found it. */
  | { kind: "base-ci-ended"; headSha: string }
  /** Of the head of our open pull request, by its number. `look`: of a look into it, where nothing can be run again. */
  | {
      kind: "ci-stands";
      pull: number;
      after: Exclude<AfterCi, { kind: "mend" }>;
      look: Extract<Occasion, { kind: "mend" }>;
    }
  /** What the issue shows no longer holds: a run that nobody has any more, or the state of its pull request. */
  | ({ kind: "tidy" } & Untidy);

/** Why the labels of an issue tell something wrong. */
export type Untidy =
  | { because: "lost-run" }
  /** `pull`: its number. Merged or not, GitHub says when it is asked. */
  | { because: "pull-closed"; pull: number }
  | { because: "pull-reopened" };

/** Nobody speaks for the text of the issue or accepts answers, and whatever is refused is shown. */
const PLAIN = {
  kind: "run",
  textDigest: null,
  vouches: false,
  ...{ acceptRecommended: false, byCommand: false },
  unshownRefusals: [],
  unseenAuthor: null,
  review: null,
} satisfies { kind: "run" } & Omit<RunWish, "job" | "whileRunning">;

type Run = { kind: "run" } & RunWish;

/** A fresh run from the current spec: what the label and `/ai retry` ask for alike. */
export function freshRun(textDigest: string): Run {
  return { ...PLAIN, job: "work", textDigest, vouches: true, whileRunning: "refuse" };
}

/**
 * The next version of the spec, as somebody edited it in our comment: GitHub lets only people with write access do that.
 * They spoke for the spec, not for the text of the issue.
 */
export const adoption: Run = {
  ...PLAIN,
  job: "adopt",
  whileRunning: "supersede",
  unshownRefusals: ["not-trusted", "closed", "not-labelled"],
};

/** The next version of the spec, from what somebody wrote in plain words. */
export function refinement(textDigest: string): Run {
  return {
    ...PLAIN,
    job: "refine",
    textDigest,
    whileRunning: "supersede",
    unshownRefusals: ["not-trusted", "closed", "not-labelled", "text-unseen"],
  };
}

/** The next version of the spec, in which the recommended answers are decided. */
export function acceptance(textDigest: string): Run {
  const accepted = { acceptRecommended: true, byCommand: true };
  return { ...PLAIN, ...accepted, job: "refine", textDigest, whileRunning: "supersede" };
}

/** One commit that answers the review threads that wait. */
export const answering: Run = { ...PLAIN, job: "revise", whileRunning: "follow", byCommand: true };

/** The same, and nothing else: the spec stays as it is. */
export const polishing: Run = { ...answering, job: "polish" };

/** The next version of the spec from the reviews that wait and from what is said with the command, built afresh. */
export function restart(textDigest: string): Run {
  return { ...PLAIN, job: "restart", textDigest, whileRunning: "supersede" };
}

/**
 * One commit that answers the reviews. GitHub tells of a review for each single comment and each reply, too, and an
 * approval may have comments on lines: where its own words ask for nothing, those decide.
 */
export function revision(review: ReviewRef, text: string): Run {
  return {
    ...answering,
    byCommand: false,
    unshownRefusals: ["not-trusted"],
    review: { ...review, text },
  };
}

/**
 * One commit that mends what the repository's CI shows to be broken. It finds out itself what that is, and takes the place of
 * nothing that a person asked for.
 */
export const mending: Run = { ...PLAIN, job: "mend", whileRunning: "give-way" };

/** A look at what is red since a pull request was merged, by its number. */
export function watching(merged: number): Run {
  return { ...PLAIN, job: "watch", whileRunning: "give-way", merged };
}

/** `pull`: its number. */
export type ReviewRef = { pull: number; id: number };

/** Words that are not there, or only thank, ask for nothing. */
export function asks(text: string): boolean {
  return text.trim() !== "" && !isOnlyThanks(text);
}

/** What a comment on the issue says of the spec; null: it only gives a command. What is said with `/ai restart` counts. */
export function wordsIn(comment: string): string | null {
  const command = commandIn(comment);
  if (command === null) return comment;
  return command.word === "restart" && command.said !== "" ? command.said : null;
}

/** The commands by which a review is answered. Any other command is one, and no request of the review. */
const IN_REVIEW = ["fix", "polish", "restart"] as const;

export function isForReview(word: string): boolean {
  return IN_REVIEW.some((each) => each === word);
}

/** In a review only plain words and the commands of a review ask for a change. */
export function asksInReview(text: string): boolean {
  const word = readCommand(text);
  return word === null || isForReview(word) ? asks(text) : false;
}

/** The command that asks for what a review asks for by itself. */
export const FIX = "fix" satisfies (typeof IN_REVIEW)[number];

/** The first command in these texts that asks for something else than a review does by itself; null: there is none. */
export function commandBesides(texts: readonly string[]): string | null {
  return texts.find((text) => ![null, FIX].includes(readCommand(text))) ?? null;
}

export type RunWish = {
  job: JobKind;
  /** Pins the issue text as the asker saw it (see `digest` in job.ts); null where the asker could not have seen it. */
  textDigest: string | null;
  /** The asker speaks for the text of the issue, too, whoever wrote it. */
  vouches: boolean;
  /** The asker accepts the recommended answers. */
  acceptRecommended: boolean;
  /** The asker gave a command for it, and did not only submit a review. */
  byCommand: boolean;
  /**
   * What becomes of it while a run of the issue is waiting or active. `follow`: it takes the place of one that waits.
   * `give-way`: it is dropped.
   */
  whileRunning: "refuse" | "supersede" | "follow" | "give-way";
  /** Refusals that the issue does not show: plain talk asks nothing of us. */
  unshownRefusals: Refusal["kind"][];
  /**
   * Nobody saw the text at the moment of asking, so its author, who may have edited it since, must be trusted. Null: it
   * was seen, or is one that was admitted before.
   */
  unseenAuthor: string | null;
  /** A review with its own text; nobody has read its comments on lines. Null: it is none. */
  review: (ReviewRef & { text: string }) | null;
  /** The merged pull request that a `watch` is about. */
  merged?: number;
};

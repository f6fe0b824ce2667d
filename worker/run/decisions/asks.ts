// What each kind of job asks of a run: the one table. A new kind of job is a row here.
import type { Job, JobKind } from "../../../src/domain/job.ts";
import type { NoChangeReason } from "../../../src/domain/reason.ts";

export type Asks = {
  /** When the spec on the issue serves without the architect: `unchanged`, no text it was written from changed since. */
  specServes: "unchanged" | "comments-read" | "never";
  /** The recommended answers to its questions are accepted. */
  acceptsRecommended: boolean;
  /** Text of the issue that a stranger changed since its last spec waits until somebody vouches for it. */
  textNeedsVoucher: boolean;
  /** It is about a review: without an open pull request, or where nothing of it waits, there is nothing to do. */
  answersReview: boolean;
  /** It is about red jobs of the CI: without an open pull request, or where none is red any more, there is nothing to do. */
  answersCi: boolean;
  /** It only looks at what was merged: no model is asked, and nothing is published. */
  watchesMerge: boolean;
  /** Where a person closed the last pull request, nobody asked for another one yet. */
  asksAfterRefusal: boolean;
  /** Where the spec comes out as it was built already, there is nothing to do. */
  needsNewSpec: boolean;
  /** Whether a review changes the spec: `found`, the run finds out; `none`, it is about no review. */
  course: "found" | "polish" | "restart" | "none";
};

const NOTHING = {
  ...{ textNeedsVoucher: false, answersReview: false, answersCi: false },
  ...{ watchesMerge: false, asksAfterRefusal: false, needsNewSpec: false, course: "none" as const },
};

const TABLE: Record<JobKind, Omit<Asks, "acceptsRecommended">> = {
  work: { ...NOTHING, specServes: "unchanged" },
  refine: {
    ...{ ...NOTHING, specServes: "never", textNeedsVoucher: true },
    ...{ asksAfterRefusal: true, needsNewSpec: true },
  },
  adopt: { ...NOTHING, specServes: "comments-read", asksAfterRefusal: true, needsNewSpec: true },
  revise: { ...NOTHING, specServes: "comments-read", answersReview: true, course: "found" },
  polish: { ...NOTHING, specServes: "comments-read", answersReview: true, course: "polish" },
  restart: { ...NOTHING, specServes: "never", textNeedsVoucher: true, course: "restart" },
  mend: { ...NOTHING, specServes: "comments-read", answersCi: true },
  watch: { ...NOTHING, specServes: "comments-read", answersCi: true, watchesMerge: true },
};

export function asksOf({ kind, vouches, acceptRecommended }: Job): Asks {
  const row = TABLE[kind];
  const accepted = acceptRecommended && row.specServes === "never";
  return {
    ...row,
    acceptsRecommended: acceptRecommended,
    specServes: accepted ? "unchanged" : row.specServes,
    textNeedsVoucher: row.textNeedsVoucher && !vouches,
    asksAfterRefusal: row.asksAfterRefusal && !acceptRecommended,
  };
}

/** What the spec on the issue was written from: all texts as they stand, or at least every comment. */
export type Reading = { previousIsCurrent: boolean; commentsAreRead: boolean };

/** A comment may have been overtaken by what came after it, but is never lost. */
export function specServes({ specServes: when }: Asks, reading: Reading): boolean {
  if (when === "never") return false;
  return when === "unchanged" ? reading.previousIsCurrent : reading.commentsAreRead;
}

/** `threads`, `red`: how many threads wait for an answer, and how many jobs of the CI are red. */
type Waiting = { hasPull: boolean; threads: number; red: number; commentsAreRead: boolean };

/** Why there is nothing to do, known before anything is fetched; null: there is. */
export function idleBeforeWork(
  asks: Asks,
  { hasPull, threads, red, commentsAreRead }: Waiting,
): NoChangeReason | null {
  if (!asks.answersReview && !asks.answersCi) return null;
  if (!hasPull) return { kind: "pull-not-open" };
  if (asks.answersCi) return red === 0 ? { kind: "ci-not-red" } : null;
  return threads === 0 && commentsAreRead ? { kind: "no-thread-waits" } : null;
}

/** Why there is nothing to build once the spec is agreed; null: there is. `builtSpec`: what the pull request was built from. */
export function idleAfterSpec(
  asks: Asks,
  { version, builtSpec, threads }: { version: number; builtSpec: number | null; threads: number },
): NoChangeReason | null {
  const isBuilt = builtSpec === version && threads === 0;
  return asks.needsNewSpec && isBuilt ? { kind: "spec-unchanged" } : null;
}

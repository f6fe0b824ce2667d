// Which round of review a run is, whether there may be another one, and what of a review by our own reviewer goes on in it.
import type { Finding } from "../../../src/domain/finding.ts";
import type { Job } from "../../../src/domain/job.ts";
import { NO_ROUND, type Round } from "../../../src/domain/round.ts";
import type { Rules } from "../../../src/domain/rules.ts";
import { asksOf } from "./asks.ts";

type Limits = Rules["rounds"];

/** `before`: what our pull request says; null: nothing. What a person asks for anew begins at 0, and a red CI is no review. */
export function roundOf(job: Job, before: Round | null): Round {
  const { answersReview, answersCi } = asksOf(job);
  const { number, first } = before ?? NO_ROUND;
  if (answersReview) return { number: number + 1, first };
  return answersCi ? { number, first } : NO_ROUND;
}

/** A person who gives a command wants another round, however many there were. */
export function isOverLimit(job: Job, { number }: Round, { most }: Limits): boolean {
  return asksOf(job).answersReview && !job.byCommand && number > most;
}

/** `left`: how many findings are told to nobody, because they do not block. */
export function goingOn(
  findings: readonly Finding[],
  { number }: Round,
  { blockingFrom }: Limits,
): { findings: Finding[]; left: number } {
  if (number < blockingFrom) return { findings: [...findings], left: 0 };
  const blocking = findings.filter(({ severity }) => severity === "blocking");
  return { findings: blocking, left: findings.length - blocking.length };
}

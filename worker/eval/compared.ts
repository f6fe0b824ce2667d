// Two evaluations held against each other, case by case. Pure.
import { type CaseResult, type Evaluation, isSettled } from "./result.ts";
import { exactP } from "./statistics.ts";
import type { Verdict } from "./verdict.ts";

export type Pair = { first: CaseResult; second: CaseResult };

/** Chance alone would rarely do what is less probable. */
export const USUAL_THRESHOLD = 0.05;

/** Only cases that are the same in both: a case that was changed in between cannot be compared. */
export function pairUp(first: CaseResult[], second: CaseResult[]): Pair[] {
  return first.flatMap((a) => {
    const b = second.find(({ name }) => name === a.name);
    return b === undefined || (isSettled(a) && isSettled(b) && a.digest !== b.digest)
      ? []
      : [{ first: a, second: b }];
  });
}

/** Whether both ended with a verdict about the models. */
export function isCounted(pair: Pair): boolean {
  return isSettled(pair.first) && isSettled(pair.second);
}

/** How many cases had the verdict in one of the two alone. */
export function aloneWith(verdict: Verdict, counted: readonly Pair[]): { first: number; second: number } {
  const alone = (one: keyof Pair, other: keyof Pair) =>
    counted.filter((pair) => pair[one].verdict === verdict && pair[other].verdict !== verdict).length;
  return { first: alone("first", "second"), second: alone("second", "first") };
}

/** Fewer cases resolved, or more that only look so, than chance would explain. */
export function isWorse(evaluation: Evaluation, than: Evaluation): boolean {
  const counted = pairUp(than.cases, evaluation.cases).filter(isCounted);
  const [resolved, falsely] = [aloneWith("resolved", counted), aloneWith("false-success", counted)];
  return isBeyondChance(resolved.first, resolved.second) || isBeyondChance(falsely.second, falsely.first);
}

function isBeyondChance(more: number, fewer: number): boolean {
  return more > fewer && exactP(more, fewer) < USUAL_THRESHOLD;
}

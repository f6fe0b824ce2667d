// The evidence in a few words: the title of its check run, the first line of its report.
import type { Tally } from "../domain/conclusion.ts";
import { count } from "./words.ts";

export function tallyText(tally: Tally): string {
  if (tally.kind === "broken") return `${tally.broken} of ${count(tally.checks, "check")} broken`;
  const { proven, criteria, held, unseen, lookTwice } = tally;
  return [
    `${proven} of ${count(criteria, "criterion", "criteria")} proven`,
    ...(held === 0 ? [] : [`${held} also ${held === 1 ? "passes" : "pass"} without the change`]),
    ...(unseen === 0 ? [] : [`${unseen} not seen to fail without the change`]),
    ...(lookTwice === 0
      ? []
      : [`${count(lookTwice, "point")} ${lookTwice === 1 ? "needs" : "need"} a second look`]),
  ].join(", ");
}

// How things stand with a change, in a few words: the title of its check run, the first line of its report.
import { lookTwice, type Standing, standing } from "../domain/conclusion.ts";
import { brokenChecks, type Evidence } from "../domain/evidence.ts";
import type { Criterion } from "../domain/spec.ts";
import { count } from "./words.ts";

export function standOf(evidence: Evidence, criteria: Criterion[]): string {
  const broken = brokenChecks(evidence.base, evidence.head).length;
  if (broken > 0) return `${broken} of ${count(evidence.head.length, "check")} broken`;
  const standings = criteria.map(({ id }) => standing(evidence, id));
  const number = (wanted: Standing) => standings.filter((each) => each === wanted).length;
  const look = lookTwice(evidence).length;
  return [
    `${number("proven")} of ${count(criteria.length, "criterion", "criteria")} proven`,
    ...(number("held") === 0 ? [] : [`${number("held")} held without the change, too`]),
    ...(number("unseen") === 0 ? [] : [`${number("unseen")} never seen to fail`]),
    ...(look === 0 ? [] : [`${count(look, "thing")} to look at twice`]),
  ].join(", ");
}

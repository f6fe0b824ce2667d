// How things stand with a change, in a few words: the title of its check run, the first line of its report.
import { unproven } from "../domain/conclusion.ts";
import { brokenChecks, type Evidence } from "../domain/evidence.ts";
import type { Criterion } from "../domain/spec.ts";
import { count } from "./words.ts";

export function standOf(evidence: Evidence, criteria: Criterion[]): string {
  const broken = brokenChecks(evidence.base, evidence.head).length;
  if (broken > 0) return `${broken} of ${count(evidence.head.length, "check")} broken`;
  const proven = criteria.length - unproven(evidence, criteria).length;
  const look = evidence.suspicions.length;
  return [
    `${proven} of ${count(criteria.length, "criterion", "criteria")} proven`,
    ...(look === 0 ? [] : [`${count(look, "thing")} to look at twice`]),
  ].join(", ");
}

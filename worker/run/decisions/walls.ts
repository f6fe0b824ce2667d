// What a coder can run into, decided from what is known of its steps and of the budget. Pure.
import { createHash } from "node:crypto";
import { Cap, RESERVE, type Shares } from "../../../src/domain/budget.ts";
import type { Wall } from "../../../src/domain/wall.ts";
import type { Step } from "../../agent/loop.ts";

/** What one step brought, as fingerprints: equal ones brought the same. */
export type StepFacts = string[];

/** A change is told by what was written where; any other call by what came of it. */
export function factsOf({ calls }: Pick<Step, "calls">): StepFacts {
  return calls.map(({ call, text, deed }) =>
    deed?.effect === "changes"
      ? fingerprint(`${call.name} ${call.arguments}`)
      : fingerprint(text.replace(PASSING, "0").replace(/\s+/g, " ").trim()),
  );
}

/** Times, durations, process numbers and addresses differ in every output that says the same. */
const PASSING = /0x[0-9a-f]+|\d+/gi;

/** How many of the newest steps changed nothing and told nothing that was not there before. */
export function stepsWithoutProgress(steps: StepFacts[]): number {
  const seen = new Set<string>();
  let idle = 0;
  for (const facts of steps) {
    idle = facts.some((fact) => !seen.has(fact)) ? 0 : idle + 1;
    for (const fact of facts) seen.add(fact);
  }
  return idle;
}

export function noProgress(steps: StepFacts[], most: number): Wall | null {
  const idle = stepsWithoutProgress(steps);
  return idle >= most ? { kind: "no-progress", steps: idle } : null;
}

/** Of what was left for building, the reserve aside, when building began. */
export function shareGone(before: Shares, now: Shares, most: number): Wall | null {
  for (const cap of Cap.options) {
    const left = 1 - RESERVE - before[cap];
    const gone = (now[cap] - before[cap]) / left;
    if (left > 0 && gone >= most) return { kind: "budget-share", cap, percent: Math.round(gone * 100) };
  }
  return null;
}

export function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

// The endings several phases share, in words for the issue.
import { CAP_NAMES, type Cap } from "../../src/domain/budget.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import type { Answer } from "../roles/desk.ts";

/** A role did not deliver: the budget ran out, or the model never came to the point. */
export function unanswered(task: string, answer: Exclude<Answer<unknown>, { kind: "answered" }>): Outcome {
  return answer.kind === "out-of-budget"
    ? outOfBudget(answer.cap, task)
    : gaveUp(
        `it could not ${task}: ${answer.because}`,
        null,
        "Say more in the issue, or choose a stronger model for this role, then comment `/ai retry`",
      );
}

export function outOfBudget(cap: Cap, task: string): Outcome {
  return gaveUp(
    `the run's budget of ${CAP_NAMES[cap]} was used up before it could ${task}`,
    null,
    "Make the issue smaller, or raise `budget:` in the repository's rules, then comment `/ai retry`",
  );
}

export function gaveUp(
  because: string,
  log: string | null,
  remedy = "Refine the issue with a comment in plain words, which starts a fresh run",
): Outcome {
  return { kind: "gave-up", because, remedy, log, patchKept: null };
}

/** For causes outside the change itself; `/ai retry` is the next step once the cause is mended. */
export function failed(what: string, because: string, remedy: string, log: string | null = null): Outcome {
  return { kind: "failed", what, because, remedy, log, patchKept: null };
}

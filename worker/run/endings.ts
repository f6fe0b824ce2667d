// The endings several phases share, in words for the issue.
import type { Cap } from "../../src/domain/budget.ts";
import type { Outcome } from "../../src/domain/outcome.ts";
import { amount } from "../../src/messages/words.ts";
import type { Answer } from "../roles/desk.ts";
import type { Run } from "./context.ts";

type Metered = Pick<Run, "meter" | "ports">;

/** A role did not deliver: the budget ran out, or the model never came to the point. */
export function unanswered(
  run: Metered,
  task: string,
  answer: Exclude<Answer<unknown>, { kind: "answered" }>,
  log: string | null = null,
): Outcome {
  return answer.kind === "out-of-budget"
    ? outOfBudget(run, answer.cap, task, log)
    : gaveUp(
        `it could not ${task}: ${answer.because}`,
        log,
        "Say more in the issue, or choose a stronger model for this role, then comment `/ai retry`",
      );
}

export function outOfBudget(run: Metered, cap: Cap, task: string, log: string | null = null): Outcome {
  return gaveUp(
    `the run's budget of ${amount(run.meter.budget(), cap)} was used up before it could ${task}`,
    log,
    `Make the issue smaller, or ${raise(run, cap)}, then comment \`/ai retry\``,
  );
}

/** Of the two caps there are, the one that was in the way. */
function raise({ meter, ports }: Metered, cap: Cap): string {
  return meter.budget()[cap] < ports.settings.budget[cap]
    ? `raise \`budget: { ${cap}: … }\` in the repository's rules`
    : `have the operator raise \`ISSUEWRIGHT_BUDGET_${cap.toUpperCase()}\``;
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

// The outcomes that several phases end a run with, made of reasons.
import type { Cap } from "../../../src/domain/budget.ts";
import type { Outcome } from "../../../src/domain/outcome.ts";
import type { FailedReason, GaveUpReason, NoChangeReason, Task } from "../../../src/domain/reason.ts";
import type { HandIn } from "../../roles/ask-role.ts";
import type { Run } from "../state/context.ts";

type Metered = Pick<Run, "meter" | "ports">;

/** A role did not deliver: the budget ran out, or the model never came to the point. */
export function unanswered(
  run: Metered,
  task: Task,
  answer: Exclude<HandIn<unknown>, { kind: "handed-in" }>,
  log: string | null = null,
): Outcome {
  return answer.kind === "out-of-budget"
    ? outOfBudget(run, answer.cap, task, log)
    : gaveUp({ kind: "no-answer", task, role: answer.role, silence: answer.silence }, log);
}

export function outOfBudget(
  { meter, ports }: Metered,
  cap: Cap,
  task: Task,
  log: string | null = null,
): Outcome {
  const allowed = meter.budget()[cap];
  const raisedIn = allowed < ports.settings.budget[cap] ? "rules" : "environment";
  return gaveUp({ kind: "out-of-budget", task, cap, allowed, raisedIn }, log);
}

export function gaveUp(reason: GaveUpReason, log: string | null = null): Outcome {
  return { kind: "gave-up", reason, log, patchKept: null };
}

export function failed(reason: FailedReason, log: string | null = null): Outcome {
  return { kind: "failed", reason, log, patchKept: null };
}

export function unchanged(reason: NoChangeReason): Outcome {
  return { kind: "no-change", reason };
}

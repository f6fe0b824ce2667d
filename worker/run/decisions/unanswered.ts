// Why a run gives up where the budget is used up, or where a role did not come to the point.
import type { Budget, Cap } from "../../../src/domain/budget.ts";
import type { GaveUpReason, Task } from "../../../src/domain/reason.ts";
import type { HandIn } from "../../roles/ask-role.ts";

/** The budget in force, and the operator's, which no rules of a repository can raise. */
export type Budgets = { inForce: Budget; operators: Budget };

export function unanswered(
  task: Task,
  answer: Exclude<HandIn<unknown>, { kind: "handed-in" }>,
  budgets: Budgets,
): GaveUpReason {
  return answer.kind === "out-of-budget"
    ? outOfBudget(task, answer.cap, budgets)
    : { kind: "silent", task, role: answer.role, silence: answer.silence };
}

export function outOfBudget(task: Task, cap: Cap, { inForce, operators }: Budgets): GaveUpReason {
  const allowed = inForce[cap];
  const raisedIn = allowed < operators[cap] ? "rules" : "environment";
  return { kind: "out-of-budget", task, cap, allowed, raisedIn };
}

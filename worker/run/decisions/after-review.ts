// What follows from the review of a measured change. The model names findings; whether they send it back is decided here.
import type { Cap } from "../../../src/domain/budget.ts";
import { type Finding, verdict } from "../../../src/domain/finding.ts";
import type { Round } from "../../../src/domain/round.ts";
import type { Rules } from "../../../src/domain/rules.ts";
import type { HandIn } from "../../roles/ask-role.ts";
import { type Bounds, type History, reviewsBound } from "./history.ts";
import { giveUp, type Measured, type Next } from "./next.ts";
import { goingOn } from "./rounds.ts";
import { type Budgets, unanswered } from "./unanswered.ts";

export type Reviewed = {
  measured: Measured;
  exhausted: Cap | null;
  history: History;
  bounds: Bounds;
  budgets: Budgets;
  round: Round;
  rounds: Rules["rounds"];
};

export function afterReview(answer: HandIn<Finding[]>, reviewed: Reviewed): Next {
  const { measured, exhausted, history, bounds, budgets, round, rounds } = reviewed;
  if (answer.kind !== "handed-in") return giveUp(unanswered("review-change", answer, budgets));
  const findings = answer.value;
  if (verdict(findings).kind === "accepted") return { kind: "publish", built: { ...measured, findings } };
  const bound = reviewsBound(history, bounds, exhausted);
  if (bound !== null) return giveUp({ kind: "review-blocks", bound, findings });
  return { kind: "again", told: { kind: "findings", findings: goingOn(findings, round, rounds).findings } };
}

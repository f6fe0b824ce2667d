// What follows from the architect's advice at a wall. That it says stop is its opinion; the run ends here, or goes on.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import type { Question, Spec } from "../../../src/domain/spec.ts";
import { line, oneLine } from "../../../src/domain/text.ts";
import type { Advice } from "../../roles/advice.ts";
import type { HandIn } from "../../roles/ask-role.ts";
import { giveUp, type Next } from "./next.ts";
import { type Budgets, unanswered } from "./unanswered.ts";

export type Advised = { broken: CheckResult[]; spec: Spec; budgets: Budgets };

/** A reason is read on the issue; advice may be long. */
const MAX_REASON_CHARACTERS = 1200;

export function afterAdvice(answer: HandIn<Advice>, { broken, spec, budgets }: Advised): Next {
  const task = broken.length > 0 ? "pass-checks" : "go-on";
  if (answer.kind !== "handed-in") return giveUp(unanswered(task, answer, budgets), broken);
  const advice = answer.value;
  switch (advice.kind) {
    case "stop": {
      const said = oneLine(advice.instructions, MAX_REASON_CHARACTERS);
      return giveUp({ kind: "architect-stops", task, said }, broken);
    }
    case "ask":
      return { kind: "ask", spec: specAsking(spec, advice) };
    case "amend":
    case "narrow":
      return { kind: "again", told: { kind: "advice", advice, broken } };
    default:
      return advice.kind satisfies never;
  }
}

/** The questions join the spec, so that `/ai go` and an edit of the spec answer them like any other. */
export function specAsking(spec: Spec, { questions, instructions }: Advice): Spec {
  const used = Math.max(0, ...spec.questions.map((question) => Number(question.id.slice(1))));
  const asked = questions.map(
    (question, index): Question => ({ ...question, id: `Q${used + 1 + index}`, blocking: true }),
  );
  const lesson = line().parse(`Learned at a wall: ${instructions}`);
  return {
    ...spec,
    version: spec.version + 1,
    questions: [...spec.questions, ...asked].slice(-5),
    decisions: [...spec.decisions, lesson].slice(-30),
  };
}

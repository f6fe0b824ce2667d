// Without an architect, for comparing: the issue itself, word for word, is spec and work order. No model is asked.
import type { Spec } from "../../src/domain/spec.ts";
import { oneLine } from "../../src/domain/text.ts";
import { type Ticket, ticketText } from "../../src/domain/ticket.ts";
import type { WorkOrder } from "../../src/domain/work-order.ts";
import { textBasis } from "../../src/messages/sticky.ts";
import type { Run } from "./context.ts";
import type { Ground } from "./open-ground.ts";
import type { Agreed } from "./plan.ts";
import { go, type Step } from "./step.ts";

export async function specify(run: Run, { opening }: Ground): Promise<Step<Spec>> {
  const spec = specFrom(opening.ticket);
  run.reporter.show({ spec, basis: textBasis(opening.ticket) });
  return go(spec);
}

export async function plan(_run: Run, { opening }: Ground, { spec }: Agreed): Promise<Step<WorkOrder>> {
  return go(orderFrom(spec, opening.ticket));
}

const MAX_REQUIREMENTS = 20;
const MAX_STEPS = 30;

/** The title is the goal and the one criterion, the paragraphs of the body are the requirements. */
export function specFrom({ title, body }: Ticket): Spec {
  const goal = oneLine(title, 600) || "What the issue asks for";
  return {
    version: 1,
    goal,
    criteria: [{ id: "AC1", text: goal }],
    outOfScope: [],
    requirements: pieces(body, /\n\s*\n/, 600).slice(0, MAX_REQUIREMENTS),
    questions: [],
    decisions: [],
  };
}

/** Its steps are the lines of the issue. */
export function orderFrom(spec: Spec, ticket: Ticket): WorkOrder {
  const lines = pieces(ticketText(ticket), /\n/, 1200).slice(0, MAX_STEPS);
  return {
    title: oneLine(spec.goal, 100),
    summary: spec.goal,
    context: [],
    interfaces: [],
    contracts: [],
    steps: lines.length === 0 ? [spec.goal] : lines,
    tests: [],
    outOfScope: [],
    footprint: ["."],
  };
}

function pieces(text: string, separator: RegExp, maxCharacters: number): string[] {
  return text
    .split(separator)
    .map((piece) => oneLine(piece, maxCharacters))
    .filter((piece) => piece !== "");
}

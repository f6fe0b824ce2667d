// How an issue is mapped onto spec and work order where no architect is asked: by a fixed rule, for comparing.
import { shownText } from "../../../src/domain/hidden-text.ts";
import type { Spec } from "../../../src/domain/spec.ts";
import { asWritten, headline } from "../../../src/domain/text.ts";
import type { Ticket } from "../../../src/domain/ticket.ts";
import type { WorkOrder } from "../../../src/domain/work-order.ts";

const MAX_REQUIREMENTS = 20;

/** The title is the goal and the one criterion, the paragraphs of the body are the requirements. */
export function specFrom({ title, body }: Ticket): Spec {
  const goal = asWritten(title) || "What the issue asks for";
  const paragraphs = shownText(body)
    .text.split(/\n\s*\n/)
    .map((paragraph) => asWritten(paragraph));
  return {
    version: 1,
    goal,
    criteria: [{ id: "AC1", text: goal }],
    outOfScope: [],
    requirements: paragraphs.filter((paragraph) => paragraph !== "").slice(0, MAX_REQUIREMENTS),
    questions: [],
    decisions: [],
  };
}

/** The same for every issue: the coder reads the issue itself beside it, with its lines as they stand. */
export function orderFrom({ goal }: Spec): WorkOrder {
  return {
    title: headline(goal, 100),
    summary: goal,
    context: [],
    interfaces: [],
    contracts: [],
    steps: ["Do what the issue asks for, and nothing else. It stands below, word for word."],
    tests: ["A test that fails without the change, at an assertion, and passes with it"],
    contradicts: [],
    outOfScope: [],
    dependencies: [],
    footprint: ["."],
  };
}

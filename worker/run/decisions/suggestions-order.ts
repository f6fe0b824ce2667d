// The order of a review that asks for nothing but its suggestions: no architect has anything to decide.
import type { Spec } from "../../../src/domain/spec.ts";
import type { WorkOrder } from "../../../src/domain/work-order.ts";
import type { Thread } from "../../../src/github/github.ts";
import type { Replacement } from "./suggestions.ts";

export function asksOnlySuggestions(threads: readonly Thread[], made: readonly Replacement[]): boolean {
  const settled = new Set(made.filter(({ alone }) => alone).map(({ thread }) => thread));
  return threads.length > 0 && threads.every(({ id }) => settled.has(id));
}

export function suggestionsOrder({ goal }: Spec, made: readonly Replacement[]): WorkOrder {
  const paths = [...new Set(made.map(({ path }) => path))];
  return {
    title: made.length === 1 ? "Apply a suggestion of the review" : "Apply the suggestions of the review",
    summary: goal,
    context: [],
    interfaces: [],
    contracts: [],
    steps: [
      "Run the checks on the change as it stands in the working tree: the suggestions of the review are part of it.",
      "Where a check fails because of a suggestion, mend what uses its lines, and leave the lines of the suggestion as they are.",
    ],
    tests: [],
    contradicts: [],
    outOfScope: ["Anything that the suggestions do not change"],
    dependencies: [],
    footprint: paths.slice(0, MOST_PATHS),
  };
}

const MOST_PATHS = 50;

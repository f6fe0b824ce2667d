// The order of a review that asks for nothing but its suggestions, as the coder reads it: no architect has anything to decide.
import type { Spec } from "../../src/domain/spec.ts";
import type { WorkOrder } from "../../src/domain/work-order.ts";

const MOST_PATHS = 50;

/** `paths`: of the files that the suggestions change, one for each suggestion. */
export function suggestionsOrder({ goal }: Spec, paths: readonly string[]): WorkOrder {
  return {
    title: paths.length === 1 ? "Apply a suggestion of the review" : "Apply the suggestions of the review",
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
    footprint: [...new Set(paths)].slice(0, MOST_PATHS),
  };
}

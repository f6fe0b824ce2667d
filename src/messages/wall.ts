// What the coder ran into, as a clause without its full stop: for people, and for the architect who is asked about it.
import { BUDGET_NAMES } from "../domain/budget.ts";
import type { Wall } from "../domain/wall.ts";

export function wallText(wall: Wall): string {
  switch (wall.kind) {
    case "same-failures":
      return `${wall.attempts} attempts in a row failed in the same way`;
    case "no-progress":
      return `${wall.steps} steps in a row changed nothing and showed nothing new`;
    case "budget-share":
      return `building spent ${wall.percent} % of its ${BUDGET_NAMES[wall.cap]} without passing the checks`;
    default:
      return wall satisfies never;
  }
}

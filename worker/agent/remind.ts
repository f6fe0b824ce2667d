// When a model is reminded of its task: after so many replies, or when so much was said since.
import type { Usage } from "../../src/domain/budget.ts";

export type Reminding = {
  everySteps: number;
  everyTokens: number;
  /** Null: there is nothing to say. */
  text(): string | null;
};

/** Told of each reply; true when it is time, and then it begins to count anew. */
export function intervalOf({ everySteps, everyTokens }: Omit<Reminding, "text">): (usage: Usage) => boolean {
  let steps = 0;
  let since: number | null = null;
  return ({ inputTokens, outputTokens }) => {
    const size = inputTokens + outputTokens;
    // Smaller than before: the conversation was shortened.
    since = Math.min(since ?? inputTokens, size);
    steps += 1;
    if (steps < everySteps && size - since < everyTokens) return false;
    steps = 0;
    since = null;
    return true;
  };
}

// A project as the repository's rules could say it.
import type { Check } from "../../src/domain/evidence.ts";
import type { Hint } from "../../src/domain/hint.ts";
import type { Recipe } from "../../src/domain/recipe.ts";
import { CheckRule, freeName, RULE_LIMITS } from "../../src/domain/rules.ts";
import type { Project } from "./toolchain.ts";

/** Hints that say no more than the project does are left out. */
export function recipeOf(
  { image, setup, checks }: Pick<Project, "image" | "setup" | "checks">,
  hints: readonly Hint[] = [],
): Recipe {
  const known = new Set([...setup, ...checks.map(({ command }) => withoutVariables(command))]);
  const isNew = (hint: Hint) => !("run" in hint) || !known.has(withoutVariables(hint.run));
  return { image, setup, checks: checkRules(checks), hints: hints.filter(isNew) };
}

/** In the order of the checks, each with a name of its own that the rules accept. */
export function checkRules(checks: readonly Check[]): Recipe["checks"] {
  const taken = new Set<string>();
  return checks.map(({ name, command, kind, timeoutMs }) => {
    const rule = { name: freeName(name, kind, taken), run: command, kind };
    taken.add(rule.name);
    const minutes = Math.min(timeoutMs / 60_000, RULE_LIMITS.minutes);
    return minutes === USUAL_MINUTES ? rule : { ...rule, minutes };
  });
}

const USUAL_MINUTES = CheckRule.parse({ name: "test", run: "true" }).minutes;

/** Recognition and workflows put different variables before one command. */
function withoutVariables(command: string): string {
  return command
    .trim()
    .replace(/^(?:export \w+=.*\n)+/, "")
    .replace(/^(?:\w+=\S* )+/, "");
}

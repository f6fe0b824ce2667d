// The rules of a repository that say what a run did by itself, for a person who corrects them.
import type { Recipe } from "../domain/recipe.ts";
import { RULES_PATH } from "../domain/rules.ts";

/** What a person may start from where no kind of project is known. */
export const BLANK: Recipe = {
  image: "base",
  setup: [],
  checks: [{ name: "test", run: "make test", kind: "test" }],
};

/** `registries`: `host:port` pairs that set-up may reach, too. A text in JSON is a text in YAML, too. */
export function recipeText({ image, setup, checks }: Recipe, registries: readonly string[] = []): string {
  return [
    `# ${RULES_PATH}`,
    `image: ${JSON.stringify(image)}`,
    ...(registries.length === 0 ? [] : list("registries", registries)),
    ...list(
      "setup",
      setup.map((line) => JSON.stringify(line)),
    ),
    ...list(
      "checks",
      checks.map(
        ({ name, run, kind }) =>
          `{ name: ${JSON.stringify(name)}, run: ${JSON.stringify(run)}, kind: ${kind} }`,
      ),
    ),
  ].join("\n");
}

function list(key: string, items: readonly string[]): string[] {
  return items.length === 0 ? [`${key}: []`] : [`${key}:`, ...items.map((item) => `  - ${item}`)];
}

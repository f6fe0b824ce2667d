// How a project was set up and checked, as a person may write it into the rules.
import type { Recipe } from "../../../src/domain/recipe.ts";
import type { Project } from "../../toolchains/toolchain.ts";

export function recipeOf({ image, setup, checks }: Project): Recipe {
  return { image, setup, checks: checks.map(({ name, command, kind }) => ({ name, run: command, kind })) };
}

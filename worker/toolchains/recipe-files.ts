// The files of a tree's root whose recipes have names.
import { JUSTFILES } from "./just.ts";
import type { RecipeFiles } from "./recipe-runner.ts";
import { TASKFILES } from "./taskfile.ts";
import type { TreeView } from "./toolchain.ts";
import { firstOf, makefileOf, textOf } from "./tree.ts";

export async function recipeFilesOf(tree: TreeView): Promise<RecipeFiles> {
  const first = async (names: readonly string[]) => {
    const name = firstOf(tree, names);
    return name === null ? "" : await textOf(tree, [name]);
  };
  return {
    makefile: await makefileOf(tree),
    justfile: await first(JUSTFILES),
    taskfile: await first(TASKFILES),
  };
}

// The runner behind a recipe of make, just or Task: that of the only command in it which runs tests, told by its environment.
import { justRecipe } from "./just.ts";
import { recipeOf } from "./recipe.ts";
import type { Runner } from "./runner.ts";
import { taskCommands } from "./taskfile.ts";
import type { Project } from "./toolchain.ts";

type RunnerOf = Project["runnerOf"];

/** The texts of the files in the root; empty where one is missing. */
export type RecipeFiles = { makefile: string; justfile: string; taskfile: string };

const SETS = String.raw`^(?:[A-Za-z_]\w*=\S* )*`;
const MAKE = new RegExp(`${SETS}${String.raw`make(?: -[sjk]\d*)*(?: [A-Za-z_]\w*=\S*)* (?<name>[\w.-]+)$`}`);
const JUST = new RegExp(`${SETS}${String.raw`just(?: -{1,2}[\w-]+)* (?<name>[\w-]+)$`}`);
const TASK = new RegExp(`${SETS}${String.raw`task(?: -{1,2}[\w-]+)* (?<name>[\w:-]+)$`}`);
const MOST_DEPTH = 3;

export function recipeRunner({ makefile, justfile, taskfile }: RecipeFiles, runnerOf: RunnerOf): RunnerOf {
  const commandsOf = (command: string): string[] => {
    const named = (call: RegExp) => call.exec(command)?.groups?.name;
    const [target, recipe, task] = [named(MAKE), named(JUST), named(TASK)];
    if (target !== undefined) return recipeOf(makefile, target);
    if (recipe !== undefined) return justRecipe(justfile, recipe) ?? [];
    return task === undefined ? [] : (taskCommands(taskfile, task) ?? []);
  };
  const runnerIn = (check: Parameters<RunnerOf>[0], depth: number): Runner | null => {
    const known = runnerOf(check);
    if (known !== null || depth > MOST_DEPTH) return known;
    const commands = commandsOf(check.command);
    return throughOnly(commands.flatMap((command) => runnerIn({ ...check, command }, depth + 1) ?? []));
  };
  return (check) => runnerIn(check, 0);
}

/** The only runner, asked by its environment; null where there are more or it takes nothing but options. No file can be named to it. */
export function throughOnly([only, ...more]: readonly Runner[]): Runner | null {
  if (only?.through === undefined || more.length > 0) return null;
  return { ...only, reporting: only.through, only: () => null };
}

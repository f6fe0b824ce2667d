// Anything whose Makefile, justfile or Taskfile names its tests: the oldest convention there is.
import type { Check } from "../../../src/domain/evidence.ts";
import { lintCheck, makeTestCheck, noRunner, TEST_TARGETS, testCheck, wholly } from "../checks.ts";
import { JUSTFILES, justRecipe } from "../just.ts";
import { TASKFILES, taskCommands } from "../taskfile.ts";
import type { Toolchain, TreeView } from "../toolchain.ts";
import { firstOf, makeTargets, textOf } from "../tree.ts";
import { asks } from "./asks.ts";
import { comments } from "./comments.ts";
import { files } from "./files.ts";
import { words } from "./words.ts";

export const generic: Toolchain = {
  name: "generic",
  files,
  comments,
  starters:
    /^(?:CI|CI_\w+|\w+_ENV|ENV|(?:\w+_)?TEST(?:S|ING)?(?:_\w+)?|\w*COVERAGE\w*|LCOV\w*|GITHUB_\w+|RUNNER_\w+|CONTINUOUS_\w+|BUILD_\w+|_|PATH|PWD|OLDPWD|SHLVL|SHELL|TERM\w*|HOSTNAME|HOST|USER|LOGNAME|LD_\w+|SOURCE_DATE_EPOCH)$/i,
  words,
  asks,
  recognise: async (tree) => {
    const checks =
      (await byMake(tree)) ??
      (await byRecipes(tree, JUSTFILES, justRecipe)) ??
      (await byRecipes(tree, TASKFILES, taskCommands));
    if (checks === null) return null;
    return {
      image: null,
      setup: [],
      setupReads: null,
      checks,
      leavings: [],
      testsBuild: false,
      runnerOf: noRunner,
      coverage: null,
      narrow: wholly,
      askRegistries: null,
    };
  },
};

/** Null: there is no Makefile, or it names no tests. */
async function byMake(tree: TreeView): Promise<Check[] | null> {
  const targets = await makeTargets(tree);
  const tests = targets === null ? null : makeTestCheck(targets);
  if (targets === null || tests === null) return null;
  return [...(targets.has("lint") ? [lintCheck("lint", "make lint")] : []), tests];
}

/** The commands themselves: no image has the program that would run the recipes. */
async function byRecipes(
  tree: TreeView,
  names: readonly string[],
  commandsOf: (text: string, name: string) => string[] | null,
): Promise<Check[] | null> {
  const name = firstOf(tree, names);
  if (name === null) return null;
  const text = await textOf(tree, [name]);
  const line = (recipe: string) => {
    const commands = commandsOf(text, recipe);
    return commands === null || commands.length === 0 ? null : commands.map(alone).join(" && ");
  };
  const test = TEST_TARGETS.map(line).find((found) => found !== null);
  const lint = line("lint");
  return test == null ? null : [...(lint === null ? [] : [lintCheck("lint", lint)]), testCheck(test)];
}

/** Each command has a shell of its own there. */
function alone(line: string): string {
  return /^(?:cd|export|set)\b|;/.test(line) ? `(${line})` : line;
}

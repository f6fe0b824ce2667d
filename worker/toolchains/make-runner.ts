// The runner behind a target of make: that of the only command in its recipe which runs tests, told by its environment.
import { recipeOf } from "./recipe.ts";
import type { Runner } from "./runner.ts";
import type { Project } from "./toolchain.ts";

type RunnerOf = Project["runnerOf"];

const MAKE = /^(?:[A-Za-z_]\w*=\S* )*make(?: -[sjk]\d*)*(?: [A-Za-z_]\w*=\S*)* (?<target>[\w.-]+)$/;

/** `makefile`: its text; empty where there is none. */
export function makeRunner(makefile: string, runnerOf: RunnerOf): RunnerOf {
  return (check) => {
    const known = runnerOf(check);
    const target = MAKE.exec(check.command)?.groups?.target;
    if (known !== null || target === undefined) return known;
    const runners = recipeOf(makefile, target).flatMap((command) => runnerOf({ ...check, command }) ?? []);
    const [only, ...more] = runners;
    return only === undefined || more.length > 0 ? null : behindMake(only);
  };
}

/** No file can be named to a recipe. */
function behindMake(runner: Runner): Runner | null {
  const { through } = runner;
  return through === undefined ? null : { ...runner, reporting: through, only: () => null };
}

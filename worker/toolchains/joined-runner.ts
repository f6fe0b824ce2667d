// The runner of a line that joins commands: that of the only one which runs tests.
import { filesFor, type Joined, leading, partsOf, rejoined } from "./joined.ts";
import type { Runner } from "./runner.ts";
import type { Project } from "./toolchain.ts";

type RunnerOf = Project["runnerOf"];

/** `isLint`: the command reads code and runs none of it. */
export function joinedRunner(runnerOf: RunnerOf, isLint: (part: string) => boolean): RunnerOf {
  return (check) => {
    const { kind } = check;
    const only = (line: string) => onlyOne(line, (command) => runnerOf({ command, kind }));
    const parts = partsOf(check.command);
    if (parts === null || parts.length === 1) return runnerOf(check);
    const found = only(check.command);
    return found === null ? null : within(found.runner, only, isLint);
  };
}

type Found = Joined & { runner: Runner; command: string };

/** Null where no command of the line, or more than one, has a runner. */
function onlyOne(line: string, runnerOf: (command: string) => Runner | null): Found | null {
  const parts = partsOf(line) ?? [line];
  const found = parts.flatMap((command, at) => {
    const runner = runnerOf(command);
    return runner === null ? [] : [{ parts, at, runner, command }];
  });
  const [first, ...more] = found;
  return first === undefined || more.length > 0 ? null : first;
}

function within(
  runner: Runner,
  only: (line: string) => Found | null,
  isLint: (part: string) => boolean,
): Runner {
  return {
    ...runner,
    reporting: (line, path) => {
      const found = only(line);
      const asked = found === null ? null : found.runner.reporting(found.command, path);
      return found === null || asked === null ? null : { command: rejoined(found, asked.command, isLint) };
    },
    only: (line, files) => {
      const found = only(line);
      const inside = found === null ? null : filesFor(found, files);
      const asked = found === null || inside === null ? null : found.runner.only(found.command, inside);
      return found === null || asked === null ? null : leading(found, asked, isLint);
    },
  };
}

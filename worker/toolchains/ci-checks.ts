// What the red jobs of the repository's CI run, as checks of ours: read from its workflow files, as far as they say it plainly.
import type { RedRead } from "../../src/domain/ci.ts";
import type { Check } from "../../src/domain/evidence.ts";
import { flattened } from "../../src/domain/text.ts";
import type { TreeView } from "../workspace/workspace.ts";
import { readActions } from "./action.ts";
import { commandOf } from "./failed-step.ts";
import type { Project } from "./toolchain.ts";
import { readWorkflows } from "./workflow.ts";

/** What recognition puts before a command of the project. */
const OUR_VARIABLES = /^(?:\w+=\S* )+/;
const CI_TIMEOUT_MS = 20 * 60_000;

/** Before the name of the job. */
const PREFIX = "ci: ";

/** Whether a check is what a job of the CI runs. */
export function runsAsCi({ command }: Pick<Check, "command">, ciCommand: string): boolean {
  return command === ciCommand || command.trim().replace(OUR_VARIABLES, "") === ciCommand;
}

/** `commands`: what red jobs run, as far as it is known. `added`: names of the checks that were made of it. */
export type CiChecks = { commands: string[]; added: string[] };

/**
 * The failed step of each job, with the folder and the plain variables that the workflow gives it: a command for each job of
 * which that is known, whether or not the project checks it anyway. Left out: a step whose text holds what only GitHub knows,
 * or that runs on another system, outside the repository or in another shell; jobs of other CIs; names that mean several steps.
 */
export async function withCiChecks(
  project: Project,
  red: RedRead[],
  view: TreeView,
): Promise<{ project: Project; ci: CiChecks }> {
  if (red.length === 0) return { project, ci: { commands: [], added: [] } };
  const [workflows, actions] = await Promise.all([readWorkflows(view), readActions(view)]);
  const found = red.flatMap(({ name, details }) => {
    const step = { workflow: details?.workflow ?? null, job: name, step: details?.failedStep ?? null };
    const command = commandOf({ workflows, actions }, step);
    return command === null ? [] : [{ name, command }];
  });
  const added = found
    .filter(
      ({ command }, index) =>
        !project.checks.some((check) => runsAsCi(check, command)) &&
        found.findIndex((each) => each.command === command) === index,
    )
    .map(({ name, command }, index, all): Check => {
      const before = all.slice(0, index).filter((each) => nameOf(each.name) === nameOf(name)).length;
      const unique = before === 0 ? nameOf(name) : `${nameOf(name)}, ${before + 1}`;
      return { name: unique, command, kind: "test", timeoutMs: CI_TIMEOUT_MS };
    });
  return {
    project: { ...project, checks: [...project.checks, ...added] },
    ci: { commands: found.map(({ command }) => command), added: added.map(({ name }) => name) },
  };
}

function nameOf(job: string): string {
  return `${PREFIX}${flattened(job)}`;
}

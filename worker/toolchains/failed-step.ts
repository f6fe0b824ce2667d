// The command of a step that failed, found in the workflows of the repository by the names that GitHub shows.
import { type Actions, lineOfAction } from "./action.ts";
import {
  defaultName,
  isElsewhere,
  isGitHubs,
  lineOf,
  type NamedWorkflow,
  type Workflow,
} from "./workflow.ts";

/** A step by the names that GitHub shows; `workflow`: the name of one, or the path of a file without a name. */
export type StepName = { workflow: string | null; job: string; step: string | null };

/** The workflows of a repository, and the actions that it keeps for itself. */
export type Pipeline = { workflows: NamedWorkflow[]; actions: Actions };

/** Null: the files do not say it, not plainly, or say several. */
export function commandOf({ workflows, actions }: Pipeline, named: StepName): string | null {
  const meant = workflows.filter(({ name }) => name === named.workflow);
  const [command = null, ...others] = new Set(
    meant.flatMap(({ workflow }) => [
      ...commandsIn(workflow, named, actions),
      ...called(workflows, workflow, named.job).flatMap(({ by, job }) =>
        commandsIn(by, { ...named, job }, actions),
      ),
    ]),
  );
  return others.length === 0 ? command : null;
}

/** So deep may workflows call others: https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows */
const MOST_LEVELS = 4;

/** Workflows of this repository whose jobs stand for a job of one; GitHub shows such a job as `caller / job`. */
function called(
  all: NamedWorkflow[],
  { jobs }: Workflow,
  shown: string,
  level = 1,
): { by: Workflow; job: string }[] {
  if (level > MOST_LEVELS) return [];
  return Object.entries(jobs).flatMap(([key, job]) => {
    const caller = `${job?.name ?? key} / `;
    const by = all.find(({ path }) => `./${path}` === job?.uses)?.workflow;
    if (by === undefined || !shown.startsWith(caller)) return [];
    const inner = shown.slice(caller.length);
    return [{ by, job: inner }, ...called(all, by, inner, level + 1)];
  });
}

function commandsIn(workflow: Workflow, named: StepName, actions: Actions): (string | null)[] {
  const jobs = Object.entries(workflow.jobs).flatMap(([key, job]) =>
    job === null || job.steps.length === 0 ? [] : [{ job, likeness: likeness(job.name ?? key, named.job) }],
  );
  const most = Math.max(...jobs.map(({ likeness }) => likeness));
  return jobs
    .filter(({ likeness }) => likeness === most && most > 0)
    .flatMap(({ job }) =>
      job.steps
        .filter((step) => step !== null && (step.name ?? defaultName(step)) === named.step)
        .map((step) => {
          if (step === null || isElsewhere(job, named.job)) return null;
          return step.uses === null
            ? lineOf(step, [workflow, job])
            : lineOfAction(actions, { ...step, env: { ...workflow.env, ...job.env, ...step.env } });
        }),
    );
}

/**
 * 3 where the job is written so, 2 where GitHub put the values of its matrix behind it, 1 where its name asks for them;
 * 0: it is another job.
 */
function likeness(written: string, shown: string): number {
  if (shown === written) return 3;
  if (!isGitHubs(written)) return shown.startsWith(`${written} (`) && shown.endsWith(")") ? 2 : 0;
  const [before = "", after = ""] = written.split(/\$\{\{.*\}\}/s);
  return shown.startsWith(before) && shown.endsWith(after) ? 1 : 0;
}

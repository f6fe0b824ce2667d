// What the red jobs of the repository's CI run, as checks of ours: read from its workflow files, as far as they say it plainly.
import { z } from "zod";
import type { RedRead } from "../../src/domain/ci.ts";
import type { Check } from "../../src/domain/evidence.ts";
import type { TreeView } from "../workspace/workspace.ts";
import { quoted } from "./checks.ts";
import type { Project } from "./toolchain.ts";
import { yamlIn } from "./yaml.ts";

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const MOST_WORKFLOWS = 20;
/** What recognition puts before a command of the project. */
const OUR_VARIABLES = /^(?:\w+=\S* )+/;
const CI_TIMEOUT_MS = 20 * 60_000;

/** Before the name of the job. */
const PREFIX = "ci: ";

/** Whether a check is one that `withCiChecks` added. */
export function isCiCheck({ name }: Pick<Check, "name">): boolean {
  return name.startsWith(PREFIX);
}

/** Whether a check is what a job of the CI runs. */
export function runsAsCi({ command }: Pick<Check, "command">, ciCommand: string): boolean {
  return command === ciCommand || command.trim().replace(OUR_VARIABLES, "") === ciCommand;
}

/**
 * The failed step of each job, with the folder and the plain variables that the workflow gives it. `commands`: one for each job
 * of which that is known, whether or not the project checks it anyway. Left out: a step whose text holds what only GitHub knows,
 * and jobs of other CIs.
 */
export async function withCiChecks(
  project: Project,
  red: RedRead[],
  view: TreeView,
): Promise<{ project: Project; commands: string[] }> {
  if (red.length === 0) return { project, commands: [] };
  const paths = view.paths.filter((path) => WORKFLOW.test(path)).slice(0, MOST_WORKFLOWS);
  const workflows = await Promise.all(
    paths.map(async (path) => {
      const read = Workflow.safeParse(yamlIn((await view.read(path)) ?? "")).data;
      return { path, ...(read ?? NO_WORKFLOW) };
    }),
  );
  const found = red.flatMap(({ name, details }) => {
    const workflow = workflows.find((each) => (each.name ?? each.path) === details?.workflow);
    const command = workflow === undefined ? null : commandOf(workflow, name, details?.failedStep ?? null);
    return command === null ? [] : [{ name, command }];
  });
  const added = found
    .filter(
      ({ command }, index) =>
        !project.checks.some((check) => runsAsCi(check, command)) &&
        found.findIndex((each) => each.command === command) === index,
    )
    .map(({ name, command }): Check => {
      return { name: `${PREFIX}${name}`, command, kind: "test", timeoutMs: CI_TIMEOUT_MS };
    });
  return {
    project: { ...project, checks: [...project.checks, ...added] },
    commands: found.map(({ command }) => command),
  };
}

const Text = orElse(z.string().nullable(), null);
const Variables = orElse(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), {});
const Defaults = orElse(z.object({ run: z.object({ "working-directory": Text }) }), null);
const Step = z.object({ name: Text, run: Text, shell: Text, "working-directory": Text, env: Variables });
const Named = { name: Text, env: Variables, defaults: Defaults };
const WorkflowJob = z.object({ ...Named, steps: orElse(z.array(orElse(Step, null)), []) });
const Workflow = z.object({ ...Named, jobs: orElse(z.record(z.string(), orElse(WorkflowJob, null)), {}) });
type Workflow = z.infer<typeof Workflow>;

/** What a person wrote in another shape, or left out, is as if it were not there. */
function orElse<T, F>(schema: z.ZodType<T>, fallback: F) {
  return z
    .unknown()
    .optional()
    .transform((value): T | F => schema.safeParse(value).data ?? fallback);
}

const NO_WORKFLOW: Workflow = { name: null, env: {}, defaults: null, jobs: {} };

/** Null: the file does not say it, or not plainly. */
function commandOf(workflow: Workflow, jobName: string, failedStep: string | null): string | null {
  const job = Object.entries(workflow.jobs).find(([key, each]) => isNamed(each?.name ?? key, jobName))?.[1];
  const step = job?.steps.find(
    (each) => each !== null && (each.name ?? defaultName(each.run)) === failedStep,
  );
  if (job == null || step == null || step.run === null || !runsInShell(step.shell)) return null;
  const folder =
    step["working-directory"] ??
    job.defaults?.run["working-directory"] ??
    workflow.defaults?.run["working-directory"];
  const variables = Object.entries({ ...workflow.env, ...job.env, ...step.env })
    // What only GitHub knows has no value here; the command may not need it.
    .filter(([name, value]) => /^[A-Za-z_]\w*$/.test(name) && !isGitHubs(String(value)))
    .map(([name, value]) => `export ${name}=${quoted(String(value))}`);
  const lines = [...variables, ...(folder == null ? [] : [`cd ${quoted(folder)}`]), step.run.trim()];
  return isGitHubs(lines.join("\n")) ? null : lines.join("\n");
}

/** GitHub names a job of a matrix by its values behind its own name, or puts them where its name asks for them. */
function isNamed(written: string, shown: string): boolean {
  const [before = "", after = ""] = written.split(/\$\{\{.*\}\}/s);
  if (written.includes("${{")) return shown.startsWith(before) && shown.endsWith(after);
  return shown === written || (shown.startsWith(`${written} (`) && shown.endsWith(")"));
}

/** As GitHub names a step without a name. */
function defaultName(run: string | null): string | null {
  const first = run?.trim().split("\n", 1)[0];
  return first === undefined ? null : `Run ${first}`;
}

function runsInShell(shell: string | null): boolean {
  return shell === null || /^(ba)?sh\b/.test(shell);
}

function isGitHubs(text: string): boolean {
  return text.includes("${{");
}

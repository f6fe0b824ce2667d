// What the red jobs of the repository's CI run, as checks of ours: read from its workflow files, as far as they say it plainly.
import { posix } from "node:path";
import { z } from "zod";
import type { RedRead } from "../../src/domain/ci.ts";
import type { Check } from "../../src/domain/evidence.ts";
import { visible } from "../../src/domain/text.ts";
import type { TreeView } from "../workspace/workspace.ts";
import { quoted } from "./checks.ts";
import type { Project } from "./toolchain.ts";
import { yamlIn } from "./yaml.ts";

const WORKFLOW = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const MOST_WORKFLOWS = 20;
export function isWorkflow(path: string): boolean {
  return WORKFLOW.test(path);
}

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
 * or that runs on another system, outside the repository or in another shell; jobs of other CIs; names that mean several steps.
 */
export async function withCiChecks(
  project: Project,
  red: RedRead[],
  view: TreeView,
): Promise<{ project: Project; commands: string[] }> {
  if (red.length === 0) return { project, commands: [] };
  const paths = view.paths.filter(isWorkflow).slice(0, MOST_WORKFLOWS);
  const workflows = await Promise.all(
    paths.map(async (path) => {
      const read = Workflow.safeParse(yamlIn((await view.read(path)) ?? "")).data;
      return { path, ...(read ?? NO_WORKFLOW) };
    }),
  );
  const found = red.flatMap(({ name, details }) => {
    const command = commandOf(
      workflows.filter((each) => (each.name ?? each.path) === details?.workflow),
      { job: name, step: details?.failedStep ?? null },
    );
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
    commands: found.map(({ command }) => command),
  };
}

function nameOf(job: string): string {
  return `${PREFIX}${visible(job.replace(/\s+/g, " "))}`;
}

const Text = orElse(z.string().nullable(), null);
const Variables = orElse(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])), {});
const Defaults = orElse(z.object({ run: z.object({ shell: Text, "working-directory": Text }) }), null);
const Step = z.object({ name: Text, run: Text, shell: Text, "working-directory": Text, env: Variables });
const Named = { name: Text, env: Variables, defaults: Defaults };
const WorkflowJob = z.object({
  ...Named,
  "runs-on": z.unknown().optional(),
  steps: orElse(z.array(orElse(Step, null)), []),
});
const Workflow = z.object({ ...Named, jobs: orElse(z.record(z.string(), orElse(WorkflowJob, null)), {}) });
type Workflow = z.infer<typeof Workflow>;
type WorkflowJob = z.infer<typeof WorkflowJob>;
type Step = z.infer<typeof Step>;

/** What a person wrote in another shape, or left out, is as if it were not there. */
function orElse<T, F>(schema: z.ZodType<T>, fallback: F) {
  return z
    .unknown()
    .optional()
    .transform((value): T | F => schema.safeParse(value).data ?? fallback);
}

const NO_WORKFLOW: Workflow = { name: null, env: {}, defaults: null, jobs: {} };

/** Null: the files do not say it, not plainly, or say several. */
function commandOf(workflows: Workflow[], named: { job: string; step: string | null }): string | null {
  const [command = null, ...others] = new Set(workflows.flatMap((each) => commandsIn(each, named)));
  return others.length === 0 ? command : null;
}

function commandsIn(workflow: Workflow, named: { job: string; step: string | null }): (string | null)[] {
  const jobs = Object.entries(workflow.jobs).flatMap(([key, job]) =>
    job === null || job.steps.length === 0 ? [] : [{ job, likeness: likeness(job.name ?? key, named.job) }],
  );
  const most = Math.max(...jobs.map(({ likeness }) => likeness));
  return jobs
    .filter(({ likeness }) => likeness === most && most > 0)
    .flatMap(({ job }) =>
      job.steps
        .filter((step) => step !== null && (step.name ?? defaultName(step.run)) === named.step)
        .map((step) => (step === null || isElsewhere(job, named.job) ? null : lineOf(workflow, job, step))),
    );
}

/** Machines on which other commands run, or the same ones otherwise. */
function isElsewhere({ "runs-on": on }: WorkflowJob, shown: string): boolean {
  const written = JSON.stringify(on) ?? "";
  return OTHER_SYSTEM.test(isGitHubs(written) ? shown : written);
}

const OTHER_SYSTEM = /windows|macos/i;

/** Null: only GitHub can run it so. */
function lineOf(workflow: Workflow, job: WorkflowJob, step: Step): string | null {
  const [ofJob, ofWorkflow] = [job.defaults?.run ?? null, workflow.defaults?.run ?? null];
  const run = inShell(step.run, step.shell ?? ofJob?.shell ?? ofWorkflow?.shell ?? null);
  const folder =
    [step, ofJob, ofWorkflow].map((each) => each?.["working-directory"] ?? null).find(isText) ?? null;
  if (run === null || (folder !== null && isOutside(folder))) return null;
  const variables = Object.entries({ ...workflow.env, ...job.env, ...step.env })
    .map(([name, value]) => [name, String(value ?? "")] as const)
    // What only GitHub knows has no value here; the command may not need it.
    .filter(([name, value]) => /^[A-Za-z_]\w*$/.test(name) && !isGitHubs(value))
    .map(([name, value]) => `export ${name}=${quoted(value)}`);
  const lines = [...variables, ...(folder === null ? [] : [`cd ${quoted(folder)} || exit 1`]), run];
  return isGitHubs(lines.join("\n")) ? null : lines.join("\n");
}

function isText(text: string | null): text is string {
  return text !== null;
}

function isOutside(folder: string): boolean {
  return posix.isAbsolute(folder) || /^\.\.(\/|$)/.test(posix.normalize(folder));
}

/**
 * A step ends at its first command that fails. Null: in no shell that is here.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */
function inShell(run: string | null, shell: string | null): string | null {
  const script = run?.trim() ?? "";
  if (script === "" || (shell !== null && !/^(ba)?sh$/.test(shell))) return null;
  if (ONE_COMMAND.test(script)) return script;
  const start = shell === "sh" ? "sh -e" : shell === "bash" ? "bash -eo pipefail" : "bash -e";
  return `${start} -c ${quoted(script)}`;
}

/** Every shell runs it alike. */
const ONE_COMMAND = /^[\w@%+=:,./ -]+$/;

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

/** As GitHub names a step without a name. */
function defaultName(run: string | null): string | null {
  const first = run?.trim().split("\n", 1)[0];
  return first === undefined ? null : `Run ${first}`;
}

function isGitHubs(text: string): boolean {
  return text.includes("${{");
}

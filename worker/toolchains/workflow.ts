// A workflow of GitHub Actions, read from its file, and the command line of one of its steps, as far as it says that plainly.
import { posix } from "node:path";
import { z } from "zod";
import { quoted } from "./checks.ts";
import type { TreeView } from "./toolchain.ts";
import { workflowsOf } from "./tree.ts";
import { yamlIn } from "./yaml.ts";

const Text = orElse(z.string().nullable(), null);
const Variables = orElse(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])), {});
const Defaults = orElse(z.object({ run: z.object({ shell: Text, "working-directory": Text }) }), null);
export const Step = z.object({
  ...{ name: Text, run: Text, shell: Text, "working-directory": Text, env: Variables },
  ...{ uses: Text, with: Variables, if: z.unknown().optional() },
});
const Service = z.object({
  image: Text,
  env: Variables,
  ports: orElse(z.array(z.union([z.string(), z.number()])), []),
});
const Named = { name: Text, env: Variables, defaults: Defaults };
const WorkflowJob = z.object({
  ...Named,
  "runs-on": z.unknown().optional(),
  /** A workflow whose jobs stand for this one. */
  uses: Text,
  services: orElse(z.record(z.string(), orElse(Service, null)), {}),
  steps: orElse(z.array(orElse(Step, null)), []),
});
const Workflow = z.object({
  ...Named,
  on: z.unknown().optional(),
  jobs: orElse(z.record(z.string(), orElse(WorkflowJob, null)), {}),
});
export type Workflow = z.infer<typeof Workflow>;
export type WorkflowJob = z.infer<typeof WorkflowJob>;
export type Step = z.infer<typeof Step>;

/** `name`: as GitHub shows it, which is the path where the file has no name. */
export type NamedWorkflow = { path: string; name: string; workflow: Workflow };

export async function readWorkflows(tree: TreeView): Promise<NamedWorkflow[]> {
  const read = await Promise.all(
    workflowsOf(tree).map(async (path) => {
      const workflow = Workflow.safeParse(yamlIn((await tree.read(path)) ?? "")).data;
      return workflow === undefined ? [] : [{ path, name: workflow.name ?? path, workflow }];
    }),
  );
  return read.flat();
}

/** What a person wrote in another shape, or left out, is as if it were not there. */
export function orElse<T, F>(schema: z.ZodType<T>, fallback: F) {
  return z
    .unknown()
    .optional()
    .transform((value): T | F => schema.safeParse(value).data ?? fallback);
}

/** Machines on which other commands run, or the same ones otherwise. */
export function isElsewhere({ "runs-on": on }: WorkflowJob, shown: string): boolean {
  const written = JSON.stringify(on) ?? "";
  return OTHER_SYSTEM.test(isGitHubs(written) ? shown : written);
}

const OTHER_SYSTEM = /windows|macos/i;

/** `around`: what the workflow and then the job say for all their steps. Null: only GitHub can run it so. */
export function lineOf(
  step: Step,
  around: readonly Pick<Workflow, "env" | "defaults">[] = [],
): string | null {
  const nearest = [step, ...around.map(({ defaults }) => defaults?.run ?? null).toReversed()];
  const run = inShell(step.run, nearest.map((each) => each?.shell ?? null).find(isText) ?? null);
  const folder = nearest.map((each) => each?.["working-directory"] ?? null).find(isText) ?? null;
  if (run === null || (folder !== null && isOutside(folder))) return null;
  const variables = [...new Map([...around, step].flatMap(({ env }) => Object.entries(env)))]
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
export const ONE_COMMAND = /^[\w@%+=:,./ -]+$/;

/** As GitHub names a step without a name. */
export function defaultName({ run, uses }: Pick<Step, "run" | "uses">): string | null {
  const first = (run ?? uses)?.trim().split("\n", 1)[0];
  return first === undefined ? null : `Run ${first}`;
}

export function isGitHubs(text: string): boolean {
  return text.includes("${{");
}

// What the workflows of GitHub Actions do to prepare and check the repository.
import type { Origin } from "../../../../src/domain/hint.ts";
import type { Program } from "../../program.ts";
import type { TreeView } from "../../toolchain.ts";
import {
  defaultName,
  isElsewhere,
  isGitHubs,
  lineOf,
  type NamedWorkflow,
  ONE_COMMAND,
  readWorkflows,
  type Step,
  type Workflow,
  type WorkflowJob,
} from "../../workflow.ts";
import { type Found, versionOf } from "./found.ts";
import { portOf } from "./port.ts";

/**
 * Prepares the machine of an agent, so all of it is set-up.
 * https://docs.github.com/en/copilot/how-tos/use-copilot-agents/coding-agent/customize-the-agent-environment
 */
const FOR_AGENTS = /(^|\/)copilot-setup-steps\.ya?ml$/;

/** The file for agents first. Jobs on other systems, and workflows that no change starts, are left out. */
export async function inWorkflows(tree: TreeView, programs: readonly Program[]): Promise<Found[]> {
  const workflows = (await readWorkflows(tree)).filter(
    ({ path, workflow }) => FOR_AGENTS.test(path) || isStartedByChanges(workflow),
  );
  const [first, others] = [true, false].map((isFirst) =>
    workflows.filter(({ path }) => FOR_AGENTS.test(path) === isFirst),
  );
  return [...(first ?? []), ...(others ?? [])].flatMap((each) => inWorkflow(each, programs));
}

function isStartedByChanges({ on }: Workflow): boolean {
  return /"(?:push|pull_request|merge_group)"/.test(JSON.stringify(on) ?? "");
}

function inWorkflow({ path, workflow }: NamedWorkflow, programs: readonly Program[]): Found[] {
  return Object.entries(workflow.jobs).flatMap(([key, job]) => {
    if (job === null || isElsewhere(job, "")) return [];
    const at = (name: string): Origin => ({ path, place: `${key}: ${name}` });
    const services = Object.entries(job.services).flatMap((each) => inService(each, at));
    const steps = job.steps.flatMap((step) => {
      if (step === null) return [];
      const from = at(step.name ?? step.uses ?? defaultName(step) ?? "");
      return [...versionsIn(step, programs, from), ...commandsIn({ path, workflow, job, step }, from)];
    });
    return [...services, ...steps];
  });
}

type Place = { path: string; workflow: Workflow; job: WorkflowJob; step: Step };

/** Plain lines of a script are commands of their own, where none of them changes what the next one meets. */
function commandsIn({ path, workflow, job, step }: Place, from: Origin): Found[] {
  const asks = FOR_AGENTS.test(path) ? "setup" : "any";
  const lines = (step.run ?? "").split("\n").map((line) => line.trim());
  const plain = lines.filter((line) => line !== "" && !line.startsWith("#"));
  if (plain.length === 0) return [];
  const areApart = plain.every((line) => ONE_COMMAND.test(line) && !CHANGES_THE_SHELL.test(line));
  const runs = areApart ? plain : [step.run];
  return runs.map((run) => ({ kind: "command", run: lineOf({ ...step, run }, [workflow, job]), asks, from }));
}

const CHANGES_THE_SHELL = /^(?:cd|export|set|source|\.|pushd|alias|ulimit|umask)\b|^\w+=\S*$/;

function versionsIn({ uses, with: inputs }: Step, programs: readonly Program[], from: Origin): Found[] {
  return programs.flatMap((program) => {
    const { action } = program;
    const asked = String(Object.entries(inputs).find(([name]) => name === action.input)?.[1] ?? "");
    if (uses === null || !action.uses.test(uses) || !/^\d[\w.-]{0,30}$/.test(asked)) return [];
    return [versionOf(program, asked, from)];
  });
}

function inService(
  [name, service]: WorkflowJob["services"] extends Record<string, infer S> ? [string, S] : never,
  at: (name: string) => Origin,
): Found[] {
  const image = service?.image ?? "";
  if (service === null || image === "" || isGitHubs(image)) return [];
  const env = Object.entries(service.env).map(([key, value]) => [key, String(value ?? "")] as const);
  const plain = Object.fromEntries(env.filter(([, value]) => !isGitHubs(value)));
  const port = portOf(image, service.ports[0]);
  if (port === null) return [];
  return [{ kind: "service", name, image, port, env: plain, from: at(`services.${name}`) }];
}

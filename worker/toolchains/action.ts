// Composite actions that a repository keeps for itself, as far as they say plainly what they run.
import { posix } from "node:path";
import { z } from "zod";
import { TOOLCHAINS } from "./index.ts";
import type { TreeView } from "./toolchain.ts";
import { isGitHubs, lineOf, orElse, Step } from "./workflow.ts";
import { yamlIn } from "./yaml.ts";

const Plain = z.union([z.string(), z.number(), z.boolean()]);
const Input = orElse(z.object({ default: orElse(Plain, "") }), { default: "" });
/** https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#runs-for-composite-actions */
const Action = z.object({
  inputs: orElse(z.record(z.string(), Input), {}),
  runs: z.object({ using: z.literal("composite"), steps: z.array(orElse(Step, null)) }),
});
type Action = z.infer<typeof Action>;

/** By the folder of each, as steps name it: `./.github/actions/lint`. */
export type Actions = ReadonlyMap<string, Action>;

export async function readActions(tree: TreeView): Promise<Actions> {
  const read = await Promise.all(
    tree.paths
      .filter(isAction)
      .slice(0, MOST_ACTIONS)
      .map(async (path) => {
        const action = Action.safeParse(yamlIn((await tree.read(path)) ?? "")).data;
        return action === undefined ? [] : [[`./${posix.dirname(path)}`, action] as const];
      }),
  );
  return new Map(read.flat());
}

const MOST_ACTIONS = 50;

/** So deep may actions use others: https://docs.github.com/en/actions/sharing-automations/creating-actions/creating-a-composite-action */
const MOST_LEVELS = 10;

/** Of all actions that one step comes to. Each may use others several times, so that depth alone limits nothing. */
const MOST_STEPS = 200;
/** Of all values that are filled in. */
const MOST_CHARACTERS = 100_000;

/** What a step that uses such an action runs, one step after the other; null: only GitHub can run it so. */
export function lineOfAction(actions: Actions, step: Step): string | null {
  return expanded(actions, step, { level: 1, left: { steps: MOST_STEPS, characters: MOST_CHARACTERS } });
}

type Left = { steps: number; characters: number };
type Depth = { level: number; left: Left };

function expanded(actions: Actions, step: Step, { level, left }: Depth): string | null {
  const { uses } = step;
  const action = uses === null || level > MOST_LEVELS ? undefined : actions.get(uses.replace(/\/+$/, ""));
  if (uses === null || action === undefined) return null;
  const given = { ...defaultsOf(action), ...step.with };
  const lines: string[] = [];
  for (const inner of action.runs.steps) {
    left.steps -= 1;
    // Nobody knows whether its condition held.
    if (inner === null || inner.if !== undefined) return null;
    const filled = filledIn(inner, { given, folder: uses, env: step.env, left });
    if (left.steps < 0 || left.characters < 0) return null;
    const line = lineOfInner(actions, filled, { level, left });
    if (line === null) return null;
    if (line !== "") lines.push(line);
  }
  const [only = null, ...others] = lines;
  if (only === null || others.length === 0) return only;
  return [only, ...others].map((line) => `(\n${line}\n) || exit 1`).join("\n");
}

function lineOfInner(actions: Actions, inner: Step, { level, left }: Depth): string | null {
  if (inner.uses === null) return lineOf(inner);
  return prepares(inner.uses) ? "" : expanded(actions, inner, { level: level + 1, left });
}

/** A machine of ours is prepared already. */
function prepares(uses: string): boolean {
  return PREPARING.some((action) => action.test(uses));
}

const PREPARING: readonly RegExp[] = [
  /^actions\/(checkout|cache|setup-[\w-]+)(?:\/restore)?@/i,
  ...TOOLCHAINS.flatMap(({ program, prepares }) => [program?.action.uses ?? [], prepares ?? []].flat()),
];

/** A composite step has no defaults but its own. */
type Value = string | number | boolean | null;

function defaultsOf({ inputs }: Action): Record<string, Value> {
  return Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default]));
}

type Filling = { given: Record<string, Value>; folder: string; env: Step["env"]; left: Left };

/** With what the caller says, as far as it may be filled in; any other value of GitHub's stays as it is written. */
function filledIn(step: Step, { given, folder, env, left }: Filling): Step {
  const filled = (text: string) =>
    text
      .replace(INPUT, (whole, name: string) => {
        const value = Object.hasOwn(given, name) ? given[name] : undefined;
        if (value === undefined || isGitHubs(String(value))) return whole;
        const text = String(value ?? "");
        left.characters -= text.length;
        return left.characters < 0 ? whole : text;
      })
      .replace(ACTION_PATH, (whole) => (step["working-directory"] === null ? folder : whole));
  const all = (values: Record<string, Value>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === "string" ? filled(value) : value,
      ]),
    );
  const folderOf = step["working-directory"];
  return {
    ...step,
    run: step.run === null ? null : filled(step.run),
    "working-directory": folderOf === null ? null : filled(folderOf),
    env: { ...env, ...all(step.env) },
    with: all(step.with),
  };
}

const INPUT = /\$\{\{\s*inputs\.([\w-]+)\s*\}\}/g;
const ACTION_PATH = /\$\{\{\s*github\.action_path\s*\}\}/g;

function isAction(path: string): boolean {
  return /(^|\/)action\.ya?ml$/.test(path);
}

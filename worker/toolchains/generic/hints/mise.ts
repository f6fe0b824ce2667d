// Versions and tasks of mise. https://mise.jdx.dev/configuration.html https://mise.jdx.dev/tasks/toml-tasks.html
import { z } from "zod";
import type { Program } from "../../program.ts";
import { tomlIn } from "../../toml.ts";
import type { TreeView } from "../../toolchain.ts";
import { has, textOf } from "../../tree.ts";
import { orElse } from "../../workflow.ts";
import { type Found, versionOf } from "./found.ts";

const PATHS = ["mise.toml", ".mise.toml", "mise/config.toml", ".mise/config.toml", ".config/mise.toml"];

const Version = z.union([
  z.string(),
  z.number(),
  z.object({ version: z.string() }).transform(({ version }) => version),
]);
const Run = z.union([z.string(), z.array(z.string())]);
const Task = z.union([Run, z.object({ run: Run }).transform(({ run }) => run)]);
const Mise = z.object({
  tools: orElse(z.record(z.string(), orElse(z.union([Version, z.array(Version)]), [])), {}),
  tasks: orElse(z.record(z.string(), orElse(Task, [])), {}),
});

export async function inMise(tree: TreeView, programs: readonly Program[]): Promise<Found[]> {
  const files = PATHS.filter((path) => has(tree, path)).map(async (path) =>
    inFile(path, await textOf(tree, [path]), programs),
  );
  return (await Promise.all(files)).flat();
}

function inFile(path: string, text: string, programs: readonly Program[]): Found[] {
  const { tools, tasks } = Mise.safeParse(tomlIn(text)).data ?? { tools: {}, tasks: {} };
  const versions = Object.entries(tools).flatMap(([tool, asked]) => {
    const [first] = [asked].flat();
    const program = programs.find(({ tools: names }) => names.includes(tool));
    if (first === undefined || program === undefined) return [];
    return [versionOf(program, String(first), { path, place: null })];
  });
  const commands = Object.entries(tasks).flatMap(([name, run]) =>
    [run].flat().map(
      (line): Found => ({
        kind: "command",
        run: line,
        asks: "any",
        from: { path, place: `tasks.${name}` },
      }),
    ),
  );
  return [...versions, ...commands];
}

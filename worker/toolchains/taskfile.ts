// What a task of Task runs, as far as it is written out: https://taskfile.dev/reference/schema
import { z } from "zod";
import { yamlIn } from "./yaml.ts";

export const TASKFILES: readonly string[] = [
  "Taskfile.yml",
  "Taskfile.yaml",
  "taskfile.yml",
  "taskfile.yaml",
  "Taskfile.dist.yml",
];

const Command = z.union([
  z.string(),
  z.object({ cmd: z.string() }).transform(({ cmd }) => cmd),
  z.object({ task: z.string() }),
]);
const Deps = z.array(z.union([z.string(), z.object({ task: z.string() }).transform(({ task }) => task)]));
const Task = z.union([
  z.string().transform((cmd) => ({ cmds: [cmd], deps: [] as string[], dir: undefined })),
  z.array(Command).transform((cmds) => ({ cmds, deps: [] as string[], dir: undefined })),
  z
    .object({
      cmds: z.array(Command).optional(),
      cmd: z.string().optional(),
      deps: Deps.optional(),
      dir: z.string().optional(),
    })
    .transform(({ cmds, cmd, deps, dir }) => ({
      cmds: cmds ?? (cmd === undefined ? [] : [cmd]),
      deps: deps ?? [],
      dir,
    })),
]);
const Taskfile = z.object({
  tasks: z.record(z.string(), z.unknown()),
  vars: z.record(z.string(), z.unknown()).optional(),
});

const MAX_TASKS = 50;

/** The commands of the task and of those before it; null where it is not there, or asks for more than plain text. */
export function taskCommands(text: string, name: string): string[] | null {
  const file = Taskfile.safeParse(yamlIn(text)).data;
  if (file === undefined) return null;
  const values = Object.entries(file.vars ?? {}).filter(
    ([, value]) => typeof value === "string" || typeof value === "number",
  );
  const filled = (line: string) =>
    values
      .reduce(
        (all, [key, value]) =>
          all.replaceAll(new RegExp(`\\{\\{\\s*\\.${key}\\s*\\}\\}`, "g"), () => String(value)),
        line,
      )
      .replace(/\s*\{\{\s*\.CLI_ARGS\s*\}\}/g, "");
  const seen = new Set<string>();
  const commandsOf = (wanted: string): string[] | null => {
    if (seen.has(wanted)) return [];
    seen.add(wanted);
    const task = Task.safeParse(file.tasks[wanted]).data;
    if (task === undefined || seen.size > MAX_TASKS) return null;
    const own = task.cmds.map((each) =>
      typeof each === "string" ? [inFolder(task.dir, filled(each))] : commandsOf(each.task),
    );
    const parts = [...task.deps.map(commandsOf), ...own];
    const lines = parts.flatMap((part) => part ?? []);
    return parts.includes(null) || lines.some((line) => line.includes("{{")) ? null : lines;
  };
  return commandsOf(name);
}

function inFolder(dir: string | undefined, line: string): string {
  return dir === undefined ? line : `(cd ${dir} && ${line})`;
}

// A sandbox in memory: files in a map, commands answered by the test. For what tools say, not for what machines do.
import { ToolError } from "../../src/domain/errors.ts";
import type { Command, CommandResult, Entry, Match, Sandbox } from "../../worker/sandboxes/sandbox.ts";

export type MemorySandbox = Sandbox & { files: Map<string, Uint8Array>; commands: Command[] };

export type MemoryOptions = {
  files?: Record<string, string | Uint8Array>;
  run?: (command: Command) => Partial<CommandResult>;
};

export function memorySandbox({ files: given = {}, run = () => ({}) }: MemoryOptions = {}): MemorySandbox {
  const files = new Map(
    Object.entries(given).map(([path, content]) => [
      path,
      typeof content === "string" ? Buffer.from(content) : content,
    ]),
  );
  const commands: Command[] = [];
  const unused = () => {
    throw new Error("no tool uses this");
  };
  return {
    id: "memory",
    files,
    commands,
    run: async (command) => {
      commands.push(command);
      return { exitStatus: 0, ending: "exited", output: "", cutBytes: 0, durationMs: 1, ...run(command) };
    },
    read: async (path, { maxBytes }) => {
      const content = files.get(path);
      if (content === undefined) throw new ToolError(`There is no file ${path}.`);
      if (content.length > maxBytes) throw new ToolError(`${path} is larger than ${maxBytes} bytes.`);
      return content;
    },
    write: async (path, content) => {
      if (path.startsWith("/") || path.split("/").includes("..")) {
        throw new ToolError(`${path} leads out of the repository.`);
      }
      files.set(path, content);
    },
    list: async (path) => entriesIn(files, path),
    search: async ({ pattern, path, maxMatches }) => matchesIn(files, pattern, path).slice(0, maxMatches),
    patch: unused,
    freeze: unused,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function entriesIn(files: Map<string, Uint8Array>, path: string): Entry[] {
  const prefix = path === "." ? "" : `${path}/`;
  const entries = new Map<string, Entry>();
  for (const [file, content] of files) {
    if (!file.startsWith(prefix)) continue;
    const [name = "", ...deeper] = file.slice(prefix.length).split("/");
    const kind = deeper.length > 0 ? "folder" : "file";
    entries.set(name, { name, kind, bytes: kind === "file" ? content.length : 4096 });
  }
  if (entries.size === 0 && path !== ".") throw new ToolError(`There is no folder ${path}.`);
  return [...entries.values()];
}

function matchesIn(files: Map<string, Uint8Array>, pattern: string, path: string): Match[] {
  const wanted = new RegExp(pattern);
  return [...files]
    .filter(([file]) => path === "." || file === path || file.startsWith(`${path}/`))
    .flatMap(([file, content]) =>
      Buffer.from(content)
        .toString("utf8")
        .split("\n")
        .map((text, index) => ({ path: file, line: index + 1, text })),
    )
    .filter((match) => wanted.test(match.text));
}

// A sandbox in memory: files in a map, commands answered by the test. For what tools say and runs do, not for machines.
import { SandboxError, ToolError } from "../../src/domain/errors.ts";
import {
  type Command,
  type CommandResult,
  type Entry,
  type Match,
  OUTSIDE,
  type OutsideFile,
  type Sandbox,
} from "../../worker/sandboxes/sandbox.ts";

export type MemorySandbox = Sandbox & {
  files: Map<string, Uint8Array>;
  /** Files outside of the repository, by absolute path. */
  outside: Map<string, string>;
  commands: Command[];
};

export type MemoryOptions = {
  files?: Record<string, string | Uint8Array>;
  run?: (command: Command) => Partial<CommandResult> | Promise<Partial<CommandResult>>;
  patch?: Sandbox["patch"];
  freeze?: Sandbox["freeze"];
};

export function memorySandbox(options: MemoryOptions = {}): MemorySandbox {
  const { run = () => ({}), patch = unused, freeze = unused } = options;
  const files = new Map(
    Object.entries(options.files ?? {}).map(([path, content]) => [
      path,
      typeof content === "string" ? Buffer.from(content) : content,
    ]),
  );
  const outside = new Map<string, string>();
  const commands: Command[] = [];
  let isDisposed = false;
  const whileOpen =
    <Args extends unknown[], Result>(act: (...args: Args) => Promise<Result>) =>
    async (...args: Args) => {
      if (isDisposed) throw new SandboxError({ kind: "disposed" });
      return await act(...args);
    };
  return {
    id: "memory",
    files,
    outside,
    commands,
    run: whileOpen(async (command) => {
      commands.push(command);
      if (command.signal?.aborted) return { ...ENDED, exitStatus: null, ending: "cancelled" };
      return { ...ENDED, ...(await run(command)) };
    }),
    read: whileOpen(async (path, { maxBytes }) => {
      const content = files.get(within(path));
      if (content === undefined) throw new ToolError(`Could not read ${path}: there is no such file.`);
      if (content.length > maxBytes) throw new ToolError(`${path} is larger than ${maxBytes} bytes.`);
      return content;
    }),
    readOutside: whileOpen(async (path, { maxBytes }) => readOutside(outside, path, maxBytes)),
    write: whileOpen(async (path, content) => {
      files.set(within(path), content);
    }),
    list: whileOpen(async (path) => entriesIn(files, within(path))),
    search: whileOpen(async ({ pattern, path, maxMatches }) =>
      matchesIn(files, pattern, within(path)).slice(0, maxMatches),
    ),
    patch: whileOpen(patch),
    freeze: whileOpen(async (key) => {
      const layer = await freeze(key);
      isDisposed = true;
      return layer;
    }),
    [Symbol.asyncDispose]: async () => {
      isDisposed = true;
    },
  };
}

const ENDED: CommandResult = { exitStatus: 0, ending: "exited", output: "", cutBytes: 0, durationMs: 1 };

function unused(): never {
  throw new Error("this sandbox was made for tools alone");
}

/** From the root of the repository, without `.`; empty for the root itself. */
function within(path: string): string {
  const names = path.split("/").filter((name) => name !== "" && name !== ".");
  if (path.startsWith("/") || names.includes(".."))
    throw new ToolError(`${path} leads out of the repository.`);
  return names.join("/");
}

function readOutside(files: ReadonlyMap<string, string>, path: string, maxBytes: number): OutsideFile {
  if (!path.startsWith(OUTSIDE)) return { kind: "refused", reason: "not-outside" };
  const content = files.get(path);
  if (content === undefined) return { kind: "refused", reason: "missing" };
  const bytes = Buffer.from(content);
  return bytes.length > maxBytes ? { kind: "refused", reason: "too-large" } : { kind: "read", bytes };
}

function entriesIn(files: Map<string, Uint8Array>, folder: string): Entry[] {
  const prefix = folder === "" ? "" : `${folder}/`;
  const entries = new Map<string, Entry>();
  for (const [file, content] of files) {
    if (!file.startsWith(prefix)) continue;
    const [name = "", ...deeper] = file.slice(prefix.length).split("/");
    const kind = deeper.length > 0 ? "folder" : "file";
    entries.set(name, { name, kind, bytes: kind === "file" ? content.length : 4096 });
  }
  if (entries.size === 0 && folder !== "")
    throw new ToolError(`Could not list ${folder}: there is no such file or folder.`);
  return [...entries.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function matchesIn(files: Map<string, Uint8Array>, pattern: string, path: string): Match[] {
  const wanted = expressionOf(pattern);
  return [...files]
    .filter(([file]) => path === "" || file === path || file.startsWith(`${path}/`))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, content]) =>
      Buffer.from(content)
        .toString("utf8")
        .split("\n")
        .map((text, index) => ({ path: file, line: index + 1, text })),
    )
    .filter((match) => wanted.test(match.text));
}

function expressionOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch (error) {
    throw new ToolError(`Could not search for ${pattern}: ${error}`);
  }
}

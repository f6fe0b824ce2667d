// Git in the bare repositories: a subprocess that ignores the machine's own configuration.
import { spawn } from "node:child_process";
import type { Shell } from "./shell.ts";

type GitResult = { status: number; out: Buffer; err: string };

type GitOptions = { input?: string | Buffer; env?: Record<string, string> };

/** Git in one bare repository. */
export type Git = {
  dir: string;
  /** Runs git and returns its answer, whatever its exit status is. */
  run(args: string[], options?: GitOptions): Promise<GitResult>;
  /** The output of git without its last line break. Throws if git fails, because that is our mistake here. */
  text(args: string[], options?: GitOptions): Promise<string>;
  /** The output of git, or null if git fails: for questions whose answer may be "there is none". */
  ask(args: string[]): Promise<string | null>;
};

const FORGOTTEN = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"];
const PLAIN = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
  LC_ALL: "C",
};

export function gitIn(shell: Shell, dir: string): Git {
  const start = async (args: string[], { input, env }: GitOptions = {}): Promise<GitResult> => {
    const { status, out, err } = await shell.run(commandLine(dir, args, env), input);
    return { status, out, err: err.toString() };
  };
  const known = new Map<string, Promise<GitResult>>();
  const run: Git["run"] = async (args, options) => {
    if (options !== undefined || !isForEver(args)) return await start(args, options);
    const key = args.join("\0");
    const result = known.get(key) ?? start(args);
    known.set(key, result);
    // A missing object may exist later, so it is not kept.
    if ((await result).status !== 0) known.delete(key);
    return await result;
  };
  return {
    dir,
    run,
    text: async (args, options) => {
      const { status, out, err } = await run(args, options);
      if (status !== 0) throw new Error(`git ${args.join(" ")} failed in ${dir}: ${err.trim()}`);
      return withoutLastBreak(out);
    },
    ask: async (args) => {
      const { status, out } = await run(args);
      return status === 0 ? withoutLastBreak(out) : null;
    },
  };
}

const COMPARISONS = ["diff-tree", "log", "merge-base", "merge-tree"];
const OBJECTS = /^[0-9a-f]{40}(\.{2,3}[0-9a-f]{40})?$/;

/** Objects never change, so answers about them alone are kept, because every view of a pull request asks again. */
function isForEver([command = "", ...rest]: string[]): boolean {
  const named = rest.filter((argument) => !argument.startsWith("-"));
  return COMPARISONS.includes(command) && named.length > 0 && named.every((name) => OBJECTS.test(name));
}

/** Starts git with open input and output. The caller owns the process. */
export function spawnGit(dir: string, args: string[], env: Record<string, string> = {}) {
  const [command = "", ...rest] = commandLine(dir, args, env);
  return spawn(command, rest, { stdio: ["pipe", "pipe", "pipe"] });
}

function commandLine(dir: string, args: string[], env: Record<string, string> = {}): string[] {
  const forgotten = FORGOTTEN.flatMap((name) => ["-u", name]);
  const variables = Object.entries({ ...PLAIN, ...env }).map(([name, value]) => `${name}=${value}`);
  return ["env", ...forgotten, ...variables, "git", `--git-dir=${dir}`, ...args];
}

function withoutLastBreak(out: Buffer): string {
  return out.toString().replace(/\n$/, "");
}

/** The commit that a name stands for, or null. */
export function findCommit(git: Git, name: string): Promise<string | null> {
  return git.ask(["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
}

export function branchSha(git: Git, branch: string): Promise<string | null> {
  return git.ask(["rev-parse", "--verify", "--quiet", `refs/heads/${branch}`]);
}

export async function hasObject(git: Git, sha: string, type: string): Promise<boolean> {
  return /^[0-9a-f]{40}$/.test(sha) && (await git.ask(["cat-file", "-t", sha])) === type;
}

export async function isAncestor(git: Git, older: string, newer: string): Promise<boolean> {
  return (await git.run(["merge-base", "--is-ancestor", older, newer])).status === 0;
}

/** Every branch and tag, with its object. */
export async function listRefs(git: Git, prefix = "refs/"): Promise<Map<string, string>> {
  const text = await git.text(["for-each-ref", "--format=%(refname) %(objectname)", prefix]);
  const lines = text.split("\n").filter((line) => line !== "");
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]));
}

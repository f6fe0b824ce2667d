// The bare repositories underneath: git run as a subprocess, with nothing taken from the machine's own configuration.
import { spawn } from "node:child_process";
import { once } from "node:events";

export type GitResult = { status: number; out: Buffer; err: string };

export type GitOptions = { input?: string | Buffer; env?: Record<string, string> };

const CLEAN = ["-u", "GIT_DIR", "-u", "GIT_WORK_TREE", "-u", "GIT_INDEX_FILE", "-u", "GIT_OBJECT_DIRECTORY"];
const PLAIN = {
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
  LC_ALL: "C",
};

/** Starts git in a bare repository. The caller owns the process. */
export function spawnGit(gitDir: string, args: string[], env: Record<string, string> = {}) {
  const variables = Object.entries({ ...PLAIN, ...env }).map(([name, value]) => `${name}=${value}`);
  return spawn("env", [...CLEAN, ...variables, "git", `--git-dir=${gitDir}`, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** Runs git to its end, whatever the end. */
export async function runGit(gitDir: string, args: string[], options: GitOptions = {}): Promise<GitResult> {
  const child = spawnGit(gitDir, args, options.env);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk) => out.push(chunk));
  child.stderr.on("data", (chunk) => err.push(chunk));
  // A git that ends early closes its input; that it ended is in its status.
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  const [status] = await once(child, "close");
  return { status: Number(status ?? 1), out: Buffer.concat(out), err: Buffer.concat(err).toString() };
}

/** What git prints, without the last line break. Throws when git refuses: here that is a mistake of ours. */
export async function git(gitDir: string, args: string[], options: GitOptions = {}): Promise<string> {
  const result = await runGit(gitDir, args, options);
  if (result.status !== 0) throw new Error(`git ${args.join(" ")} failed in ${gitDir}: ${result.err.trim()}`);
  return result.out.toString().replace(/\n$/, "");
}

/** What git prints, or null when it refuses: for questions whose answer may be "there is none". */
export async function askGit(gitDir: string, args: string[]): Promise<string | null> {
  const result = await runGit(gitDir, args);
  return result.status === 0 ? result.out.toString().replace(/\n$/, "") : null;
}

/** The commit something names, or null. */
export function findCommit(gitDir: string, name: string): Promise<string | null> {
  return askGit(gitDir, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`]);
}

export function branchSha(gitDir: string, branch: string): Promise<string | null> {
  return askGit(gitDir, ["rev-parse", "--verify", "--quiet", `refs/heads/${branch}`]);
}

export async function hasObject(gitDir: string, sha: string, type: string): Promise<boolean> {
  return /^[0-9a-f]{40}$/.test(sha) && (await askGit(gitDir, ["cat-file", "-t", sha])) === type;
}

export async function isAncestor(gitDir: string, older: string, newer: string): Promise<boolean> {
  return (await runGit(gitDir, ["merge-base", "--is-ancestor", older, newer])).status === 0;
}

/** Every branch and tag with its object. */
export async function listRefs(gitDir: string, prefix = "refs/"): Promise<Map<string, string>> {
  const text = await git(gitDir, ["for-each-ref", "--format=%(refname) %(objectname)", prefix]);
  const lines = text.split("\n").filter((line) => line !== "");
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]));
}

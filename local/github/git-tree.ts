// Trees: lists them, and makes a new one from a base and changes in a throw-away index.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Git } from "./git.ts";

export type TreeEntry = { mode: string; type: string; sha: string; size: number | null; path: string };

/** `object` null: the path is deleted. */
export type TreeChange = { path: string; mode: string; object: string | null };

export async function listTree(git: Git, tree: string, recursive: boolean): Promise<TreeEntry[]> {
  const flags = recursive ? ["-r", "-t"] : [];
  const text = await git.text(["ls-tree", "-z", "-l", ...flags, tree]);
  return text
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => {
      const [mode = "", type = "", sha = "", size = "-"] = line.slice(0, line.indexOf("\t")).split(/ +/);
      return {
        mode,
        type,
        sha,
        size: size === "-" ? null : Number(size),
        path: line.slice(line.indexOf("\t") + 1),
      };
    });
}

export async function writeBlob(git: Git, content: string | Buffer): Promise<string> {
  return await git.text(["hash-object", "-w", "--stdin"], { input: content });
}

/** The tree of `base` (null: an empty tree) with the changes on top. */
export async function writeTree(git: Git, base: string | null, changes: TreeChange[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "local-github-index-"));
  const env = { GIT_INDEX_FILE: join(folder, "index") };
  await git.text(base ? ["read-tree", base] : ["read-tree", "--empty"], { env });
  const lines = changes.map((c) => `${c.object ? c.mode : "0"} ${c.object ?? "0".repeat(40)}\t${c.path}\0`);
  await git.text(["update-index", "-z", "--replace", "--index-info"], { env, input: lines.join("") });
  const tree = await git.text(["write-tree"], { env });
  await rm(folder, { recursive: true });
  return tree;
}

/** The tree of a directory on disk, as git would add it. */
export async function writeTreeOfDirectory(git: Git, directory: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "local-github-index-"));
  const env = { GIT_INDEX_FILE: join(folder, "index") };
  await git.text([`--work-tree=${directory}`, "add", "--all", "--force", "."], { env });
  const tree = await git.text(["write-tree"], { env });
  await rm(folder, { recursive: true });
  return tree;
}

export async function readBlob(git: Git, sha: string): Promise<Buffer | null> {
  const result = await git.run(["cat-file", "blob", sha]);
  return result.status === 0 ? result.out : null;
}

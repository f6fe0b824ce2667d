// Finds the path that a model meant: without the mount in front, or named so much like another that it is offered.
import { posix } from "node:path";
import { ToolError } from "../../src/domain/errors.ts";
import type { Readable } from "../sandboxes/sandbox.ts";

/** Folders where other machines mount a repository. */
const MOUNTS = new Set(["repo", "workspace", "workspaces", "app", "code", "project"]);
const MOST_OFFERED = 3;

/**
 * The path without what stands in front of it on another machine, where nothing of the repository is there and something is
 * without it. Any other path stays as it is. Asks the sandbox only about paths that begin so.
 */
export async function meantPath(sandbox: Readable, path: string): Promise<string> {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  const isAbsolute = path.startsWith("/");
  const [first = ""] = parts;
  if (parts.includes("..") || (!isAbsolute && !MOUNTS.has(first))) return path;
  if (!isAbsolute && (await namesIn(sandbox, ".")).includes(first)) return path;
  for (let from = 1; from < parts.length; from += 1) {
    const candidate = parts.slice(from).join("/");
    if (await exists(sandbox, candidate)) return candidate;
    if (!isAbsolute) break;
  }
  // A new file below a mount that is known.
  return MOUNTS.has(first) && parts.length > 1 ? parts.slice(1).join("/") : path;
}

/** Looks at the path that was meant. Where there is none, the ToolError names those in its folder that are like it. */
export async function lookAt<T>(
  sandbox: Readable,
  path: string,
  look: (path: string) => Promise<T>,
): Promise<{ path: string; found: T }> {
  const meant = await meantPath(sandbox, path);
  try {
    return { path: meant, found: await look(meant) };
  } catch (thrown) {
    if (!(thrown instanceof ToolError)) throw thrown;
    const like = await namesLike(sandbox, meant);
    if (like.length === 0) throw thrown;
    throw new ToolError(`${thrown.message} Did you mean ${like.join(" or ")}?`);
  }
}

async function exists(sandbox: Readable, path: string): Promise<boolean> {
  return (await namesIn(sandbox, posix.dirname(path))).includes(posix.basename(path));
}

/** Empty where the path itself is there: then something else is wrong. */
async function namesLike(sandbox: Readable, path: string): Promise<string[]> {
  const folder = posix.dirname(path);
  const names = await namesIn(sandbox, folder);
  const wanted = posix.basename(path);
  if (names.includes(wanted)) return [];
  return names
    .filter((name) => isLike(name, wanted))
    .slice(0, MOST_OFFERED)
    .map((name) => posix.join(folder, name));
}

async function namesIn(sandbox: Readable, folder: string): Promise<string[]> {
  try {
    return (await sandbox.list(folder)).map(({ name }) => name);
  } catch (thrown) {
    if (thrown instanceof ToolError) return [];
    throw thrown;
  }
}

/** The same but for case, the ending, or a letter or two of many. */
function isLike(name: string, wanted: string): boolean {
  const [a, b] = [stemOf(name.toLowerCase()), stemOf(wanted.toLowerCase())];
  const length = Math.min(a.length, b.length);
  return a === b || (length > 2 && distance(a, b) <= (length > 5 ? 2 : 1));
}

function stemOf(name: string): string {
  return name.replace(/\.[^.]+$/, "");
}

function distance(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...a].entries()) {
    const now = [row + 1];
    for (const [column, other] of [...b].entries()) {
      const swapped = (before[column] ?? 0) + (letter === other ? 0 : 1);
      now.push(Math.min((now[column] ?? 0) + 1, (before[column + 1] ?? 0) + 1, swapped));
    }
    before = now;
  }
  return before.at(-1) ?? 0;
}

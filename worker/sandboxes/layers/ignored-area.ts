// The part of a tree that a layer fills: whether the layer may lie on another commit than its own, and on which.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** `roots`: ignored files and folders, with all that is in them. `folders`: the folders that lead to those. */
export const IgnoredArea = z.object({ roots: z.array(z.string()), folders: z.array(z.string()) });
export type IgnoredArea = z.infer<typeof IgnoredArea>;

/**
 * The area of what a sandbox wrote above its tree (`upper`, as an overlay keeps it). Null where it wrote more than ignored
 * paths: a file of the commit (its copy would cover that of another commit), or one that is not ignored. Nothing may
 * write to `upper` meanwhile. No link is followed.
 */
export async function ignoredAreaOf(upper: string, ignored: string[]): Promise<IgnoredArea | null> {
  const roots = new Set(ignored.map((path) => path.replace(/\/$/, "")));
  const folders: string[] = [];
  for (const pending = [""]; ; ) {
    const folder = pending.pop();
    if (folder === undefined) return { roots: [...roots], folders };
    for (const entry of await readdir(join(upper, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (roots.has(path)) continue;
      if (!entry.isDirectory()) return null;
      folders.push(path);
      pending.push(path);
    }
  }
}

/** Whether a commit with these paths has something where the layer stands, or a file where it has a folder. */
export function collides(paths: string[], { roots, folders }: IgnoredArea): boolean {
  const taken = new Set(roots);
  const leading = new Set(folders);
  return paths.some((path) => leading.has(path) || prefixesOf(path).some((prefix) => taken.has(prefix)));
}

/** `a/b/c` → `a`, `a/b`, `a/b/c`. */
function prefixesOf(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_part, at) => parts.slice(0, at + 1).join("/"));
}

// Where a layer stands in a tree: whether it may lie on another commit than the one it was made on, and on which.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

/** `roots`: ignored files and folders, with all that is in them. `folders`: the folders that lead to those. */
export const Extent = z.object({ roots: z.array(z.string()), folders: z.array(z.string()) });
export type Extent = z.infer<typeof Extent>;

/**
 * Of what a sandbox wrote above its tree, as the overlay keeps it; null where that is more than ignored paths: a file of
 * the commit (its copy would cover that of another commit), or one that is not ignored. Nobody writes there any more, and
 * no link is followed.
 */
export async function extentOf(upper: string, ignored: string[]): Promise<Extent | null> {
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
export function collides(paths: string[], { roots, folders }: Extent): boolean {
  const taken = new Set(roots);
  const ways = new Set(folders);
  return paths.some((path) => ways.has(path) || prefixesOf(path).some((prefix) => taken.has(prefix)));
}

/** `a/b/c` → `a`, `a/b`, `a/b/c`. */
function prefixesOf(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_part, at) => parts.slice(0, at + 1).join("/"));
}

// Under which condition a line of code is built, and which command of the project builds it or names its file.

import { z } from "zod";
import { buildsOf } from "./paths.ts";
import type { TreeView } from "./toolchain.ts";
import { manifest, textOf } from "./tree.ts";

/** `text` null: the file as a whole. `line` is 1-based. */
export type Built = { path: string; text: string | null; line: number };

/** What is read from code and manifests alone; null: nothing was found. No command is tried. */
export async function builtBy(
  { path, text, line }: Built,
  tree: TreeView,
): Promise<{ condition: string | null; command: string | null }> {
  const own = await buildsOf(path)?.under?.(
    { path, text: text ?? (await tree.read(path)) ?? "", line },
    tree,
  );
  if (own !== undefined && own !== null) return own;
  return { condition: null, command: (await targetFor(path, tree)) ?? (await scriptFor(path, tree)) };
}

const MAKEFILES = ["GNUmakefile", "makefile", "Makefile"];

/** A target whose head or recipe names the file, or what is made of it. */
async function targetFor(path: string, tree: TreeView): Promise<string | null> {
  const stem = path.replace(/\.[^./]+$/, "");
  const names = [path, stem, stem.slice(stem.lastIndexOf("/") + 1)].filter((name) => name.length > 2);
  let target: string | null = null;
  for (const text of (await textOf(tree, MAKEFILES)).split("\n")) {
    const head = /^([\w./-]+)[^=:]*:(?![:=])/.exec(text)?.[1];
    if (head !== undefined) target = head;
    else if (!/^\s/.test(text)) target = null;
    if (target !== null && !target.startsWith(".") && names.some((name) => isWord(text, name)))
      return `make ${target}`;
  }
  return null;
}

const Manifest = z.object({ scripts: z.record(z.string(), z.string()).default({}) });

/** A script other than `test` whose command names the file or a folder that it is in. */
async function scriptFor(path: string, tree: TreeView): Promise<string | null> {
  const scripts = Object.entries((await manifest(tree, "package.json", Manifest))?.scripts ?? {});
  const folders = path.split("/").map((_, i, parts) => parts.slice(0, i + 1).join("/"));
  const found = scripts.find(
    ([name, command]) => name !== "test" && folders.some((folder) => isWord(command, folder)),
  );
  return found === undefined ? null : `npm run ${found[0]}`;
}

function isWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const around = (text[at - 1] ?? " ") + (text[at + name.length] ?? " ");
    if (!/[\w-]/.test(around)) return true;
  }
  return false;
}

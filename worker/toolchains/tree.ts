// What toolchains read of a tree: files in its root, manifests, and what its Makefile and its pipeline say.
import type { z } from "zod";
import { jsonIn } from "../diagnostics/format.ts";
import type { TreeView } from "./toolchain.ts";

/** The first of these files that the tree has. */
export function firstOf(tree: TreeView, names: readonly string[]): string | null {
  const there = new Set(tree.paths);
  return names.find((name) => there.has(name)) ?? null;
}

export function has(tree: TreeView, name: string): boolean {
  return tree.paths.includes(name);
}

/** The texts of these files in one, without the mark that a text of Windows may begin with; a file that is not there adds nothing. */
export async function textOf(tree: TreeView, names: readonly string[]): Promise<string> {
  const there = names.filter((name) => has(tree, name));
  const texts = await Promise.all(there.map((name) => tree.read(name)));
  return texts.map((text) => (text ?? "").replace(/^\ufeff/, "")).join("\n");
}

/** The pipeline and the recipes that say how the repository is built and checked, as one text. */
export function recipesOf(tree: TreeView): Promise<string> {
  return textOf(tree, [...workflowsOf(tree), ...MAKEFILES, "justfile", "Justfile"]);
}

export function isWorkflow(path: string): boolean {
  return /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path);
}

const MAX_WORKFLOWS = 20;

export function workflowsOf({ paths }: Pick<TreeView, "paths">): string[] {
  return paths.filter(isWorkflow).slice(0, MAX_WORKFLOWS);
}

/** A manifest in JSON; null where it is missing, no JSON, or of another shape. */
export async function manifest<Schema extends z.ZodType>(
  tree: TreeView,
  name: string,
  schema: Schema,
): Promise<z.infer<Schema> | null> {
  return schema.safeParse(jsonIn(await textOf(tree, [name]))).data ?? null;
}

const MAKEFILES = ["GNUmakefile", "makefile", "Makefile"];

/** The text of the Makefile in the root; empty where there is none. */
export async function makefileOf(tree: TreeView): Promise<string> {
  const name = firstOf(tree, MAKEFILES);
  return name === null ? "" : await textOf(tree, [name]);
}

/** The targets of the Makefile in the root, as far as they are written out; null where there is no Makefile. */
export async function makeTargets(tree: TreeView): Promise<Set<string> | null> {
  const name = firstOf(tree, MAKEFILES);
  if (name === null) return null;
  const text = await textOf(tree, [name]);
  const heads = text
    .split("\n")
    .flatMap((line) => /^([\w. -]+):(?![:=])/.exec(line)?.[1]?.split(/\s+/) ?? []);
  return new Set(heads.filter((target) => target !== "" && !target.startsWith(".")));
}

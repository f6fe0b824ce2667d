// What package.json says, as far as a toolchain needs it, of the root and of every package of a monorepo.
import { z } from "zod";
import { entriesOf } from "../manifests.ts";
import { foldersNamed, MAX_PACKAGES } from "../packages.ts";
import type { TreeView } from "../toolchain.ts";
import { manifest, textOf } from "../tree.ts";
import { files } from "./files.ts";

/** A part of another shape hides no other part: npm takes such a manifest, too. */
const Names = z.unknown().optional().transform(textsOf);
const Text = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === "string" ? value : undefined));

function textsOf(value: unknown): Record<string, string> {
  const texts = entriesOf(value).flatMap(([name, text]) =>
    typeof text === "string" ? [[name, text] as const] : [],
  );
  return Object.fromEntries(texts);
}

export const Manifest = z.object({
  name: Text,
  scripts: Names,
  dependencies: Names,
  devDependencies: Names,
  optionalDependencies: Names,
  workspaces: z.unknown().optional(),
  packageManager: Text,
  engines: z.unknown().optional(),
  volta: z.unknown().optional(),
});
export type Manifest = z.infer<typeof Manifest>;

/** A package of a monorepo. */
export type Package = { folder: string; manifest: Manifest };

const Workspaces = z.union([
  z.array(z.string()),
  z.object({ packages: z.array(z.string()) }).transform((object) => object.packages),
]);

/** In build order: a package comes after those it depends on. Empty where there are too many to tell apart. */
export async function packagesOf(tree: TreeView, root: Manifest): Promise<Package[]> {
  const listed = Workspaces.safeParse(root.workspaces).data ?? [];
  const patterns = [...listed, ...patternsOf(await textOf(tree, ["pnpm-workspace.yaml"]))];
  const folders = foldersNamed(tree, "package.json", patterns)
    .filter((folder) => !files.installed?.test(`${folder}/`))
    .sort();
  if (folders.length > MAX_PACKAGES) return [];
  const read = await Promise.all(
    folders.map(async (folder) => ({
      folder,
      manifest: await manifest(tree, `${folder}/package.json`, Manifest),
    })),
  );
  return inBuildOrder(
    read.flatMap(({ folder, manifest }) => (manifest === null ? [] : [{ folder, manifest }])),
  );
}

/** The list `packages:` of pnpm's workspace file, written as everyone does: one pattern a line. */
function patternsOf(yaml: string): string[] {
  const list = /^packages:[ \t]*\n((?:[ \t]*(?:-.*|#.*)?\n)*)/m.exec(`${yaml}\n`)?.[1] ?? "";
  const items = [...list.matchAll(/^[ \t]*-[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s#'"]+))/gm)];
  return items.map(([, double, single, bare]) => double ?? single ?? bare ?? "");
}

function inBuildOrder(packages: Package[]): Package[] {
  const seen = new Set<Package>();
  const ordered: Package[] = [];
  const visit = (each: Package) => {
    if (seen.has(each)) return;
    seen.add(each);
    for (const needed of neededBy(each, packages)) visit(needed);
    ordered.push(each);
  };
  for (const each of packages) visit(each);
  return ordered;
}

/** The given packages and those of the monorepo that they depend on, in build order. */
export function withNeeded(packages: readonly Package[], wanted: readonly Package[]): Package[] {
  const found = new Set(wanted);
  for (const each of found) for (const needed of neededBy(each, packages)) found.add(needed);
  return packages.filter((each) => found.has(each));
}

function neededBy({ manifest }: Package, packages: readonly Package[]): Package[] {
  const names = new Set(dependenciesOf(manifest));
  return packages.filter((other) => other.manifest.name !== undefined && names.has(other.manifest.name));
}

export function dependenciesOf(manifest: Manifest): string[] {
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  return [dependencies, devDependencies, optionalDependencies].flatMap((list) => Object.keys(list));
}

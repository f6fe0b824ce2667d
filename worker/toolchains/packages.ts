// The packages of a monorepo: which folders its patterns name, and which of those a change touches.
import type { Touched, TreeView } from "./toolchain.ts";

/** With more packages than this, everything is checked together. */
export const MAX_PACKAGES = 100;
const MAX_PATTERNS = 200;
const MAX_DEPTH = 12;
/** Narrowing to nearly everything saves nothing. */
const MAX_TOUCHED = 10;

/** A path that needs no quotes in a command and stays inside of the repository. */
const PLAIN = /^(?!-)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[\w@.][\w@.+/-]*$/;

export function isPlain(path: string): boolean {
  return path.length <= 200 && PLAIN.test(path);
}

/**
 * The folders with a manifest of this name that a pattern names and no pattern with `!` excludes. A pattern is a path whose
 * parts may be `**`, or have one `*`. Any other pattern, or one that leads out of the tree, names nothing.
 */
export function foldersNamed(tree: TreeView, manifest: string, patterns: readonly string[]): string[] {
  const read = patterns.slice(0, MAX_PATTERNS);
  const wanted = read.filter((pattern) => !pattern.startsWith("!")).flatMap(partsOf);
  const unwanted = read.filter((pattern) => pattern.startsWith("!")).flatMap((p) => partsOf(p.slice(1)));
  if (wanted.length === 0) return [];
  return foldersWith(tree, manifest).filter((folder) => {
    const parts = folder.split("/");
    const isNamed = (pattern: string[]) => matches(pattern, parts);
    return parts.length <= MAX_DEPTH && wanted.some(isNamed) && !unwanted.some(isNamed);
  });
}

/** Patterns of gitignore for this name in each folder with the manifest, the root included. */
export function besideEach(tree: TreeView, manifest: string, name: string): string[] {
  const root = tree.paths.includes(manifest) ? [`/${name}`] : [];
  return [...root, ...foldersWith(tree, manifest).map((folder) => `/${folder}/${name}`)];
}

/** The folders with a file of this name, but for the root. */
function foldersWith(tree: TreeView, manifest: string): string[] {
  const end = `/${manifest}`;
  return tree.paths
    .filter((path) => path.endsWith(end))
    .map((path) => path.slice(0, -end.length))
    .filter(isPlain);
}

/**
 * The innermost folder around each file that a change touches; documents do not count. Null where the change touches a
 * manifest, a file outside of all folders, or too many folders.
 */
export function touchedFolders(
  folders: readonly string[],
  touched: readonly Touched[],
  manifest: RegExp,
): string[] | null {
  const known = new Set(folders);
  const code = touched.filter(({ path }) => !/\.(md|rst|txt)$/.test(path));
  const around = code.map(({ path }) => (manifest.test(path) ? undefined : innermost(known, path)));
  const found = new Set(around.filter((folder) => folder !== undefined));
  if (around.includes(undefined) || found.size === 0) return null;
  return found.size > MAX_TOUCHED || found.size === known.size ? null : [...found].sort();
}

function innermost(folders: ReadonlySet<string>, path: string): string | undefined {
  const parts = path.split("/");
  const outwards = parts.map((_, i) => parts.slice(0, -1 - i).join("/"));
  return outwards.find((folder) => folders.has(folder));
}

/** The parts of the pattern in a list, or an empty list where we cannot read it. */
function partsOf(pattern: string): string[][] {
  const parts = pattern.replace(/^\.\//, "").replace(/\/+$/, "").split("/");
  const deep = parts.filter((part) => part === "**").length;
  const plain = parts.every((part) => part === "**" || (/^[\w@.+-]*\*?[\w@.+-]*$/.test(part) && part !== ""));
  const leadsOut = parts.some((part) => part === ".." || part === ".");
  return plain && !leadsOut && deep <= 2 && parts.length <= MAX_DEPTH ? [parts] : [];
}

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return parts.length === 0;
  if (first === "**") return matches(rest, parts) || (parts.length > 0 && matches(pattern, parts.slice(1)));
  const [part, ...others] = parts;
  return part !== undefined && isNamedBy(first, part) && matches(rest, others);
}

function isNamedBy(pattern: string, part: string): boolean {
  const [start = "", end] = pattern.split("*");
  if (end === undefined) return start === part;
  return part.length >= start.length + end.length && part.startsWith(start) && part.endsWith(end);
}

// Who brings what from whom, by the syntax of the files: the importers of some files of a tree, and what each of those brings.
import type { Parser } from "../../map/parser.ts";
import type { Imported } from "../../toolchains/by-syntax.ts";
import { grammarOf, importsOf, isForeignPath, standsForFolder } from "../../toolchains/paths.ts";
import { nodesOf, type SyntaxNode } from "../../toolchains/syntax-node.ts";
import type { TreeView } from "../../workspace/workspace.ts";

/** `to`: the files of the tree that it means; none where it is no file of the repository. */
export type Brought = Imported & { to: string[] };
export type Source = { path: string; text: string; root: SyntaxNode; brings: Brought[] };

const CAPS = { fileBytes: 256 * 1024, allBytes: 8 * 1024 ** 2 };
const MOST_FILES = 3_000;
const MOST_PARSED = 300;
const PARSE_MS = 5_000;
const ALL_MS = 15_000;
/** How far an importer of an importer is looked for. */
const ROUNDS = 3;

/**
 * The files of `about` and those from which one of them is reached, by path. Of a file that says nothing like their names
 * nothing is read. What cannot be parsed in time is left out.
 */
export async function sourcesAround(
  about: readonly string[],
  { view, parser, signal }: { view: TreeView; parser: Parser; signal: AbortSignal },
): Promise<Map<string, Source>> {
  const sources = new Map<string, Source>();
  const read = view.paths.filter((path) => importsOf(path) !== null && !isForeignPath(path));
  if (about.length === 0 || read.length > MOST_FILES) return sources;
  const texts = await view.readAll(read, CAPS);
  const timeUp = AbortSignal.timeout(ALL_MS);
  let wanted = about;
  for (let round = 0; round < ROUNDS && wanted.length > 0; round++) {
    const stems = wanted.map(stemOf).filter((stem) => stem !== "");
    const near = [...texts].filter(
      ([path, text]) =>
        !sources.has(path) && (wanted.includes(path) || stems.some((stem) => text.includes(stem))),
    );
    for (const [path, text] of near) {
      if (timeUp.aborted || sources.size >= MOST_PARSED) return sources;
      const source = await sourceOf(path, text, { paths: view.paths, parser, signal });
      if (source !== null) sources.set(path, source);
    }
    const reached = new Set(wanted);
    wanted = near
      .map(([path]) => path)
      .filter((path) => sources.get(path)?.brings.some(({ to }) => to.some((each) => reached.has(each))));
  }
  return sources;
}

type Reading = { paths: readonly string[]; parser: Parser; signal: AbortSignal };

export async function sourceOf(
  path: string,
  text: string,
  { paths, parser, signal }: Reading,
): Promise<Source | null> {
  const [grammar, imports] = [grammarOf(path), importsOf(path)];
  if (grammar === null || imports === null) return null;
  const root = await parser.nodes({ grammar, text }, { timeoutMs: PARSE_MS, signal });
  signal.throwIfAborted();
  if (root === null) return null;
  const brings = [...nodesOf(root)]
    .flatMap((placed) => imports.at(placed, text))
    .map((imported) => ({ ...imported, to: meant(imports.paths(imported.module, path), paths) }));
  return { path, text, root, brings };
}

/** A folder that a file stands for has its name. */
function stemOf(path: string): string {
  const parts = path.replace(/\.[^./]+$/, "").split("/");
  const last = parts.at(-1) ?? "";
  return standsForFolder(path) ? (parts.at(-2) ?? "") : last;
}

/** The first of the candidates that is there; one that is only the end of a path has to be the end of one path alone. */
function meant(candidates: readonly string[], paths: readonly string[]): string[] {
  for (const candidate of candidates) {
    const found = candidate.startsWith("/")
      ? paths.filter((path) => path === candidate.slice(1))
      : candidate.includes("*")
        ? inFolder(candidate, paths)
        : ending(candidate, paths);
    if (found.length > 0) return found;
  }
  return [];
}

function inFolder(candidate: string, paths: readonly string[]): string[] {
  const [folder = "", end = ""] = candidate.split("*");
  return paths.filter((path) => {
    const at = `/${path}`.lastIndexOf(`/${folder}`);
    return at !== -1 && path.endsWith(end) && !path.slice(at + folder.length).includes("/");
  });
}

function ending(candidate: string, paths: readonly string[]): string[] {
  const found = paths.filter((path) => path === candidate || path.endsWith(`/${candidate}`));
  const exact = found.filter((path) => path === candidate || path === `src/${candidate}`);
  return exact.length > 0 ? exact.slice(0, 1) : found.length === 1 ? found : [];
}

// The repository map: every source file of a commit with its symbols, read from git's objects. Nothing is executed.
import { TOOLCHAINS } from "../toolchains/index.ts";
import type { Grammar } from "../toolchains/language.ts";
import { isForeignPath } from "../toolchains/paths.ts";
import type { TreeView } from "../workspace/workspace.ts";
import type { Outline } from "./outline.ts";
import type { Parser } from "./parser.ts";

export type MappedFile = Outline & { path: string };

export type RepositoryMap = {
  files: MappedFile[];
  /** Every path of the tree. */
  paths: string[];
  /** False: time was up before every file was read. */
  isWhole: boolean;
};

export type MapCaps = {
  files: number;
  fileBytes: number;
  allBytes: number;
  fileMs: number;
  allMs: number;
};

export const MAP_CAPS: MapCaps = {
  files: 1500,
  fileBytes: 256 * 1024,
  allBytes: 8 * 1024 ** 2,
  fileMs: 5000,
  allMs: 15_000,
};

export type Mapping = { parser: Parser; tree: TreeView; signal: AbortSignal; caps: MapCaps };

export const GRAMMARS: readonly Grammar[] = TOOLCHAINS.flatMap(({ grammars }) => grammars ?? []);

/** The grammar of the language that knows the file's ending. */
function grammarOf(path: string): Grammar | null {
  return GRAMMARS.find((grammar) => grammar.files.test(path)) ?? null;
}

/** A file that cannot be parsed within the caps is left out. Rejects only when the signal aborts or git fails. */
export async function mapRepository({ parser, tree, signal, caps }: Mapping): Promise<RepositoryMap> {
  const texts = await tree.readAll(sourcesOf(tree.paths).slice(0, caps.files), caps);
  const timeUp = AbortSignal.timeout(caps.allMs);
  const files: MappedFile[] = [];
  for (const [path, text] of texts) {
    if (timeUp.aborted) break;
    const grammar = grammarOf(path);
    if (grammar === null || isGenerated(text)) continue;
    const limit = { timeoutMs: caps.fileMs, signal };
    const outline = await parser.outline({ grammar, text }, limit);
    signal.throwIfAborted();
    if (outline !== null) files.push({ path, ...outline, symbols: ownSymbols(outline, grammar) });
  }
  return { files: files.map(withDefinedWords(files)), paths: tree.paths, isWhole: !timeUp.aborted };
}

function ownSymbols({ symbols }: Outline, { takesIn }: Grammar): Outline["symbols"] {
  return symbols.filter(({ kind, text }) => kind !== "constant" || takesIn?.test(text) !== true);
}

/** Keeps only the words that some file defines, because the others lead nowhere. */
function withDefinedWords(files: MappedFile[]): (file: MappedFile) => MappedFile {
  const defined = new Set(files.flatMap(({ symbols }) => symbols.map(({ name }) => name)));
  return (file) => ({ ...file, words: file.words.filter(([name]) => defined.has(name)) });
}

/** Files near the root come first: they say the most if not all can be read. */
function sourcesOf(paths: string[]): string[] {
  const depth = (path: string) => path.split("/").length;
  return paths
    .filter((path) => grammarOf(path) !== null && !isForeignPath(path))
    .sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

const MAX_AVERAGE_LINE = 250;

/** No person writes lines that long. */
function isGenerated(text: string): boolean {
  return text.length / text.split("\n").length > MAX_AVERAGE_LINE;
}

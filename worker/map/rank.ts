// Ranks the files and symbols of a map by their relevance to a text: PageRank over the uses of names between files, started
// from the files that the text mentions (Page et al. 1998, personalised; the use for code follows Aider's repository map).
import { isTestPath } from "../toolchains/paths.ts";
import type { MappedFile, RepositoryMap } from "./map.ts";
import type { CodeSymbol } from "./outline.ts";

export type RankedSymbol = CodeSymbol & { weight: number };
export type RankedFile = { path: string; weight: number; symbols: RankedSymbol[] };

/** A name that is defined in more files than this says nothing about any of them. */
const MAX_DEFINERS = 5;
const MAX_LINKS = 500_000;
/** The words of the text that count. Later ones say less. */
const MAX_WORDS = 400;
const ROUNDS = 20;
/** Low, so that the ranking stays near the mentioned files and does not drift to what every file uses. */
const DAMPING = 0.5;

/** Parts of a file's name that say what kind of file it is. */
const OF_NAMES = new Set(["test", "tests", "spec", "specs", "index"]);
const NAMED_PATH = 20;
const NAMED_FILE = 10;
const NAMED_SYMBOL = 10;
/** The weight of a link by a name that the text mentions. */
const MENTIONED = 5;
const PLAIN = 0.2;
/** The weight of a test file. It shows how code is used, but for a change the code itself says more. */
const OF_A_TEST = 0.4;
/** The weight of a file that only shows something to people. */
const OF_AN_EXAMPLE = 0.01;
const EXAMPLE = /(?:^|\/)(?:examples?|samples?|demos?|benchmarks?|bench|playground|website|docs?)\//i;

type Links = Map<number, number>[];

export function rank({ files }: RepositoryMap, about: string): RankedFile[] {
  const text = subjectOf(about);
  const definers = definersOf(files);
  const links = linksOf(files, definers, text);
  const weights = pageRank(links, startsOf(files, definers, text));
  const used = usesOf(files, definers);
  return files
    .map((file, index) => ({
      path: file.path,
      weight: (weights[index] ?? 0) * kindWeight(file.path),
      symbols: file.symbols.map((symbol) => ({ ...symbol, weight: symbolWeight(symbol, used, text) })),
    }))
    .sort((a, b) => b.weight - a.weight || (a.path < b.path ? -1 : 1));
}

function kindWeight(path: string): number {
  if (EXAMPLE.test(path)) return OF_AN_EXAMPLE;
  return isTestPath(path) ? OF_A_TEST : 1;
}

/** `names` are written as code; `words` are all words of the text in lower case. */
type Subject = { text: string; names: Set<string>; words: Set<string> };

const NAME = /[\p{L}_$][\p{L}\p{N}_$]{2,}/gu;

function subjectOf(text: string): Subject {
  const all = text.match(NAME) ?? [];
  const quoted = (text.match(/`[^`\n]{1,200}`/g) ?? []).flatMap((code) => code.match(NAME) ?? []);
  const called =
    text.match(/[\p{L}_$][\p{L}\p{N}_$]{2,}(?=\()|(?<=[.#:])[\p{L}_$][\p{L}\p{N}_$]{2,}/gu) ?? [];
  const humped = all.filter((name) => /[_$\p{N}]|\p{Ll}\p{Lu}/u.test(name));
  const words = [...new Set(all.flatMap(partsOf))].slice(0, MAX_WORDS);
  return { text, names: new Set([...quoted, ...called, ...humped]), words: new Set(words) };
}

/** The parts of a name: `parseHTTPRange` and `parse_http_range` both give parse, http, range. */
function partsOf(name: string): string[] {
  return (name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu) ?? [])
    .map((part) => part.toLowerCase())
    .filter((part) => part.length > 3);
}

/** The files that define each name, as indices. */
function definersOf(files: MappedFile[]): Map<string, number[]> {
  const definers = new Map<string, number[]>();
  for (const [index, file] of files.entries()) {
    const defining = file.symbols.filter(({ kind, name }) => kind !== "constant" || isTelling(name));
    for (const name of new Set(defining.map((symbol) => symbol.name))) {
      definers.set(name, [...(definers.get(name) ?? []), index].slice(0, MAX_DEFINERS + 1));
    }
  }
  return definers;
}

function linksOf(files: MappedFile[], definers: Map<string, number[]>, subject: Subject): Links {
  let room = MAX_LINKS;
  return files.map((file, from) => {
    const links = new Map<number, number>();
    for (const [name, times] of file.words) {
      const targets = definers.get(name) ?? [];
      if (targets.length > MAX_DEFINERS || targets.includes(from) || room < 0) continue;
      room -= targets.length;
      const weight = (Math.sqrt(times) / targets.length) * nameWeight(name, subject);
      for (const to of targets) links.set(to, (links.get(to) ?? 0) + weight);
    }
    return links;
  });
}

/** Plain names such as `text` mean something else in every file, so they weigh less. */
function nameWeight(name: string, { names }: Subject): number {
  return (names.has(name) ? MENTIONED : 1) * (isTelling(name) ? 1 : PLAIN);
}

function isTelling(name: string): boolean {
  return name.length >= 8 || /[_$\p{N}]|\p{Ll}\p{Lu}/u.test(name);
}

/** The weights with which the ranking starts: a reader of the text would begin with these files. */
function startsOf(files: MappedFile[], definers: Map<string, number[]>, subject: Subject): number[] {
  const spoken = files.map(
    (file) => new Set([file.path, ...file.symbols.map(({ name }) => name)].flatMap(partsOf)),
  );
  const said = [...subject.words].map((word) => {
    const inFiles = spoken.filter((parts) => parts.has(word)).length;
    return { word, rarity: Math.max(0.1, Math.log(files.length / (1 + inFiles))) };
  });
  return files.map((file, index) => {
    const named = new Set(file.symbols.map(({ name }) => name).filter((name) => subject.names.has(name)));
    const symbols = sum([...named].map((name) => NAMED_SYMBOL / (definers.get(name)?.length ?? 1)));
    const shared = sum(said.map(({ word, rarity }) => (spoken[index]?.has(word) ? rarity : 0)));
    const parts = 1 + (spoken[index]?.size ?? 0);
    return 1 / files.length + symbols + (3 * shared) / Math.sqrt(parts) + pathWeight(file.path, subject);
  });
}

function pathWeight(path: string, { text, words }: Subject): number {
  const base = path.slice(path.lastIndexOf("/") + 1);
  if (text.includes(path) || text.includes(base)) return NAMED_PATH;
  const parts = partsOf(base.replace(/\.[^.]*$/, "")).filter((part) => !OF_NAMES.has(part));
  return parts.length > 0 && parts.every((part) => words.has(part)) ? NAMED_FILE : 0;
}

function pageRank(links: Links, starts: number[]): number[] {
  const all = sum(starts);
  const start = starts.map((each) => each / all);
  const out = links.map((each) => sum([...each.values()]));
  let weights = start;
  for (let round = 0; round < ROUNDS; round++) {
    // A file without links returns its weight to the start.
    const ending = sum(weights.filter((_, from) => links[from]?.size === 0));
    const next = start.map((each) => each * (1 - DAMPING + DAMPING * ending));
    for (const [from, targets] of links.entries()) {
      const given = (weights[from] ?? 0) * DAMPING;
      for (const [to, weight] of targets) next[to] = (next[to] ?? 0) + (given * weight) / (out[from] ?? 1);
    }
    weights = next;
  }
  return weights;
}

/** The number of files besides its own that use a name. */
function usesOf(files: MappedFile[], definers: Map<string, number[]>): Map<string, number> {
  const uses = new Map<string, number>();
  for (const { words } of files) {
    for (const [name] of words) if (definers.has(name)) uses.set(name, (uses.get(name) ?? -1) + 1);
  }
  return uses;
}

function symbolWeight(
  { name, kind }: CodeSymbol,
  uses: Map<string, number>,
  { names, words }: Subject,
): number {
  const mentioned = names.has(name) ? 10 : 0;
  const shared = partsOf(name).filter((part) => words.has(part)).length;
  const plain = kind === "constant" || /^__\w+__$/.test(name) ? 0 : 1;
  return mentioned + 2 * shared + plain + Math.log2(1 + Math.max(0, uses.get(name) ?? 0));
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

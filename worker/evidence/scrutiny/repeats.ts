// Finds added lines that repeat lines elsewhere: copied as they are, or with other names. Measured, so it is no opinion.
import { setImmediate } from "node:timers/promises";
import type { Place } from "../../../src/domain/remark.ts";
import { isForeignPath, isTestPath, languageOf } from "../../toolchains/paths.ts";
import type { TreeView } from "../../toolchains/toolchain.ts";
import { type Line, linesOf } from "./shapes.ts";

/** `renamed`: the same but for names and values. */
export type Repeat = { added: Place; there: Place; renamed: boolean };

/** A file as the change leaves it; `added` are the numbers of its new lines, 1-based. */
export type HeadFile = { path: string; lines: string[]; added: ReadonlySet<number> };

/** Fewer equal lines are chance. Tests are alike by nature, so they need more. */
const LEAST_LINES = 6;
const LEAST_TEST_LINES = 12;
/** How many different shapes those lines must have: a table of values, or closing brackets, repeats nothing. */
const LEAST_SHAPES = 4;

export const MOST_FILES = 4000;
const MOST_BYTES = 12 * 1024 ** 2;
const MOST_FILE_BYTES = 256 * 1024;
const MOST_REPEATS = 10;
/** Places compared for one window, however many are alike. */
const MOST_ALIKE = 8;
const FILES_IN_A_ROW = 32;

const DATA =
  /(?:\.lock|-lock\.\w+|\.sum|\.snap|\.map|\.svg|\.json|\.ya?ml|\.toml|\.csv|\.md|\.rst|\.txt|\.po|\.xml|\.html)$/i;

/** A file in which repeats say nothing. */
function isApart(path: string): boolean {
  return DATA.test(path) || isForeignPath(path);
}

/**
 * Bounded in time and memory for any tree: it reads files in the same language, the nearest first, up to caps on files
 * and bytes, and remembers only windows that the added lines have. `without` are the paths the change deletes.
 */
export async function findRepeats(
  changed: HeadFile[],
  without: ReadonlySet<string>,
  tree: Pick<TreeView, "paths" | "readAll">,
): Promise<Repeat[]> {
  const heads = changed.filter(({ path }) => !isApart(path)).map(readHead);
  const sought = new Set(
    heads.flatMap(({ lines, isAdded }) => windows(lines, isAdded).map(({ key }) => key)),
  );
  if (sought.size === 0) return [];
  const index = new Map<string, Spot[]>();
  for (const { path, lines } of heads) note(index, sought, path, lines);
  const others = nearest(tree.paths, heads, new Set([...without, ...changed.map(({ path }) => path)]));
  const texts = await tree.readAll(others, { fileBytes: MOST_FILE_BYTES, allBytes: MOST_BYTES });
  let read = 0;
  for (const [path, text] of texts) {
    note(index, sought, path, linesOf(text.split("\n")));
    // Nobody else's run waits for this one.
    if (++read % FILES_IN_A_ROW === 0) await setImmediate();
  }
  const found = heads.flatMap((head) => repeatsOf(head, index));
  return found
    .filter((one, i) => !found.slice(0, i).some((other) => isMirrored(one, other)))
    .slice(0, MOST_REPEATS);
}

/** Two new places that repeat each other are one repeat. */
function isMirrored(one: Repeat, other: Repeat): boolean {
  const overlap = (a: Place, b: Place) => a.path === b.path && a.from <= b.to && b.from <= a.to;
  return overlap(one.added, other.there) && overlap(one.there, other.added);
}

type Head = { path: string; lines: Line[]; isAdded: (line: Line) => boolean };
type Spot = { path: string; lines: Line[]; at: number };
type Window = { key: string; at: number };

function readHead({ path, lines, added }: HeadFile): Head {
  return { path, lines: linesOf(lines), isAdded: ({ number }) => added.has(number) };
}

/** Every run of the least number of lines, by its shapes. */
function windows(lines: Line[], counts: (line: Line) => boolean): Window[] {
  const found: Window[] = [];
  let run = 0;
  for (const [end, line] of lines.entries()) {
    run = counts(line) ? run + 1 : 0;
    if (run < LEAST_LINES) continue;
    const at = end - LEAST_LINES + 1;
    const shapes = lines.slice(at, end + 1).map(({ shape }) => shape);
    if (new Set(shapes).size >= LEAST_SHAPES) found.push({ key: shapes.join("\n"), at });
  }
  return found;
}

function note(index: Map<string, Spot[]>, sought: Set<string>, path: string, lines: Line[]): void {
  for (const { key, at } of windows(lines, () => true)) {
    if (!sought.has(key)) continue;
    const spots = index.get(key) ?? [];
    if (spots.length < MOST_ALIKE) spots.push({ path, lines, at });
    index.set(key, spots);
  }
}

/** Files in the language of a changed file; first those that share the most folders with one. */
function nearest(paths: string[], heads: Head[], apart: Set<string>): string[] {
  const languages = new Set(heads.map(({ path }) => languageOf(path)));
  const folders = new Set(heads.flatMap(({ path }) => foldersOf(path)));
  const near = (path: string) => foldersOf(path).filter((folder) => folders.has(folder)).length;
  return paths
    .filter((path) => languages.has(languageOf(path)) && !apart.has(path) && !isApart(path))
    .map((path) => ({ path, shared: near(path) }))
    .sort((a, b) => b.shared - a.shared)
    .slice(0, MOST_FILES)
    .map(({ path }) => path);
}

function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

function repeatsOf(head: Head, index: Map<string, Spot[]>): Repeat[] {
  const least = isTestPath(head.path) ? LEAST_TEST_LINES : LEAST_LINES;
  const found: Repeat[] = [];
  let past = 0;
  for (const { key, at } of windows(head.lines, head.isAdded)) {
    if (at < past) continue;
    const alike = (index.get(key) ?? []).flatMap((spot) => alikeFrom(head, at, spot) ?? []);
    const [best] = alike
      .filter((each) => weightOf(head, each) >= least)
      .sort((a, b) => b.length - a.length || Number(a.renamed) - Number(b.renamed));
    if (best === undefined) continue;
    past = at + best.length;
    found.push({
      added: placeOf(head.path, head.lines, at, best.length),
      there: placeOf(best.spot.path, best.spot.lines, best.spot.at, best.length),
      renamed: best.renamed,
    });
  }
  return found;
}

/** In tests with other names or values the rows of a table count once: every such test is laid out alike. */
function weightOf({ path }: Head, { length, steps, renamed }: Alike): number {
  return renamed && isTestPath(path) ? steps : length;
}

/** `steps`: how many lines have another shape than the line before. */
type Alike = { spot: Spot; length: number; steps: number; renamed: boolean };

/** How many lines stay alike: the same shapes, and each name always in place of the same other one. */
function alikeFrom(head: Head, at: number, spot: Spot): Alike | null {
  const same = spot.path === head.path;
  const begin = spot.lines[spot.at];
  // When two new places are alike, the later one repeats the earlier.
  if (same && spot.at >= at && begin !== undefined && head.isAdded(begin)) return null;
  const room = same ? Math.abs(spot.at - at) : Number.POSITIVE_INFINITY;
  const names = new Map<string, string>();
  const back = new Map<string, string>();
  let length = 0;
  let steps = 0;
  let renamed = false;
  for (;;) {
    const [ours, theirs] = [head.lines[at + length], spot.lines[spot.at + length]];
    if (ours === undefined || theirs === undefined || !head.isAdded(ours)) break;
    if (length >= room) break;
    if (ours.shape !== theirs.shape || !agree(ours.names, theirs.names, names, back)) break;
    renamed ||= ours.text !== theirs.text;
    if (ours.shape !== head.lines[at + length - 1]?.shape || length === 0) steps += 1;
    length += 1;
  }
  return length < LEAST_LINES ? null : { spot, length, steps, renamed };
}

function agree(
  ours: string[],
  theirs: string[],
  names: Map<string, string>,
  back: Map<string, string>,
): boolean {
  return ours.every((name, index) => {
    const other = theirs[index] ?? "";
    if ((names.get(name) ?? other) !== other || (back.get(other) ?? name) !== name) return false;
    names.set(name, other);
    back.set(other, name);
    return true;
  });
}

function placeOf(path: string, lines: Line[], at: number, length: number): Place {
  return { path, from: lines[at]?.number ?? 0, to: lines[at + length - 1]?.number ?? 0 };
}

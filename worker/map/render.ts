// A ranked map as text for a prompt, within a number of tokens: path, then its symbols, each with its lines.
import { estimateTokenCount } from "tokenx";
import { visible } from "../../src/domain/text.ts";
import type { RepositoryMap } from "./map.ts";
import { type RankedFile, type RankedSymbol, rank } from "./rank.ts";

export const MAP_TOKENS = 3000;

/** Symbols of one file: the best of it, or nearly all where it is what the text is about. */
const MOST_SYMBOLS = [40, 30, 20, 15, 15];
const MAX_SYMBOLS = 8;
/** So much of the tokens is kept for the names of files without a place in the map. */
const FOR_OTHERS = 0.15;

/** Empty when no file of the repository can be read by a grammar and its names do not fit. */
export function renderMap(map: RepositoryMap, about: string, tokens = MAP_TOKENS): string {
  const shown: string[] = [];
  const named = new Set<string>();
  let room = tokens * (1 - FOR_OTHERS);
  for (const [place, file] of rank(map, about).entries()) {
    const piece = pieceFor(file, MOST_SYMBOLS[place] ?? MAX_SYMBOLS, room);
    if (piece === null) break;
    room -= piece.tokens;
    shown.push(piece.text);
    named.add(file.path);
  }
  const others = othersOf(
    map.paths.filter((path) => !named.has(path)),
    room + tokens * FOR_OTHERS,
  );
  return [...shown, others].filter((part) => part !== "").join("\n");
}

/** As many symbols as fit; a file of which nothing fits ends the map. */
function pieceFor(file: RankedFile, most: number, room: number): { text: string; tokens: number } | null {
  for (let count = most; ; count = Math.floor(count / 2)) {
    const text = fileText(file, count);
    const tokens = estimateTokenCount(text);
    if (tokens <= room) return { text, tokens };
    if (count === 0) return null;
  }
}

function fileText({ path, symbols }: RankedFile, most: number): string {
  const best = [...symbols].sort((a, b) => b.weight - a.weight).slice(0, most);
  const chosen = new Set(best.filter((symbol) => symbol.weight > 0));
  const rows = symbols.filter((symbol) => chosen.has(symbol) || holdsOne(symbol, chosen)).map(rowOf);
  const rest = symbols.length - rows.length;
  return [line(path), ...rows, ...(rest === 0 ? [] : [`  (${rest} more)`])].join("\n");
}

/** A class stands above what is shown of it. */
function holdsOne({ depth, fromLine, toLine }: RankedSymbol, chosen: Set<RankedSymbol>): boolean {
  return [...chosen].some((each) => each.depth > depth && each.fromLine >= fromLine && each.toLine <= toLine);
}

function rowOf({ depth, fromLine, toLine, text }: RankedSymbol): string {
  const lines = fromLine === toLine ? `${fromLine}` : `${fromLine}-${toLine}`;
  return `${"  ".repeat(depth + 1)}${lines} ${line(text).replace(/\s*(\{\s*\}?|[:;(,])$/, "")}`;
}

/** By name where all fit, else by folder. */
function othersOf(paths: string[], tokens: number): string {
  if (paths.length === 0) return "";
  const files = `Other files: ${paths.slice(0, tokens).map(line).join(", ")}`;
  if (paths.length < tokens && estimateTokenCount(files) <= tokens) return files;
  return `${paths.length} other files: ${foldersOf(paths, tokens - ENDING)}`;
}

/** Tokens of what is said around the folders. */
const ENDING = 10;

function foldersOf(paths: string[], tokens: number): string {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const folder = path.split("/").slice(0, -1).slice(0, 2).join("/");
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const names = [...counts].map(([folder, count]) => `${folder === "" ? "." : line(folder)}/ ${count}`);
  let room = tokens;
  const over = names.findIndex((name) => {
    room -= estimateTokenCount(name) + 1;
    return room < 0;
  });
  return over === -1 ? names.join(", ") : [...names.slice(0, over), "and in other folders"].join(", ");
}

const MAX_LINE_CHARACTERS = 240;

/** Names and code are a stranger's: on one line, and nothing in them that nobody sees. */
function line(text: string): string {
  return visible(text.slice(0, MAX_LINE_CHARACTERS)).replace(/\s+/g, " ");
}

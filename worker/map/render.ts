// Renders a ranked map for a prompt within a number of tokens: each path, then its symbols with their lines.
import { estimateTokenCount } from "tokenx";
import { visible } from "../../src/domain/text.ts";
import type { RepositoryMap } from "./map.ts";
import { type RankedFile, type RankedSymbol, rank } from "./rank.ts";

const MAP_TOKENS = 3000;

/** The most symbols of a file by its rank: nearly all of the first files, and the best of the others. */
const MOST_SYMBOLS = [40, 30, 20, 15, 15];
const MAX_SYMBOLS = 8;
/** The share of the tokens that is kept for the names of the other files. */
const FOR_OTHERS = 0.15;

/** Empty if no grammar reads any file of the repository and the file names do not fit. */
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

/** The file with as many symbols as fit; null if not even its path fits. */
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

/** True for a symbol around a chosen one: a class is shown above its chosen methods. */
function holdsOne({ depth, fromLine, toLine }: RankedSymbol, chosen: Set<RankedSymbol>): boolean {
  return [...chosen].some((each) => each.depth > depth && each.fromLine >= fromLine && each.toLine <= toLine);
}

function rowOf({ depth, fromLine, toLine, text }: RankedSymbol): string {
  const lines = fromLine === toLine ? `${fromLine}` : `${fromLine}-${toLine}`;
  return `${"  ".repeat(depth + 1)}${lines} ${line(text).replace(/\s*(\{\s*\}?|[:;(,])$/, "")}`;
}

/** The other files by name if all fit, or else those at the root by name and the rest counted by folder. */
function othersOf(paths: string[], tokens: number): string {
  if (paths.length === 0) return "";
  const files = `Other files: ${paths.slice(0, tokens).map(line).join(", ")}`;
  if (paths.length < tokens && estimateTokenCount(files) <= tokens) return files;
  const atRoot = paths.filter((path) => !path.includes("/"));
  const named = `At the root: ${atRoot.slice(0, MOST_AT_ROOT).map(line).join(", ")}`;
  const left = tokens - estimateTokenCount(named) - ENDING;
  if (atRoot.length === 0 || left < 0)
    return `${paths.length} other files: ${foldersOf(paths, tokens - ENDING)}`;
  const unnamed = paths.filter((path) => !atRoot.slice(0, MOST_AT_ROOT).includes(path));
  return `${named}\n${unnamed.length} other files: ${foldersOf(unnamed, left)}`;
}

const MOST_AT_ROOT = 40;
/** The tokens of the words around the folders. */
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

/** Names and code are untrusted: keeps them on one line, without invisible characters. */
function line(text: string): string {
  return visible(text.slice(0, MAX_LINE_CHARACTERS)).replace(/\s+/g, " ");
}

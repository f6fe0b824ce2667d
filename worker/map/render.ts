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

function othersOf(paths: string[], tokens: number): string {
  if (paths.length === 0) return "";
  let room = tokens;
  const fitting = paths.map(line).filter((path) => {
    room -= estimateTokenCount(path) + 1;
    return room > 0;
  });
  const rest = paths.length - fitting.length;
  const names = [...fitting, ...(rest === 0 ? [] : [`and ${rest} more`])];
  return `Other files: ${names.join(", ")}`;
}

/** Names and code are a stranger's: on one line, and nothing in them that nobody sees. */
function line(text: string): string {
  return visible(text).replace(/\s+/g, " ");
}

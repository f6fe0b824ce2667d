// The piece of a file that is most like a text that is not in it, for a model that did not write it exactly. Pure.
import { linesOf } from "../tool.ts";

const MAX_HINT_LINES = 12;
const MAX_HINT_CHARACTERS = 2_000;
/** Share of common letter pairs from which a line is close enough to be shown. */
const CLOSE = 0.6;

/** The piece of the file that was probably meant: it differs only in spaces, or is the most alike. */
export function hintFor(text: string, old: string): string {
  const lines = linesOf(text);
  const wanted = linesOf(old);
  const offset = Math.max(
    0,
    wanted.findIndex((line) => line.trim() !== ""),
  );
  const key = (wanted[offset] ?? "").trim();
  const alike = likenessTo(key);
  const scores = lines.map((line) => (line.trim() === key ? 1 : alike(line.trim())));
  const best = scores.reduce((found, score, index) => (score > (scores[found] ?? 0) ? index : found), 0);
  if ((scores[best] ?? 0) < CLOSE) return "Nothing in it is like it. Read the file again.";
  const first = Math.max(0, best - offset);
  const piece = lines.slice(first, first + Math.min(wanted.length, MAX_HINT_LINES)).join("\n");
  return `Closest, from line ${first + 1}:\n${piece.slice(0, MAX_HINT_CHARACTERS)}`;
}

/** Dice's coefficient over letter pairs: 1 for equal lines, 0 for nothing in common. */
function likenessTo(key: string): (line: string) => number {
  const wanted = pairsOf(key);
  return (line) => {
    if (line.length > key.length * 2 || key.length > line.length * 2) return 0;
    const pairs = pairsOf(line);
    const common = [...pairs].filter((pair) => wanted.has(pair)).length;
    return (2 * common) / Math.max(1, pairs.size + wanted.size);
  };
}

function pairsOf(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));
}

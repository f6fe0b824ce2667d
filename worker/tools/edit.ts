// Replaces one exact piece of a file, and shows the closest piece to a model that did not write it exactly.
import { z } from "zod";
import { ToolError } from "../../src/domain/errors.ts";
import { lookAt } from "./near-path.ts";
import { refuseGitsOwn, repositoryPath } from "./path.ts";
import { linesOf, readText, type ToolFactory, tool } from "./tool.ts";

const MAX_HINT_LINES = 12;
const MAX_HINT_CHARACTERS = 2_000;
/** Share of common letter pairs from which a line is close enough to be shown. */
const CLOSE = 0.6;

const Args = z.object({
  path: repositoryPath,
  old: z.string().min(1).describe("exact text, occurring once"),
  new: z.string(),
});

export const edit: ToolFactory = (sandbox) =>
  tool({
    name: "edit",
    description: "Replaces one piece of a file. `old` must match exactly once, with its indentation.",
    effect: "changes",
    schema: Args,
    run: async ({ path: named, ...given }) => {
      refuseGitsOwn(named);
      const { path, found: file } = await lookAt(sandbox, named, (meant) => readText(sandbox, meant));
      const { text } = file;
      const wanted = inLineEndsOf(text, given);
      if (wanted.old === wanted.new)
        throw new ToolError("`old` and `new` are the same: nothing would change.");
      const at = onlyPlace(path, text, wanted.old);
      const edited = text.slice(0, at) + wanted.new + text.slice(at + wanted.old.length);
      await sandbox.write(path, file.encode(edited));
      const first = lineAt(text, at);
      const last = lineAt(edited, at + Math.max(0, wanted.new.length - 1));
      const where = first === last ? `line ${first}` : `lines ${first}–${last}`;
      return { text: `Edited ${path}: ${where}.`, did: { path } };
    },
  });

/** Models write `\n`, and in a file with `\r\n` they mean that. */
function inLineEndsOf(text: string, given: { old: string; new: string }): { old: string; new: string } {
  if (text.includes(given.old) || !text.includes("\r\n")) return given;
  const carried = (part: string) => part.replace(/\r?\n/g, "\r\n");
  return { old: carried(given.old), new: carried(given.new) };
}

function onlyPlace(path: string, text: string, old: string): number {
  const places = placesOf(text, old);
  const [only] = places;
  if (only === undefined) throw new ToolError(`\`old\` is not in ${path}. ${hintFor(text, old)}`);
  if (places.length === 1) return only;
  const lines = places.slice(0, 20).map((at) => lineAt(text, at));
  throw new ToolError(
    `\`old\` is in ${path} ${places.length} times, at lines ${lines.join(", ")}. Add neighbouring lines to name one.`,
  );
}

function placesOf(text: string, old: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(old); at !== -1; at = text.indexOf(old, at + 1)) places.push(at);
  return places;
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

/** The piece of the file that was probably meant: it differs only in spaces, or is the most alike. */
function hintFor(text: string, old: string): string {
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

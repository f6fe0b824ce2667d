// The change with one of its functions emptied: it returns at once, and everything around it stays.
import type { FunctionBody } from "../../map/outline.ts";
import type { Parser } from "../../map/parser.ts";
import type { Emptying } from "../../toolchains/language.ts";
import { emptyingOf } from "../../toolchains/paths.ts";
import type { HunkEdit } from "./hunks.ts";
import type { Refined } from "./refine.ts";
import type { TakenOut } from "./take-out.ts";

const LARGEST_CHARACTERS = 256 * 1024;
const PARSE_MS = 5_000;

/** The functions of each file, by path. */
export type Functions = ReadonlyMap<string, readonly FunctionBody[]>;

type TextOf = (path: string) => string | null;

/** What cannot be parsed in time has none. A function inside of another counts as a part of that one. */
export async function functionsOf(
  refined: readonly Refined[],
  head: TextOf,
  { parser, signal }: { parser: Parser; signal: AbortSignal },
): Promise<Functions> {
  const all = new Map<string, readonly FunctionBody[]>();
  for (const { path } of refined) {
    const text = head(path);
    const emptying = emptyingOf(path);
    if (text === null || emptying === null || text.length > LARGEST_CHARACTERS) continue;
    const limit = { timeoutMs: PARSE_MS, signal };
    all.set(path, (await parser.functions({ grammar: emptying.grammar, text }, limit)) ?? []);
    signal.throwIfAborted();
  }
  return all;
}

/** Each function in which the change adds or deletes a line, alone. Left out: those whose type nobody knows a value of. */
export function emptiedFunctions(
  refined: readonly Refined[],
  head: TextOf,
  functions: Functions,
): TakenOut[] {
  return refined.flatMap(({ path, groups }) => {
    const text = head(path);
    const emptying = emptyingOf(path);
    if (text === null || emptying === null) return [];
    const lines = text.split("\n");
    const touched = (functions.get(path) ?? []).filter((each) =>
      groups.flat().some((edit) => isIn(edit, each, lines)),
    );
    return touched.flatMap((each): TakenOut[] => {
      const content = withoutBody(text, each, emptying);
      const place = { file: path, from: each.fromLine, to: each.toLine };
      return content === null ? [] : [{ path, content, place, what: "function", name: each.name }];
    });
  });
}

/**
 * A hunk that alters several functions is taken back function by function. What stands outside of all of them goes with the first:
 * without what uses it, it shows nothing.
 */
export function byFunction(refined: Refined, head: TextOf, functions: Functions): Refined {
  const lines = (head(refined.path) ?? "").split("\n");
  const known = functions.get(refined.path) ?? [];
  const apart: HunkEdit[][] = [];
  const hunks = refined.hunks.filter(({ edits }) => {
    const around = edits.map((edit) => known.find((each) => isIn(edit, each, lines)) ?? null);
    const [first, ...others] = new Set(around.filter((each) => each !== null));
    if (first === undefined || others.length === 0) return true;
    for (const each of [first, ...others]) apart.push(edits.filter((_, i) => (around[i] ?? first) === each));
    return false;
  });
  return { ...refined, hunks, edits: [...apart, ...refined.edits] };
}

/** Lines that were deleted at the end of a body without braces stood deeper than the line that begins the function. */
function isIn({ at, was, now }: HunkEdit, { fromLine, toLine }: FunctionBody, lines: string[]): boolean {
  if (now.length > 0) return at <= toLine && at + now.length > fromLine;
  if (at <= fromLine || at > toLine + 1) return false;
  const first = was.find((line) => line.trim() !== "") ?? "";
  return at <= toLine || indentOf(first) > indentOf(lines[fromLine - 1] ?? "");
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function withoutBody(text: string, { name, result, body }: FunctionBody, emptying: Emptying): string | null {
  const { kind, from, to } = body;
  if (kind === "value") {
    const { value } = emptying;
    return value === undefined ? null : text.slice(0, from) + value + text.slice(to);
  }
  const statement = emptying.statement({ name, result });
  if (statement === null) return null;
  if (text[from] === "{") return `${text.slice(0, from + 1)} ${statement} ${text.slice(from + 1)}`;
  // Without braces, a body is what stands under the indent of its first line.
  const indent = text.slice(text.lastIndexOf("\n", from - 1) + 1, from);
  return /^\s*$/.test(indent) ? `${text.slice(0, from)}${statement}\n${indent}${text.slice(from)}` : null;
}

// The change with one of its functions emptied: it returns at once, and everything around it stays.
import type { Change } from "../../../src/domain/patch.ts";
import type { FunctionBody } from "../../map/outline.ts";
import { startParser } from "../../map/parser.ts";
import type { Emptying } from "../../toolchains/language.ts";
import { emptyingOf, isTestPath } from "../../toolchains/paths.ts";
import type { TakenOut } from "./take-out.ts";

const LARGEST_CHARACTERS = 256 * 1024;
const PARSE_MS = 5_000;

export type Emptied = {
  changes: readonly Change[];
  /** The text of a file on the head; null where it has none. */
  head(path: string): string | null;
  /** Whether a line of the head stands among the tests of a file of code. */
  isInlineTest(file: string, line: number): boolean;
  signal: AbortSignal;
};

/**
 * The functions of files of code in which the change adds a line, each alone. A function inside of another counts as a part
 * of that one. Left out: what cannot be parsed in time, and functions whose type nobody knows a value of.
 */
export async function emptiedFunctions({
  changes,
  head,
  isInlineTest,
  signal,
}: Emptied): Promise<TakenOut[]> {
  await using parser = startParser();
  const parts: TakenOut[] = [];
  for (const { path, isText, added } of changes) {
    const text = isText && !isTestPath(path) ? head(path) : null;
    const emptying = emptyingOf(path);
    if (text === null || emptying === null || text.length > LARGEST_CHARACTERS) continue;
    const limit = { timeoutMs: PARSE_MS, signal };
    const functions = (await parser.functions({ grammar: emptying.grammar, text }, limit)) ?? [];
    signal.throwIfAborted();
    const lines = added.map(({ number }) => number).filter((line) => !isInlineTest(path, line));
    parts.push(...emptiedIn({ path, text, functions, lines }, emptying));
  }
  return parts;
}

export type Parsed = {
  path: string;
  text: string;
  functions: readonly FunctionBody[];
  lines: readonly number[];
};

/** Pure. `lines`: those that the change adds. */
export function emptiedIn({ path, text, functions, lines }: Parsed, emptying: Emptying): TakenOut[] {
  return functions.flatMap((each) => {
    const { name, fromLine, toLine } = each;
    if (!lines.some((line) => line >= fromLine && line <= toLine)) return [];
    const content = withoutBody(text, each, emptying);
    if (content === null) return [];
    return [{ path, content, place: { file: path, from: fromLine, to: toLine }, what: "function", name }];
  });
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

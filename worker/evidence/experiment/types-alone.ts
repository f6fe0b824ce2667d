// Parts of a change that no run can show: lines for a checker of types alone, and lines that only bring in names.
import type { Parser } from "../../map/parser.ts";
import { LINES } from "../../toolchains/lines.ts";
import { emptyingOf } from "../../toolchains/paths.ts";
import type { TakenOut } from "./take-out.ts";

const LARGEST_CHARACTERS = 256 * 1024;
const PARSE_MS = 5_000;

export type Texts = { head(path: string): string | null; parser: Parser; signal: AbortSignal };

/** `types`: without them the file is the same program. What cannot be parsed in time is among the other parts. */
export async function apartFromTypes(
  parts: readonly TakenOut[],
  { head, parser, signal }: Texts,
): Promise<{ parts: TakenOut[]; types: TakenOut[] }> {
  const apart: { parts: TakenOut[]; types: TakenOut[] } = { parts: [], types: [] };
  for (const part of parts) {
    const text = head(part.path);
    if (text !== null && part.what === "hunk" && (await isSame(part.path, text, part.content))) {
      apart.types.push({ ...part, what: "types" });
    } else apart.parts.push(part);
  }
  return apart;

  async function isSame(path: string, text: string, without: string): Promise<boolean> {
    const [now, then] = [await program(path, text), await program(path, without)];
    return now !== null && now === then;
  }

  async function program(path: string, text: string): Promise<string | null> {
    const { grammar, types } = emptyingOf(path) ?? {};
    if (text.length > LARGEST_CHARACTERS) return null;
    const asked = grammar === undefined || types === undefined ? null : { ...grammar, query: types };
    const limit = { timeoutMs: PARSE_MS, signal };
    const marked = asked === null ? [] : await parser.marked({ grammar: asked, text }, limit);
    signal.throwIfAborted();
    return marked === null ? null : programIn(text, marked);
  }
}

/** A line that brings in a whole file by its path may do something; one that brings in names does not. */
const RUNS = /^\s*import\s*["'(]/;

/** The text without these pieces, without what stands before a type, and without lines that only bring in names. */
export function programIn(text: string, types: readonly (readonly [number, number])[]): string {
  let code = "";
  let done = 0;
  for (const [from, to] of types.toSorted(([a], [b]) => a - b)) {
    if (from < done) {
      done = Math.max(done, to);
      continue;
    }
    code += text.slice(done, from).replace(/\s*(?::|->)\s*$/, "");
    done = to;
  }
  return (code + text.slice(done))
    .split("\n")
    .filter((line) => line.trim() !== "" && (RUNS.test(line) || !LINES.brings.test(line.trim())))
    .map((line) => line.trimEnd())
    .join("\n");
}

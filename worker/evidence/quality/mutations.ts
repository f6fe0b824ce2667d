// What changed lines can be made to read: by syntax where a grammar reads their file, else by their text.
import type { Parser } from "../../map/parser.ts";
import { grammarOf } from "../../toolchains/paths.ts";
import type { ChangedLine } from "../prove/code-lines.ts";
import { textMutations } from "./mutants.ts";
import { type Mutation, syntaxMutations } from "./syntax-mutants.ts";

const LARGEST_CHARACTERS = 256 * 1024;
const PARSE_MS = 5_000;

/** One list for each line, in their order. `textOf`: a file on the head. */
export async function mutationsOf(
  lines: readonly ChangedLine[],
  textOf: (path: string) => string | null,
  { parser, signal }: { parser: Parser; signal: AbortSignal },
): Promise<Mutation[][]> {
  const limit = { timeoutMs: PARSE_MS, signal };
  const perLine: Mutation[][] = [];
  for (const path of new Set(lines.map(({ file }) => file))) {
    const own = lines.filter(({ file }) => file === path);
    const [text, grammar] = [textOf(path), grammarOf(path)];
    const root =
      text === null || grammar === null || text.length > LARGEST_CHARACTERS
        ? null
        : await parser.nodes({ grammar, text }, limit);
    signal.throwIfAborted();
    const found =
      text === null || root === null ? textMutations(own) : syntaxMutations({ path, text, root }, own);
    perLine.push(...found);
  }
  return perLine;
}

// The architect's exact instructions for the coder, mechanically validated before the coder reads them.
import { z } from "zod";
import { line, oneLine } from "./text.ts";

const RepositoryPath = z
  .string()
  .max(400)
  .refine((path) => !path.startsWith("/") && !path.split("/").includes(".."), "must be relative, without ..");

export const ContextFile = z.object({
  path: RepositoryPath,
  /** 1-based, inclusive. */
  fromLine: z.int().positive(),
  toLine: z.int().positive(),
  why: line(),
  /** Names the architect says are defined or used in this range. */
  symbols: z.array(z.string().max(200)).max(20),
});
export type ContextFile = z.infer<typeof ContextFile>;

export const WorkOrder = z.object({
  /** Subject of the commit and title of the pull request. */
  title: line(100, oneLine),
  /** What and why, for the pull request. */
  summary: line(1200),
  context: z.array(ContextFile).max(30),
  interfaces: z.array(line()).max(20),
  contracts: z.array(line()).max(20),
  steps: z.array(line(1200)).min(1).max(30),
  tests: z.array(line()).max(20),
  outOfScope: z.array(line()).max(20),
  /** Paths the run is expected to touch; a trailing `/` means the folder. */
  footprint: z.array(RepositoryPath).min(1).max(50),
});
export type WorkOrder = z.infer<typeof WorkOrder>;

/** What the tree a coder starts from answers about a path. */
export type SourceFile = {
  lines: string[];
  /** The same lines with comments blanked out, where a grammar tells them apart. */
  code: string[];
  /** Where the file defines what, as far as a grammar can read it. */
  definitions: { name: string; fromLine: number; toLine: number }[];
};
/** Null where there is no such text file. */
export type SourceFiles = (path: string) => SourceFile | null;

/** Everything the order names that does not exist, as sentences the architect can act on. Empty when it holds. */
export function orderFaults(order: WorkOrder, sourceOf: SourceFiles): string[] {
  return order.context.flatMap((file) => contextFaults(file, sourceOf(file.path)));
}

/** The order without the context files that are not as it says. */
export function withoutFaults(order: WorkOrder, sourceOf: SourceFiles): WorkOrder {
  const holds = (file: ContextFile) => contextFaults(file, sourceOf(file.path)).length === 0;
  return { ...order, context: order.context.filter(holds) };
}

function contextFaults(file: ContextFile, source: SourceFile | null): string[] {
  if (source === null) return [`context file ${file.path} does not exist in the base tree`];
  const count = source.lines.length;
  if (file.fromLine > file.toLine || file.toLine > count) {
    return [`${file.path} has ${count} lines; the range ${file.fromLine}–${file.toLine} is not in it`];
  }
  return file.symbols
    .filter((symbol) => !holdsSymbol(file, source, symbol))
    .map((symbol) => {
      const place = `${file.path}:${file.fromLine}–${file.toLine}`;
      return `${place} does not contain the symbol ${symbol}${hint(source, symbol)}`;
    });
}

/** It stands in the range as a word of code, or the range is a part of what defines it. */
function holdsSymbol({ fromLine, toLine }: ContextFile, source: SourceFile, symbol: string): boolean {
  const name = nameIn(symbol);
  if (name === null) {
    return flat(source.lines.slice(fromLine - 1, toLine).join(" ")).includes(flat(symbol));
  }
  const defined = source.definitions.some(
    (each) => each.name === name && each.fromLine <= toLine && each.toLine >= fromLine,
  );
  return defined || source.code.slice(fromLine - 1, toLine).some((text) => hasWord(text, name));
}

function hint({ definitions, code }: SourceFile, symbol: string): string {
  const name = nameIn(symbol);
  if (name === null) return "";
  const defined = definitions.find((each) => each.name === name);
  if (defined !== undefined) return `; the file defines it at ${defined.fromLine}–${defined.toLine}`;
  const used = code.findIndex((text) => hasWord(text, name));
  return used === -1 ? ", nor does the rest of the file" : `; the file uses it on line ${used + 1}`;
}

/** `Range.parse(text)`, `range::parse` and `#parse` all speak of parse. Null: it is no name, as the title of a test. */
function nameIn(symbol: string): string | null {
  const last =
    symbol
      .replace(/\(.*\)$|<.*>$/s, "")
      .split(/::|->|[.#]/)
      .at(-1) ?? "";
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(last) ? last : null;
}

function hasWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const around = (text[at - 1] ?? " ") + (text[at + name.length] ?? " ");
    if (!/[\p{L}\p{N}_$]/u.test(around)) return true;
  }
  return false;
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

// The architect's exact instructions for the coder, mechanically validated before the coder reads them.
import { z } from "zod";
import { line } from "./text.ts";

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
  title: line(100),
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

/** What the base tree answers about a path: its lines, or null where there is no such text file. */
export type FileLines = (path: string) => string[] | null;

/** Everything the order names that does not exist, as sentences the architect can act on. Empty when it holds. */
export function orderFaults(order: WorkOrder, linesOf: FileLines): string[] {
  return order.context.flatMap((file) => contextFaults(file, linesOf(file.path)));
}

function contextFaults(file: ContextFile, lines: string[] | null): string[] {
  if (lines === null) return [`context file ${file.path} does not exist in the base tree`];
  if (file.fromLine > file.toLine || file.toLine > lines.length) {
    return [`${file.path} has ${lines.length} lines; the range ${file.fromLine}–${file.toLine} is not in it`];
  }
  const text = lines.slice(file.fromLine - 1, file.toLine).join("\n");
  return file.symbols
    .filter((symbol) => !text.includes(symbol))
    .map((symbol) => `${file.path}:${file.fromLine}–${file.toLine} does not contain the symbol ${symbol}`);
}

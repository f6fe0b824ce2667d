// The architect's exact instructions for the coder, mechanically validated before the coder reads them.
import { z } from "zod";
import { likePaths } from "./near-path.ts";
import { holdsTitle } from "./test-name.ts";
import { headline, line } from "./text.ts";

const RepositoryPath = z
  .string()
  .max(400)
  .refine(
    (path) => !path.startsWith("/") && !path.split("/").includes(".."),
    "must be relative to the repository root, without `..`",
  );

export const ContextFile = z.object({
  path: RepositoryPath,
  /** 1-based, inclusive. A range that no file has is a fault of this entry alone. */
  fromLine: z.int(),
  toLine: z.int(),
  why: line(),
  /** Names the architect says are defined or used in this range. */
  symbols: z.array(z.string().max(200)).max(20).default([]),
});
export type ContextFile = z.infer<typeof ContextFile>;

/** A test of the base that cannot hold any more once a criterion does. */
export const Contradiction = z.object({
  file: RepositoryPath,
  /** Its title, as it stands in the file. */
  test: line(300),
  /** Id of the acceptance criterion that contradicts it. */
  because: z.string().max(10),
});
export type Contradiction = z.infer<typeof Contradiction>;

export const WorkOrder = z.object({
  /** Subject of the commit and title of the pull request. */
  title: line(72, headline),
  /** What and why, for the pull request. */
  summary: line(1200),
  context: z.array(ContextFile).max(30),
  interfaces: z.array(line()).max(20).default([]),
  contracts: z.array(line()).max(20).default([]),
  steps: z.array(line(1200)).min(1).max(30),
  tests: z.array(line()).max(20).default([]),
  /** The only tests of the base whose expectations the coder may change. */
  contradicts: z.array(Contradiction).max(20).default([]),
  outOfScope: z.array(line()).max(20).default([]),
  /** Other people's code that the change may bring in: each by its name in the registry, with the version if it matters. */
  dependencies: z.array(line(200)).max(20).default([]),
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

/** Something the order names that is not there. Lines are 1-based and inclusive. */
export type OrderFault =
  /** `like`: paths of the tree that may be meant. */
  | { kind: "no-such-file"; path: string; like: string[] }
  /** Of the footprint. It may be new, but one of these may be meant. */
  | { kind: "no-such-path"; path: string; like: string[] }
  /** `symbols`: those named for the range, and where they are instead. */
  | {
      kind: "no-such-range";
      path: string;
      fromLine: number;
      toLine: number;
      lines: number;
      symbols: { symbol: string; found: Found }[];
    }
  | { kind: "no-such-symbol"; path: string; fromLine: number; toLine: number; symbol: string; found: Found }
  /** The file that should hold a contradicted test is not there, or does not hold its title. */
  | { kind: "no-such-test"; path: string; test: string };

/** Where in the file the symbol is after all. `unknown`: it is no name that could be looked for. */
export type Found =
  | { kind: "defined"; fromLine: number; toLine: number }
  | { kind: "used"; line: number }
  | { kind: "nowhere" }
  | { kind: "unknown" };

/** Empty where the order holds. */
export function orderFaults(
  order: WorkOrder,
  { sourceOf, paths }: { sourceOf: SourceFiles; paths: readonly string[] },
): OrderFault[] {
  const { context, contradicts, footprint } = order;
  const named = (fault: OrderFault): OrderFault =>
    fault.kind === "no-such-file" ? { ...fault, like: likePaths(fault.path, paths) } : fault;
  const meant = footprint
    .filter((path) => !path.endsWith("/"))
    .map((path) => ({ path, like: likePaths(path, paths) }));
  return [
    ...context.flatMap((file) => contextFaults(file, sourceOf(file.path)).map(named)),
    ...meant
      .filter(
        ({ path, like }) =>
          like.length > 0 &&
          !like.every((each) => footprint.includes(each)) &&
          !context.some((file) => file.path === path),
      )
      .map((each): OrderFault => ({ kind: "no-such-path", ...each })),
    ...contradicts
      .filter((each) => !holdsTest(each, sourceOf(each.file)))
      .map(({ file, test }): OrderFault => ({ kind: "no-such-test", path: file, test })),
  ];
}

/** Every path whose text decides whether the order holds. */
export function pathsToCheck({ context, contradicts }: WorkOrder): string[] {
  return [...new Set([...context.map(({ path }) => path), ...contradicts.map(({ file }) => file)])];
}

/** The order without the context files and the contradicted tests that are not as it says. */
export function withoutFaults(order: WorkOrder, sourceOf: SourceFiles): WorkOrder {
  const holds = (file: ContextFile) => contextFaults(file, sourceOf(file.path)).length === 0;
  const contradicts = order.contradicts.filter((each) => holdsTest(each, sourceOf(each.file)));
  return { ...order, context: order.context.filter(holds), contradicts };
}

function contextFaults(file: ContextFile, source: SourceFile | null): OrderFault[] {
  const { path, fromLine, toLine } = file;
  if (source === null) return [{ kind: "no-such-file", path, like: [] }];
  const lines = source.lines.length;
  if (fromLine < 1 || fromLine > toLine || toLine > lines) {
    const symbols = file.symbols.map((symbol) => ({ symbol, found: whereIs(symbol, source) }));
    return [{ kind: "no-such-range", path, fromLine, toLine, lines, symbols }];
  }
  return file.symbols
    .filter((symbol) => !holdsSymbol(file, source, symbol))
    .map((symbol) => {
      const found = whereIs(symbol, source);
      return { kind: "no-such-symbol", path, fromLine, toLine, symbol, found };
    });
}

function holdsTest({ test }: Contradiction, source: SourceFile | null): boolean {
  return source !== null && holdsTitle(source.lines.join("\n"), test);
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

function whereIs(symbol: string, { definitions, code }: SourceFile): Found {
  const name = nameIn(symbol);
  if (name === null) return { kind: "unknown" };
  const defined = definitions.find((each) => each.name === name);
  if (defined !== undefined) {
    return { kind: "defined", fromLine: defined.fromLine, toLine: defined.toLine };
  }
  const used = code.findIndex((text) => hasWord(text, name));
  return used === -1 ? { kind: "nowhere" } : { kind: "used", line: used + 1 };
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

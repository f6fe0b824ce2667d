// Runs in a thread of its own, parses one text after another and answers with what was asked. A text can break only this thread.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parentPort } from "node:worker_threads";
import treeSitter, {
  type Language,
  type Parser,
  type Query,
  type QueryMatch,
  type Tree,
} from "@vscode/tree-sitter-wasm";
import type { Grammar } from "../toolchains/language.ts";
import { functionsIn } from "./functions.ts";
import { nodesIn } from "./nodes.ts";
import { type CodeSymbol, KINDS, type Marked, type Outline, withoutComments } from "./outline.ts";

/** Node has this class, but only a browser's types describe it. */
declare const WebAssembly: { Memory: new (pages: { initial: number; maximum: number }) => object };

/** `grammar` is sent with each text: this thread loads no language of its own. */
export type ParseRequest = { grammar: Pick<Grammar, "name" | "query">; text: string };
export type ThreadRequest = ParseRequest & { asked: "outline" | "functions" | "nodes" | "marked" };

const PAGE_BYTES = 64 * 1024;
/** Some texts of 200 kB would take gigabytes. */
const MAX_PAGES = (128 * 1024 ** 2) / PAGE_BYTES;
const FIRST_PAGES = (32 * 1024 ** 2) / PAGE_BYTES;

const MAX_SYMBOLS = 400;
const MAX_WORDS = 1500;
const MAX_NAME_CHARACTERS = 100;
const MAX_LINE_CHARACTERS = 120;

type Ready = { parser: Parser; language: Language };

const port = parentPort;
if (port === null) throw new Error("The parser runs in a thread of its own only");
const ready = new Map<string, Promise<Ready>>();
const queries = new Map<string, Query>();
const started = start();
port.on("message", async ({ grammar, text, asked }: ThreadRequest) => {
  await started;
  const loading = ready.get(grammar.name) ?? load(grammar.name);
  ready.set(grammar.name, loading);
  const { parser, language } = await loading;
  const key = `${grammar.name} ${grammar.query}`;
  const query = queries.get(key) ?? new treeSitter.Query(language, grammar.query);
  queries.set(key, query);
  port.postMessage(null);
  const tree = parser.parse(text);
  if (tree === null) throw new Error("The text was not parsed");
  port.postMessage(answer(asked, { tree, query, text }));
  tree.delete();
});

function answer(
  asked: ThreadRequest["asked"],
  { tree, query, text }: { tree: Tree; query: Query; text: string },
) {
  switch (asked) {
    case "outline":
      return outlineOf(query.matches(tree.rootNode), text);
    case "functions":
      return functionsIn(query.matches(tree.rootNode));
    case "nodes":
      return nodesIn(tree);
    case "marked":
      return placesOf(query.matches(tree.rootNode).flatMap(({ captures }) => captures));
    default:
      return asked satisfies never;
  }
}

function placesOf(captures: QueryMatch["captures"]): Marked[] {
  return captures.map(({ node }) => [node.startIndex, node.endIndex]);
}

function start(): Promise<void> {
  const wasmMemory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MAX_PAGES });
  const drop = () => {};
  const locateFile = (file: string) => join(folder(), file);
  const options = { wasmMemory, locateFile, print: drop, printErr: drop };
  return treeSitter.Parser.init(options);
}

function folder(): string {
  return dirname(createRequire(import.meta.url).resolve("@vscode/tree-sitter-wasm"));
}

async function load(name: string): Promise<Ready> {
  const language = await treeSitter.Language.load(join(folder(), `tree-sitter-${name}.wasm`));
  return { parser: new treeSitter.Parser().setLanguage(language), language };
}

function outlineOf(matches: QueryMatch[], text: string): Outline {
  const comments = placesOf(
    matches.flatMap(({ captures }) => captures.filter(({ name }) => name === "comment")),
  );
  const symbols = symbolsOf(matches, text.split("\n"));
  return { symbols, comments, words: wordsOf(withoutComments(text, comments)) };
}

type Defined = Omit<CodeSymbol, "depth"> & { from: number; to: number };

/** The symbols in the order of the text, each with its depth. Definitions inside a function are left out. */
function symbolsOf(matches: QueryMatch[], lines: string[]): CodeSymbol[] {
  const defined = matches
    .flatMap((match) => definedBy(match, lines))
    .sort((a, b) => a.from - b.from || b.to - a.to || constantLast(a) - constantLast(b));
  const open: Defined[] = [];
  const symbols: CodeSymbol[] = [];
  for (const { from, to, ...symbol } of defined) {
    while (open.length > 0 && (open.at(-1)?.to ?? 0) <= from) open.pop();
    const last = symbols.at(-1);
    if (last?.name === symbol.name && last.fromLine === symbol.fromLine) continue;
    if (!open.some(({ kind }) => kind === "function" || kind === "method")) {
      symbols.push({ ...symbol, depth: open.length });
    }
    open.push({ ...symbol, from, to });
    if (symbols.length === MAX_SYMBOLS) break;
  }
  return symbols;
}

/** A constant that holds a function is a function. */
function constantLast({ kind }: Defined): number {
  return kind === "constant" ? 1 : 0;
}

function definedBy({ captures }: QueryMatch, lines: string[]): Defined[] {
  const name = captures.find((capture) => capture.name === "name")?.node;
  const whole = captures.find((capture) => capture.name !== "name");
  const kind = KINDS.find((each) => each === whole?.name);
  if (name === undefined || whole === undefined || kind === undefined) return [];
  const { startIndex, endIndex, startPosition, endPosition } = whole.node;
  // A definition that ends with its line end ends on that line.
  const last =
    endPosition.column === 0 && endPosition.row > startPosition.row ? endPosition.row - 1 : endPosition.row;
  return [
    {
      // A qualified name, as in C++, is shortened to its last part.
      name: (name.text.split("::").at(-1) ?? "").slice(0, MAX_NAME_CHARACTERS),
      kind,
      fromLine: startPosition.row + 1,
      toLine: last + 1,
      text: (lines[name.startPosition.row] ?? "").trim().slice(0, MAX_LINE_CHARACTERS),
      from: startIndex,
      to: endIndex,
    },
  ];
}

function wordsOf(code: string): Outline["words"] {
  const times = new Map<string, number>();
  for (const [word] of code.matchAll(/[\p{L}_$][\p{L}\p{N}_$]{2,99}/gu)) {
    if (times.size === MAX_WORDS && !times.has(word)) continue;
    times.set(word, (times.get(word) ?? 0) + 1);
  }
  return [...times];
}

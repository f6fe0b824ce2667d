// Names that reach the machine, the clock or the judge, where the change hands them on or asks for a part whose name is not written;
// and names that only a runner of tests gives.

import type { Change } from "../../../src/domain/patch.ts";
import { Telltale } from "../../../src/domain/proof.ts";
import type { Parser } from "../../map/parser.ts";
import type { Powers } from "../../toolchains/by-syntax.ts";
import { grammarOf, isCodePath, powersOf } from "../../toolchains/paths.ts";
import { nodesOf, type Placed, type SyntaxNode, textOf } from "../../toolchains/syntax-node.ts";
import type { Asking } from "./as-before.ts";

const LARGEST_CHARACTERS = 256 * 1024;
const PARSE_MS = 5_000;

/** `head`: the text of a changed file. What cannot be parsed in time is left out. */
export async function handedOn(
  changes: readonly Change[],
  head: (path: string) => string | null,
  { parser, signal }: { parser: Parser; signal: AbortSignal },
): Promise<Asking[]> {
  const found: Asking[] = [];
  for (const { path, added } of changes.filter((change) => change.isText && isCodePath(change.path))) {
    const [text, grammar, powers] = [head(path), grammarOf(path), powersOf(path)];
    if (text === null || grammar === null || powers === null || text.length > LARGEST_CHARACTERS) continue;
    const root = await parser.nodes({ grammar, text }, { timeoutMs: PARSE_MS, signal });
    signal.throwIfAborted();
    const lines = new Set(added.map(({ number }) => number));
    const asked = root === null ? [] : handedOnIn(root, text, powers).filter(({ line }) => lines.has(line));
    const first = Telltale.options.flatMap((about) => asked.find((each) => each.about === about) ?? []);
    found.push(...first.map(({ line, about }) => ({ place: { path, from: line, to: line }, about })));
  }
  return found;
}

/** Pure. In the order of the text. */
export function handedOnIn(
  root: SyntaxNode,
  text: string,
  powers: Powers,
): { line: number; about: Telltale }[] {
  const all = [...nodesOf(root)];
  const own = new Set(
    all.flatMap((placed) => (isMade(placed, text, powers) ? textOf(placed.node, text) : [])),
  );
  const brought = new Set(
    all.flatMap((placed) => (powers.brought.test(pathOf(placed, text)) ? textOf(placed.node, text) : [])),
  );
  const declared = new Set(
    all.flatMap((placed) => (powers.declared.test(pathOf(placed, text)) ? textOf(placed.node, text) : [])),
  );
  return all.flatMap((placed) => {
    const { node } = placed;
    const name = textOf(node, text);
    const given = Object.hasOwn(powers.given, name) ? powers.given[name] : undefined;
    if (given !== undefined && powers.variable.test(node.type) && !declared.has(name))
      return [{ line: node.line, about: given }];
    const about = powers.names[name] ?? (brought.has(name) ? powers.modules[name] : undefined);
    if (powers.maker.test(node.type) && isMaker(node, text))
      return [{ line: node.line, about: "runner" as const }];
    if (about === undefined || !powers.variable.test(node.type) || own.has(name)) return [];
    return powers.plain.test(pathOf(placed, text)) ? [] : [{ line: node.line, about }];
  });
}

/** The constructor of a function makes a function of a text. */
function isMaker(node: SyntaxNode, text: string): boolean {
  const called = node.children.find(({ field }) => field === "function" || field === "constructor");
  return called !== undefined && /(?<!\bthis)\.constructor$|^Function$/.test(textOf(called, text));
}

function isMade(placed: Placed, text: string, { made, variable }: Powers): boolean {
  return variable.test(placed.node.type) && made.test(pathOf(placed, text));
}

function pathOf({ node, around }: Placed, text: string): string {
  const [outer, parent] = [around.at(-2), around.at(-1)];
  return `${outer?.type ?? ""}>${parent?.type ?? ""}>${node.field ?? ""} ${textOf(node, text).slice(0, 40)}`;
}

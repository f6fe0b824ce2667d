// Whether tests use a file only to feed or to compare what they test. Pure.
import { nodesOf, type SyntaxNode, textOf } from "../../toolchains/syntax-node.ts";
import type { Source } from "./graph.ts";

/**
 * Each statement of the test that says a name of the file says one of the code under test, too: by itself, or where a
 * variable that it makes is used.
 */
export function onlyHelps(file: string, code: readonly string[], test: Source): boolean {
  const own = namesFrom([file], test);
  const tested = namesFrom(code, test);
  if (own.size === 0 || tested.size === 0) return false;
  const statements = statementsOf(test);
  const saying = (names: ReadonlySet<string>) => statements.filter((each) => says(each, names));
  return saying(own).every((statement) => {
    if (says(statement, tested)) return true;
    const made = new Set(statement.makes);
    const uses = saying(made).filter((each) => each !== statement);
    return made.size > 0 && uses.length > 0 && uses.every((each) => says(each, tested));
  });
}

function namesFrom(files: readonly string[], { brings }: Source): ReadonlySet<string> {
  const from = brings.filter(({ to }) => to.some((each) => files.includes(each)));
  return new Set(from.flatMap(({ names }) => names));
}

type Statement = { words: ReadonlySet<string>; makes: string[] };

function says({ words }: Statement, names: ReadonlySet<string>): boolean {
  return [...names].some((name) => words.has(name));
}

const STATEMENT = /(?:_statement|_declaration|^assignment|^let_declaration)$/;
const BRINGS = /^(?:import|use_|namespace_use)/;
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

/** The innermost ones: each word belongs to the nearest statement around it. */
function statementsOf({ root, text }: Source): Statement[] {
  const words = new Map<SyntaxNode, string[]>();
  const makes = new Map<SyntaxNode, string[]>();
  for (const { node, around } of nodesOf(root, ({ type }) => !BRINGS.test(type))) {
    if (node.children.length > 0) continue;
    const statement = around.findLast(({ type }) => STATEMENT.test(type));
    if (statement === undefined) continue;
    const said = textOf(node, text).match(WORD) ?? [];
    words.set(statement, [...(words.get(statement) ?? []), ...said]);
    const isMade = /^(?:name|left|pattern|declarator)$/.test(node.field ?? around.at(-1)?.field ?? "");
    if (isMade) makes.set(statement, [...(makes.get(statement) ?? []), ...said]);
  }
  return [...words].map(([node, said]) => ({ words: new Set(said), makes: makes.get(node) ?? [] }));
}

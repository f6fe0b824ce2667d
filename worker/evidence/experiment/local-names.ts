// Other names for the variables that only one function knows. Nothing but a reader of the text can tell. Pure.
import type { Locals } from "../../toolchains/by-syntax.ts";
import { nodesOf, type Placed, type SyntaxNode, textOf } from "../../toolchains/syntax-node.ts";

export type Edit = { from: number; to: number; now: string };

/**
 * Left alone: parameters, what anything outside of the function could mean by the name, what is used before the block that
 * declares it or behind it, and functions in which variables can be read by their names.
 */
export function renamedLocals(root: SyntaxNode, text: string, locals: Locals): Edit[] {
  const functions = outermost(root, locals);
  const taken = new Set(text.match(WORD) ?? []);
  const isInside = ({ from, to }: SyntaxNode) => functions.some((each) => each.from <= from && to <= each.to);
  const outside = new Set(
    [...nodesOf(root)].flatMap(({ node }) =>
      node.children.length === 0 && !isInside(node) ? textOf(node, text) : [],
    ),
  );
  return functions.flatMap((each) => {
    if (locals.unless.test(textOf(each, text))) return [];
    const all = [...nodesOf(each)];
    const names = new Set(
      all.flatMap((placed) => (isDeclared(placed, locals) ? textOf(placed.node, text) : [])),
    );
    return [...names].flatMap((name) => {
      const bare = name.replace(/^\$/, "");
      const isTaken = outside.has(name) || outside.has(bare) || bare.startsWith("_");
      return isTaken ? [] : renamed(name, { all, text, locals, other: freeName(taken) });
    });
  });
}

const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/gu;

function outermost(root: SyntaxNode, { functions }: Locals): SyntaxNode[] {
  const isFunction = ({ type, isNamed }: SyntaxNode) => isNamed && functions.test(type);
  return [...nodesOf(root, (node) => !isFunction(node))].flatMap(({ node }) =>
    isFunction(node) ? node : [],
  );
}

/** Where a node stands, as `Respelling` says. */
function pathOf({ node, around }: Placed): string {
  const [outer, parent] = [around.at(-2), around.at(-1)];
  return `${outer?.type ?? ""}>${parent?.field ?? ""}:${parent?.type ?? ""}>${node.field ?? ""} ${node.type}`;
}

/** A function may be asked for the name of the variable that it is. */
function isDeclared({ node, around }: Placed, { variable, declared }: Locals): boolean {
  const value = around.at(-1)?.children.find(({ field }) => field === "value" || field === "right");
  if (value !== undefined && /function|class|lambda/.test(value.type)) return false;
  return variable.test(node.type) && declared.test(pathOf({ node, around }));
}

type Renaming = { all: readonly Placed[]; text: string; locals: Locals; other: string };

function renamed(name: string, { all, text, locals, other }: Renaming): Edit[] {
  const { variable, elsewhere, unclear, shorthand, scope } = locals;
  const uses = all.filter(({ node }) => {
    return textOf(node, text) === name && (variable.test(node.type) || node.children.length === 0);
  });
  const [first] = uses.filter((placed) => !elsewhere.test(pathOf(placed)));
  if (first === undefined || !isDeclared(first, locals)) return [];
  const block = first.around.findLast(({ type }) => scope.test(type));
  if (block === undefined) return [];
  const edits: Edit[] = [];
  for (const placed of uses) {
    const { from, to, type, isNamed } = placed.node;
    const path = pathOf(placed);
    if (elsewhere.test(path) || /content|fragment|comment/.test(type) || !isNamed) continue;
    if (unclear.test(path) || from < block.from || to > block.to) return [];
    if (shorthand?.test(type)) edits.push({ from, to, now: `${name}: ${other}` });
    else if (variable.test(type)) edits.push({ from, to, now: name.startsWith("$") ? `$${other}` : other });
    else return [];
  }
  return edits;
}

/** One that nothing in the file is called, and that keeps no part of the name: a test may look for a part. */
function freeName(taken: Set<string>): string {
  const names = Array.from({ length: taken.size + 1 }, (_, at) => `local${at}`);
  const free = names.find((each) => !taken.has(each)) ?? `local${taken.size}`;
  taken.add(free);
  return free;
}

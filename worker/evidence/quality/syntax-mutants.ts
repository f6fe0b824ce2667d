// Small changes to changed lines by the nodes of their syntax, however they are spelled. Pure.
import { BRACES } from "../../toolchains/braces.ts";
import { LINES } from "../../toolchains/lines.ts";
import { syntaxOf } from "../../toolchains/paths.ts";
import type { Syntax } from "../../toolchains/syntax.ts";
import { childOf, nodesOf, type Placed, type SyntaxNode, textOf } from "../../toolchains/syntax-node.ts";
import type { ChangedLine } from "../prove/code-lines.ts";
import { choosesOne, otherOperator } from "./operators.ts";

/** `now`: what stands there instead. The lower the rank, the more a survivor tells. */
type Edit = { from: number; to: number; now: string; rank: number };

export type Mutation = ChangedLine & { now: string };

/** For each of the lines what it can be made to read, the most telling first. Nothing where a change would take several lines. */
export function syntaxMutations(
  { path, text, root }: { path: string; text: string; root: SyntaxNode },
  lines: readonly ChangedLine[],
): Mutation[][] {
  const syntax = syntaxOf(path) ?? BRACES;
  const edits = [...nodesOf(root, isRun)].flatMap((placed) => editsOf(placed, text, syntax));
  const starts = lineStarts(text);
  return lines.map((line) => {
    const start = starts[line.line - 1] ?? text.length;
    const end = start + line.text.length;
    if (LINES.idle.test(line.text) || line.text.length > LONGEST_LINE) return [];
    const own = edits.filter(({ from, to }) => from >= start && to <= end);
    const sorted = own.toSorted((a, b) => a.rank - b.rank || a.from - b.from);
    const changed = sorted.map(({ from, to, now }) => text.slice(start, from) + now + text.slice(to, end));
    return [...new Set(changed)].filter((now) => now !== line.text).map((now) => ({ ...line, now }));
  });
}

const LONGEST_LINE = 500;

/** What only declares, and what a compiler reads, is nothing that a test could notice. */
const NOT_RUN =
  /comment|^import|^use_declaration$|annotation|^attribute|^decorator$|^preproc_(?:def|function_def|include|call)|(?:^|_)type(?:_|$)(?!.*expression$)/;

function isRun({ type, isNamed }: SyntaxNode): boolean {
  return !isNamed || !NOT_RUN.test(type);
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}

function editsOf(placed: Placed, text: string, syntax: Syntax): Edit[] {
  const { node, around } = placed;
  const parent = around.at(-1);
  if (parent === undefined || !isRun(node)) return [];
  return [
    ...operator(placed, text, syntax),
    ...literal(node, text, syntax),
    ...unasked(node, text),
    ...condition(node, parent, text, syntax),
    ...returned(placed, text, syntax),
    ...uncalled(node, text, syntax),
  ];
}

const OPERATES = /binary|comparison|boolean_operator|augmented|assignment/;

function operator({ node, around }: Placed, text: string, syntax: Syntax): Edit[] {
  const parent = around.at(-1);
  if (parent === undefined || node.isNamed || !OPERATES.test(parent.type)) return [];
  const other = otherOperator(textOf(node, text), syntax);
  if (other === null) return [];
  if (other.rank === 0 && choosesOne(parent, around.slice(0, -1), text)) return [];
  return [{ from: node.from, to: node.to, now: other.now, rank: other.rank }];
}

function literal(node: SyntaxNode, text: string, { truths: [yes, no] }: Syntax): Edit[] {
  if (!node.isNamed || node.children.some(({ isNamed }) => isNamed)) return [];
  const { from, to, type } = node;
  const said = textOf(node, text);
  const isTruth = /^(?:true|false|bool\w*)$/i.test(type) && (said === yes || said === no);
  if (isTruth) return [{ from, to, now: said === yes ? no : yes, rank: 2 }];
  if (!/^\.?\d/.test(said) || !/number|int|float|real|decimal/i.test(type)) return [];
  return [{ from, to, now: oneMore(said), rank: 2 }];
}

function oneMore(said: string): string {
  if (/^(?:0|[1-9]\d{0,8})$/.test(said)) return String(Number(said) + 1);
  return /^0[xX]|^[\d_]+[a-zA-Z]*\d*$/.test(said) ? `(${said} + 1)` : `(${said} + 1.0)`;
}

/** A question that is turned round, or no longer asked. */
function unasked(node: SyntaxNode, text: string): Edit[] {
  const [first, second] = node.children;
  const said = textOf(node, text);
  if (/^(?:\?\.|&\.|\?->)$/.test(said) && (node.isNamed || node.children.length === 0)) {
    const isAccess = /^[\w$#]/.test(text.slice(node.to));
    const now = said === "?->" ? "->" : isAccess ? "." : "";
    return [{ from: node.from, to: node.to, now, rank: 1 }];
  }
  if (!/unary|not_operator/.test(node.type) || first === undefined || second === undefined) return [];
  const sign = textOf(first, text);
  if (sign !== "!" && sign !== "not" && sign !== "-") return [];
  return [{ from: node.from, to: node.to, now: textOf(second, text), rank: sign === "-" ? 2 : 1 }];
}

const DECIDES = /if|unless|while|until|ternary|conditional/;

function condition(node: SyntaxNode, parent: SyntaxNode, text: string, { negated, binds }: Syntax): Edit[] {
  const isAsked =
    node.field === "condition" ||
    // A grammar may give the parts of a condition in one expression no names.
    (parent.type === "conditional_expression" && before(parent, node)?.type === "if");
  if (!isAsked || !DECIDES.test(parent.type) || binds?.test(textOf(node, text)) === true) return [];
  const isWrapped = /^(?:parenthesized|condition_clause)/.test(node.type);
  const asked = isWrapped ? (node.children.find(({ isNamed }) => isNamed) ?? node) : node;
  // That is what `unasked` makes of it.
  if (/unary|not_operator/.test(asked.type)) return [];
  const [from, to] = isWrapped ? [node.from + 1, node.to - 1] : [node.from, node.to];
  return [{ from, to, now: negated(text.slice(from, to)), rank: 2.5 }];
}

function before({ children }: SyntaxNode, node: SyntaxNode): SyntaxNode | undefined {
  return children[children.indexOf(node) - 1];
}

/** Only where any value may be returned without a compiler in between; an early end is left out anywhere. */
function returned({ node, around }: Placed, text: string, syntax: Syntax): Edit[] {
  const nothing = syntax.nothing?.replace(/;$/, "");
  if (node.type === "arrow_function") {
    const body = childOf(node, "body");
    if (body === null || nothing === undefined || /block|undefined/.test(body.type)) return [];
    return [{ from: body.from, to: body.to, now: nothing, rank: 3 }];
  }
  if (!/^return(?:_statement|_expression)?$/.test(node.type) || !node.isNamed) return [];
  const values = node.children.filter(({ isNamed }) => isNamed);
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) {
    const isEarly = around.some(({ type }) => DECIDES.test(type));
    const now = syntax.noStatement === "" ? ";" : syntax.noStatement;
    return isEarly ? [{ from: node.from, to: node.to, now, rank: 1 }] : [];
  }
  const isNothing = syntax.isNothing.test(text.slice(first.from, last.to));
  return nothing === undefined || isNothing ? [] : [{ from: first.from, to: last.to, now: nothing, rank: 3 }];
}

function uncalled(node: SyntaxNode, text: string, { noStatement, needed }: Syntax): Edit[] {
  if (node.type !== "expression_statement") return [];
  const [first] = node.children;
  const inner = first?.type === "await_expression" ? first.children.at(-1) : first;
  if (inner === undefined || !/^(?:call|method_invocation|function_call|member_call)/.test(inner.type))
    return [];
  if (needed?.test(textOf(inner, text)) === true) return [];
  return [{ from: node.from, to: node.to, now: noStatement === "" ? ";" : noStatement, rank: 3 }];
}

// Code spelled otherwise by its syntax: blanks, numbers, texts and the names of variables. It means the same. Pure.
import type { Respelling } from "../../toolchains/by-syntax.ts";
import { LOADS } from "../../toolchains/lines.ts";
import { childOf, nodesOf, type Placed, type SyntaxNode, textOf } from "../../toolchains/syntax-node.ts";
import { type Edit, renamedLocals } from "./local-names.ts";

/** Every line keeps its number. */
export function respelled(root: SyntaxNode, text: string, respelling: Respelling): string {
  const all = [...nodesOf(root)];
  const literals = all.flatMap((placed) => literal(placed, text, respelling));
  const edits = [...literals, ...renamedLocals(root, text, respelling.locals), ...blanks(all, text)];
  return edits
    .toSorted((a, b) => b.from - a.from || b.to - a.to)
    .reduce((now, edit) => now.slice(0, edit.from) + edit.now + now.slice(edit.to), text);
}

/** The same nodes as before, but for what stands in texts and how a number or a field is written. Otherwise it says something else. */
export function readsTheSame(before: SyntaxNode, after: SyntaxNode): boolean {
  const shape = (root: SyntaxNode) =>
    [...nodesOf(root, ({ type }) => !/string|comment/.test(type))]
      .map(({ node: { type } }) => type.replace(/^(?:hex|decimal)_integer/, "integer"))
      .join(" ")
      .replaceAll("pair property_identifier : identifier", "shorthand_property_identifier");
  return shape(before) === shape(after);
}

const LARGEST = 2 ** 31 - 1;

function literal({ node, around }: Placed, text: string, respelling: Respelling): Edit[] {
  const { from, to, type, field } = node;
  if (field === "field" || field === "source" || around.some((each) => respelling.literal.test(each.type)))
    return [];
  const said = textOf(node, text);
  if (/^(?:0|[1-9]\d{0,9})$/.test(said) && /number|int/.test(type) && node.children.length === 0) {
    const isApart = Number(said) <= LARGEST && !/^[\w$]/.test(text.slice(to, to + 1));
    return isApart ? [{ from, to, now: `0x${Number(said).toString(16)}` }] : [];
  }
  if (!respelling.text.test(type) || isDirective(around) || isBrought(around, text)) return [];
  const [, quote = "", first = ""] = /^(["'])([A-Za-z])[^\\\n]*\1$/.exec(said) ?? [];
  if (first === "" || (quote === "'" && !respelling.single)) return [];
  if (node.children.some(({ type }) => /interpolation|substitution|variable/.test(type))) return [];
  const code = first.charCodeAt(0);
  const now =
    respelling.escaped === "hex" ? `\\x${code.toString(16)}` : `\\${code.toString(8).padStart(3, "0")}`;
  return [{ from: from + 1, to: from + 2, now }];
}

/** A text alone is read by a language or a tool: `"use strict"`, a docstring. */
function isDirective(around: readonly SyntaxNode[]): boolean {
  return /^(?:expression_statement|linkage_specification|module)$/.test(around.at(-1)?.type ?? "");
}

function isBrought(around: readonly SyntaxNode[], text: string): boolean {
  const call = around.at(-2);
  const called = call === undefined ? null : (childOf(call, "function") ?? childOf(call, "method"));
  return called !== null && LOADS.test(textOf(called, text));
}

const AS_IT_IS =
  /string|template|regex|jsx|heredoc|macro|token_tree|preproc|comment|char|attribute|annotation|decorator/;

/**
 * One more where there is one already, and one inside of brackets. None behind `export`: small bundlers look for the text
 * `export default`. https://github.com/lukeed/bundt/blob/v1.0.2/index.js
 */
function blanks(all: readonly Placed[], text: string): Edit[] {
  const leaves = all.filter(({ node }) => node.children.length === 0 && node.from < node.to);
  return leaves.flatMap(({ node, around }, at) => {
    const next = leaves[at + 1];
    if (next === undefined || node.lastLine !== next.node.line || node.type === "export") return [];
    const outer = around.filter((each) => next.around.includes(each));
    if (outer.some(({ type }) => AS_IT_IS.test(type))) return [];
    if ([node, next.node].some(({ type }) => /comment|^php_tag$|^text$|^\?>$/.test(type))) return [];
    const between = text.slice(node.to, next.node.from);
    const isInside = /^[([,]$/.test(textOf(node, text)) || /^[)\]]$/.test(textOf(next.node, text));
    const isMore = between === "" ? isInside : /^ +$/.test(between);
    return isMore ? [{ from: node.to, to: node.to, now: " " }] : [];
  });
}

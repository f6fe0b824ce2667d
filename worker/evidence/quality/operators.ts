// Which operator stands for which other one in a mutant, and where two of them mean the same. Pure.
import type { Syntax } from "../../toolchains/syntax.ts";
import { childOf, type SyntaxNode, textOf } from "../../toolchains/syntax-node.ts";

const limits = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };
const questions = {
  ...{ "===": "!==", "!==": "===", "==": "!=", "!=": "==" },
  ...{ "&&": "||", "||": "&&", "??": "&&" },
};
const values = {
  ...{ "+": "-", "-": "+", "*": "/", "/": "*", "%": "*", "**": "*", "//": "*" },
  ...{ "&": "|", "|": "&", "<<": ">>", ">>": "<<", "+=": "-=", "-=": "+=", "*=": "+=" },
};

const ranked = (operators: Readonly<Record<string, string>>, rank: number) =>
  Object.entries(operators).map(([operator, now]) => [operator, { now, rank }] as const);

const SIGNS: Readonly<Record<string, Other | undefined>> = Object.fromEntries([
  ...ranked(limits, 0),
  ...ranked(questions, 1),
  ...ranked(values, 2),
]);

type Other = { now: string; rank: number };

/** Null: nobody knows another one. Limits are of rank 0. */
export function otherOperator(operator: string, { operators = {} }: Syntax): Other | null {
  const word = operators[operator];
  return SIGNS[operator] ?? (word === undefined ? null : { now: word, rank: 1 });
}

/** Of two values the less or the greater one is taken; where they are equal, it is the same whichever is. */
export function choosesOne(comparison: SyntaxNode, around: readonly SyntaxNode[], text: string): boolean {
  const [one, other] = comparison.children.filter(({ isNamed }) => isNamed).map((node) => textOf(node, text));
  const decides = around.findLast(({ type }) => !/^(?:parenthesized|condition_clause)/.test(type));
  if (decides === undefined || one === undefined || other === undefined) return false;
  const chosen = [childOf(decides, "consequence"), childOf(decides, "alternative")];
  const taken = chosen.flatMap((node) => (node === null ? [] : [textOf(node, text)]));
  if (taken.length === 2) return [one, other].sort().join() === taken.sort().join();
  const [body] = taken;
  const assigned = /^\{?\s*([\w$.[\]]+)\s*:?=\s*([\w$.[\]]+);?\s*\}?$/.exec(body ?? "");
  return assigned !== null && [one, other].sort().join() === assigned.slice(1, 3).sort().join();
}

// A line of a test with another value in the place of the one that it expects. Pure.

import { COMPARING } from "../../toolchains/lines.ts";
import type { Opposites } from "../../toolchains/opposites.ts";
import type { Syntax } from "../../toolchains/syntax.ts";

/** From and to, as indices into a line. */
export type Range = readonly [from: number, to: number];

/** What the file's language says of its values, its assertions and how it calls. */
export type Spoken = Opposites & Pick<Syntax, "truths" | "waits" | "negated">;

const MADE = /^[&*]?(?:[[{]|(?:\w+(?:\.|::))*[A-Z]\w*\s*[({])/;

/** A number, a text in quotes, or a truth. */
function literalOf({ truths }: Pick<Syntax, "truths">): string {
  return String.raw`-?\d+(?:\.\d+)?|"[^"\\]*"|'[^'\\]*'|\b(?:${truths.join("|")})\b`;
}

function alone(by: Pick<Syntax, "truths">): RegExp {
  return new RegExp(`^(?:${literalOf(by)})$`);
}

function compared(by: Spoken): RegExp {
  return new RegExp(String.raw`(?<=[=!]==?\s*)(?:${literalOf(by)})(?=\s*(?:[;){,]|\|\||&&|$))`);
}

/** The last one inside of a value that is made of others. */
function last(by: Spoken): RegExp {
  return new RegExp(String.raw`(?<=[({\[,:=]\s*)(?:${literalOf(by)})(?=[\s)\]}]+$)`);
}

/** Null where no literal is seen to be expected. `ranges`: where it may stand, the likeliest first. */
export function otherIn(line: string, ranges: readonly Range[], by: Spoken): string | null {
  return (
    replacedIn(line, ranges, alone(by), by) ??
    replacedIn(line, ranges, compared(by), by) ??
    comparedBy(line, ranges, by) ??
    replacedIn(
      line,
      ranges.filter(([from, to]) => (by.makes ?? MADE).test(line.slice(from, to))),
      last(by),
      by,
    )
  );
}

function replacedIn(line: string, ranges: readonly Range[], pattern: RegExp, by: Spoken): string | null {
  for (const [from, to] of ranges) {
    const found = pattern.exec(line.slice(from, to));
    if (found === null) continue;
    const at = from + found.index;
    return line.slice(0, at) + other(found[0], by) + line.slice(at + found[0].length);
  }
  return null;
}

function comparedBy(line: string, ranges: readonly Range[], by: Spoken): string | null {
  for (const [from, to] of ranges) {
    const call = COMPARING.exec(line.slice(from, to));
    const inner = call === null ? sidesOf(line, [from, to]) : operandsOf(line, from + call[0].length);
    const found = inner.length === 0 ? null : otherIn(line, inner, by);
    if (found !== null) return found;
  }
  return null;
}

/** Of a comparison by an operator, first the right one; none where there is more than one. */
function sidesOf(line: string, [from, to]: Range): Range[] {
  const [left = "", operator = "", right, ...more] = line.slice(from, to).split(/( ===? )/);
  if (right === undefined || more.length > 0) return [];
  const middle = from + left.length;
  return [
    [middle + operator.length, to],
    [from, middle],
  ];
}

/** The literal is not the same any more, and of the same type. */
export function other(literal: string, { truths: [yes, no] }: Pick<Syntax, "truths">): string {
  if (/^["']/.test(literal)) return `${literal.slice(0, 1)}not ${literal.slice(1)}`;
  if (literal === yes || literal === no) return literal === yes ? no : yes;
  return literal.includes(".") ? `${literal}1` : String(Number(literal) + 1);
}

/** The text is nothing but a literal. */
export function isLiteral(text: string, by: Pick<Syntax, "truths">): boolean {
  return alone(by).test(text);
}

/**
 * An assertion of equality between two operands, one of which becomes a value that nothing equals; what the code answers stands
 * on the left, so that its own idea of equality is asked. Null where the line is no such assertion.
 */
export function unequalIn(line: string, by: Opposites): string | null {
  const { truth, unequal } = by;
  if (unequal === undefined) return null;
  const begins = unequal.names.exec(line);
  if (begins === null) return comparedWith(line, truth, unequal);
  const ranges = comparedFrom(line, begins.index + begins[0].length, by);
  const [first, second] = ranges;
  if (first === undefined) return null;
  const behind = line.slice((second ?? first)[1]);
  if (second === undefined) return `${line.slice(0, first[0])}${unequal.value}${behind}`;
  const [left, right] = [line.slice(...first), line.slice(...second)];
  const answered = !left.includes("(") && right.includes("(") ? right : left;
  return `${line.slice(0, first[0])}${answered}, ${unequal.value}${behind}`;
}

/** Where the truth of a comparison is asserted. */
function comparedWith(
  line: string,
  truth: RegExp | undefined,
  { value, joins }: NonNullable<Opposites["unequal"]>,
): string | null {
  if (joins === undefined) return null;
  const begins = truth?.exec(line) ?? null;
  const [operand] = begins === null ? [] : operandsOf(line, begins.index + begins[0].length);
  if (operand === undefined) return null;
  const [left = "", right = "", ...more] = line.slice(...operand).split(" == ");
  const isWhole = [left, right].every((side) => operandsOf(`${side})`, 0).length === 1);
  if (right === "" || more.length > 0 || !isWhole || joins.test(`${left} ${right}`)) return null;
  const answered = !left.includes("(") && right.includes("(") ? right : left;
  return `${line.slice(0, operand[0])}${answered} == ${value}${line.slice(operand[1])}`;
}

/** What is compared are two operands. In front of them may stand the test itself or a message, and behind them a message. */
export function comparedFrom(
  line: string,
  from: number,
  { handed, message }: Pick<Opposites, "handed" | "message">,
): Range[] {
  const [before = ""] = line.charAt(from - 1) === "(" ? [] : (/^\w*\s*\(?/.exec(line.slice(from)) ?? []);
  const operands = operandsOf(line, from + before.length);
  const first = operands[0] === undefined ? "" : line.slice(...operands[0]);
  const isMessage = operands.length === 3 && message?.test(first) === true;
  const isBefore = handed?.test(first) === true || isMessage;
  return isBefore ? operands.slice(1, 3) : operands.slice(0, 2);
}

const BRACKETS: Record<string, string> = { "(": ")", "[": "]", "{": "}" };

/** Those between commas, up to the bracket that closes what is around them; none where they go on in the next line. */
export function operandsOf(line: string, from: number): Range[] {
  const open: string[] = [];
  const operands: Range[] = [];
  let [begin, quote] = [from, ""];
  const end = (at: number) => {
    const operand = line.slice(begin, at);
    const [before, behind] = [operand.length - operand.trimStart().length, operand.trimEnd().length];
    if (operand.trim() !== "") operands.push([begin + before, begin + behind]);
    begin = at + 1;
  };
  for (let at = from; at < line.length; at++) {
    const character = line.charAt(at);
    if (quote !== "") {
      if (character === "\\") at++;
      else if (character === quote) quote = "";
    } else if (/["'`]/.test(character)) quote = character;
    else if (BRACKETS[character] !== undefined) open.push(BRACKETS[character]);
    else if (character === open.at(-1)) open.pop();
    else if (open.length === 0 && /[)\]};]/.test(character)) {
      end(at);
      return operands;
    } else if (open.length === 0 && character === ",") end(at);
  }
  if (open.length > 0 || quote !== "") return [];
  end(line.length);
  return operands;
}

// Lines that return, keep or name a value, with another value in its place. Pure.
import type { Syntax } from "../../toolchains/syntax.ts";

/** A line that returns a value, with nothing, or with another literal where a compiler would object to nothing. */
export function returning(line: string, syntax: Syntax): string {
  const [, before, value, end = ""] = firstOf(syntax.returns, line) ?? [];
  if (before === undefined || value === undefined || !isWhole(value)) return line;
  return `${before}${nothingIn(syntax) ?? otherThan(value, syntax.truths)}${end}`;
}

function firstOf(patterns: readonly RegExp[], line: string): RegExpExecArray | null {
  return patterns.map((pattern) => pattern.exec(line)).find((found) => found !== null) ?? null;
}

/** Without the sign that may end a statement. */
function nothingIn({ nothing }: Syntax): string | undefined {
  return nothing?.replace(/;$/, "");
}

/** A line that gives a name or a field its value, with another literal; or with nothing, where it is none. */
export function assigning(line: string, syntax: Syntax): string {
  const assigned = /^(\s*(?:[\w$.[\]: ]+?) (?::?=) )([^=>;][^;]*?)(;?\s*)$/.exec(line);
  const [, before, value, end = ""] = assigned ?? [];
  if (before === undefined || value === undefined || !isWhole(value) || value.includes("=>")) return line;
  const other = otherThan(value, syntax.truths);
  return `${before}${other === value ? (nothingIn(syntax) ?? value) : other}${end}`;
}

/** Formats of data write them so. */
const DATA: Syntax["truths"] = ["true", "false"];

/** A row of data: a name and its value, with another value. */
export function rowOf(line: string): string {
  const [, before, value, end] = /^(\s*(?:- )?(?:"[^"]+"|[\w.-]+)\s*[:=]\s*)(\S.*?)(,?\s*)$/.exec(line) ?? [];
  if (before === undefined || value === undefined || /^[[{|>&*]/.test(value)) return line;
  const other = otherThan(value, DATA);
  if (other !== value) return `${before}${other}${end}`;
  return /^["']/.test(value) || line.trimStart().startsWith('"') ? line : `${before}not ${value}${end}`;
}

/** Of the same type; anything but a plain literal stays as it is. */
function otherThan(value: string, [yes, no]: Syntax["truths"]): string {
  const literal = value.trim();
  if (/^-?\d{1,9}$/.test(literal)) return String(Number(literal) + 1);
  if (/^"[^"\\]*"$/.test(literal)) return `"not ${literal.slice(1)}`;
  if (literal === yes) return no;
  return literal === no ? yes : value;
}

/** A value that goes on in the next line cannot be replaced in one. */
function isWhole(value: string): boolean {
  const count = (characters: string) => [...value].filter((each) => characters.includes(each)).length;
  return count("([{") === count(")]}") && !/[,+\-*/&|?:=<>.]\s*$/.test(value);
}

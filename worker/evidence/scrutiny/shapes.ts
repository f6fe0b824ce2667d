// Lines of code as shapes: the same whatever their spacing, names and values. Languages say which words are no names.
import { KEYWORDS, LINES } from "../../toolchains/lines.ts";

export type Line = {
  /** 1-based. */
  number: number;
  /** Without spacing. */
  text: string;
  /** With a placeholder for each name and value. */
  shape: string;
  /** Names in order. */
  names: string[];
};

const TOKEN = /[\p{L}_$][\p{L}\p{N}_$]*|\d[\w.]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|\S/gu;
/** Comments and licences. */
const COMMENT = /^(?:\/\/|\/\*|\*(?:\s|\/|$)|#(?!\[)|--|"""|'''|<!--)/;
/** A line this long was not written by hand. */
const MAX_LINE_CHARACTERS = 400;

/** The lines that say something, in order. */
export function linesOf(text: readonly string[]): Line[] {
  return text.flatMap((raw, index) => {
    const trimmed = raw.trim();
    if (trimmed === "" || trimmed.length > MAX_LINE_CHARACTERS || isAside(trimmed)) return [];
    return [lineOf(trimmed, index + 1)];
  });
}

/** What every file begins with, and what is no code, repeats nothing. */
function isAside(trimmed: string): boolean {
  return COMMENT.test(trimmed) || LINES.brings.test(trimmed);
}

function lineOf(trimmed: string, number: number): Line {
  const names: string[] = [];
  const parts: string[] = [];
  const tokens = trimmed.match(TOKEN) ?? [];
  for (const token of tokens) {
    const first = token.charAt(0);
    if (/["'`]/.test(first) && token.length > 1) parts.push("s");
    else if (/\d/.test(first)) parts.push("0");
    else if (!/[\p{L}_$]/u.test(first) || KEYWORDS.has(token.toLowerCase())) parts.push(token);
    else {
      names.push(token);
      parts.push("n");
    }
  }
  return { number, text: tokens.join(" "), shape: parts.join(" "), names };
}

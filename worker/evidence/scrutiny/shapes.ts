// Lines of code as shapes: the same whatever their spacing, names and values. Knows no language in particular.

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
const WORDS = new Set(
  [
    "abstract and as assert async await break case catch class const continue def default defer delete do elif else",
    "enum except export extends final finally fn for foreach from func function get go goto if impl implements in",
    "instanceof interface is lambda let loop match mod module mut namespace new nil none not null of or override",
    "package pass private protected pub public raise readonly ref return self set sizeof static struct super switch",
    "template this throw throws trait true false try type typedef typeof union unless unsafe use using val var virtual",
    "void when where while with yield",
  ].flatMap((words) => words.split(" ")),
);
/** Nothing to repeat: comments, licences, and what every file begins with. */
const ASIDE =
  /^(?:\/\/|\/\*|\*(?:\s|\/|$)|#(?!\[)|--|"""|'''|<!--|import\b|from\s+\S+\s+import\b|export\b[^=]*\bfrom\b|use\s|using\s|package\s|mod\s|(?:const|let|var)\b[^=]*=\s*require\s*\()/;
/** A line this long was not written by hand. */
const MAX_LINE_CHARACTERS = 400;

/** The lines that say something, in order. */
export function linesOf(text: readonly string[]): Line[] {
  return text.flatMap((raw, index) => {
    const trimmed = raw.trim();
    if (trimmed === "" || trimmed.length > MAX_LINE_CHARACTERS || ASIDE.test(trimmed)) return [];
    return [lineOf(trimmed, index + 1)];
  });
}

function lineOf(trimmed: string, number: number): Line {
  const names: string[] = [];
  const parts: string[] = [];
  const tokens = trimmed.match(TOKEN) ?? [];
  for (const token of tokens) {
    const first = token.charAt(0);
    if (/["'`]/.test(first) && token.length > 1) parts.push("s");
    else if (/\d/.test(first)) parts.push("0");
    else if (!/[\p{L}_$]/u.test(first) || WORDS.has(token.toLowerCase())) parts.push(token);
    else {
      names.push(token);
      parts.push("n");
    }
  }
  return { number, text: tokens.join(" "), shape: parts.join(" "), names };
}

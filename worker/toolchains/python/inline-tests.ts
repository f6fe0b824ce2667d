// Examples in the documentation of Python code that doctest runs: https://docs.python.org/3/library/doctest.html
import { type Lines, linesOf, placesOf } from "../documented.ts";
import type { InlineTests } from "../language.ts";
import { recipesOf, textOf } from "../tree.ts";

const SETTINGS = [
  "pyproject.toml",
  "setup.cfg",
  "pytest.ini",
  ".pytest.ini",
  "tox.ini",
  "noxfile.py",
  "conftest.py",
];

export const inlineTests: InlineTests = {
  files: /\.py$/,
  places: (text) => {
    const lines = linesOf(text);
    return placesOf(lines, documentedIn(lines), (own) => own.some((line) => PROMPT.test(line)));
  },
  // Many people write examples that nothing runs.
  areRun: async (tree) => {
    const said = [await textOf(tree, SETTINGS), await recipesOf(tree)];
    return said.some((text) => /doctest/.test(text));
  },
};

export const PROMPT = /^\s*>>>(?: |$)/;

const HEAD = /^(?<indent>[ \t]*)(?:async\s+def|def|class)\s+(?<name>\w+)/;
const BEGINS = /^\s*[rRuU]?(?<quote>"""|''')/;
const SAYS_NOTHING = /^\s*(?:#.*)?$/;

type Open = { indent: number; name: string };

/** The lines of each text that documents a module, a class or a function; empty where it has none. */
function documentedIn(lines: readonly string[]): Lines[] {
  const first = lines.findIndex((line) => !SAYS_NOTHING.test(line));
  if (first === -1) return [];
  const found: Lines[] = [{ owner: "", from: first, to: textEnd(lines, first) }];
  const open: Open[] = [];
  for (let at = found[0]?.to ?? 0; at < lines.length; at++) {
    const { indent = "", name } = HEAD.exec(lines[at] ?? "")?.groups ?? {};
    if (name === undefined) {
      at = Math.max(at, stringEnd(lines, at) - 1);
      continue;
    }
    while ((open.at(-1)?.indent ?? -1) >= indent.length) open.pop();
    open.push({ indent: indent.length, name });
    const body = headEnd(lines, at);
    const end = textEnd(lines, body);
    found.push({ owner: open.map((each) => each.name).join("."), from: body, to: end });
    at = end - 1;
  }
  return found;
}

const LONGEST_HEAD = 40;

/** The line behind the colon that ends a head, which may go over several lines. */
function headEnd(lines: readonly string[], at: number): number {
  const near = lines.slice(at, at + LONGEST_HEAD);
  const end = near.findIndex((line) => /:\s*(?:#.*)?$/.test(line));
  return end === -1 ? at + 1 : at + end + 1;
}

/** The line behind the text that begins here; the same line where none does. */
function textEnd(lines: readonly string[], at: number): number {
  return BEGINS.test(lines[at] ?? "") ? stringEnd(lines, at) : at;
}

/** The line behind a text over several lines that begins in this one; the next line where none does. */
function stringEnd(lines: readonly string[], at: number): number {
  const line = (lines[at] ?? "").replace(/^\s*#.*/, "");
  const [quote = ""] = /"""|'''/.exec(line) ?? [];
  if (quote === "" || line.split(quote).length % 2 === 1) return at + 1;
  let end = at + 1;
  while (end < lines.length && !(lines[end] ?? "").includes(quote)) end++;
  return Math.min(end + 1, lines.length);
}

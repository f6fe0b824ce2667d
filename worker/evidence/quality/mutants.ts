// Small textual changes to changed lines, always the same for the same lines: would any test notice?
import type { ChangedLine } from "./code-lines.ts";

export type Mutation = ChangedLine & { now: string };

export const MOST_MUTANTS = 5;

/** Spread over all lines, one for each line as long as there are lines. */
export function chooseMutants(lines: ChangedLine[], most = MOST_MUTANTS): Mutation[] {
  const perLine = lines.map(mutationsOf).filter((mutations) => mutations.length > 0);
  const firsts = perLine.flatMap((mutations) => mutations.slice(0, 1));
  if (firsts.length > most) return spread(firsts, most);
  const others = perLine.flatMap((mutations) => mutations.slice(1));
  return [...firsts, ...others.slice(0, most - firsts.length)];
}

function spread<T>(list: T[], most: number): T[] {
  return Array.from({ length: most }, (_, i) => list.slice(Math.floor((i * list.length) / most))[0]).filter(
    (each) => each !== undefined,
  );
}

/** Declarations, comments and what is only logged: nothing to notice, or nothing that compiles. */
const NOTHING =
  /^\s*(?:import|export \*|export \{|from|package|using|use|include|type|interface|declare|namespace|@|#|\/\/|\/\*|\*)|^\s*(?:console|log|logger|logging|print|fmt\.Print\w*|System\.out)\b/;
const LONGEST_LINE = 500;

function mutationsOf(line: ChangedLine): Mutation[] {
  const { file, text } = line;
  if (NOTHING.test(text) || text.length > LONGEST_LINE) return [];
  const python = file.endsWith(".py");
  const bare = withoutWords(text, python);
  const all = [...SWAPS, ...(python ? PYTHON_SWAPS : [])].flatMap(([pattern, to]) =>
    swapped(text, bare, pattern, to),
  );
  const whole = [negated(text, bare, python), returned(file, text, bare), uncalled(file, bare)];
  const changed = [...all, ...whole.filter((now) => now !== null)];
  return [...new Set(changed)].filter((now) => now !== text).map((now) => ({ ...line, now }));
}

type Swap = [pattern: RegExp, to: (found: string) => string];

/** In the order of what tells most: limits before conditions before values. */
const SWAPS: Swap[] = [
  [/(?<![=<>-])<=(?![=>])/, () => "<"],
  [/(?<![=<>-])>=(?!=)/, () => ">"],
  [/(?<=\s)<(?=\s)/, () => "<="],
  [/(?<=\s)>(?=\s)/, () => ">="],
  [/(?<![=!])===(?!=)/, () => "!=="],
  [/!==/, () => "==="],
  [/(?<![=!<>:])==(?!=)/, () => "!="],
  [/!=(?!=)/, () => "=="],
  [/&&/, () => "||"],
  [/\|\|(?!=)/, () => "&&"],
  [/(?<![.\w])(?:true|false)\b/, (found) => (found === "true" ? "false" : "true")],
  [/(?<=[\w)\]] )\+(?= [\w(])/, () => "-"],
  [/(?<=[\w)\]] )-(?= [\w(])/, () => "+"],
  [/(?<![\w.])\d{1,9}(?![\w.])/, (found) => String(Number(found) + 1)],
];

const PYTHON_SWAPS: Swap[] = [
  [/\band\b/, () => "or"],
  [/\bor\b/, () => "and"],
  [/\bnot\s(?!in\b)/, () => ""],
  [/(?<![.\w])(?:True|False)\b/, (found) => (found === "True" ? "False" : "True")],
];

function swapped(text: string, bare: string, pattern: RegExp, to: Swap[1]): string[] {
  const found = pattern.exec(bare);
  if (found === null) return [];
  return [text.slice(0, found.index) + to(found[0]) + text.slice(found.index + found[0].length)];
}

/** A condition without a comparison to turn round. */
function negated(text: string, bare: string, python: boolean): string | null {
  const condition = python ? /^(\s*(?:el)?if )(.+)(:\s*)$/ : /^(\s*(?:\} else )?if \()(.+)(\) \{\s*)$/;
  const [, before, inner, after] = condition.exec(bare) ?? [];
  if (before === undefined || inner === undefined || after === undefined || !isBalanced(inner)) return null;
  const asked = text.slice(before.length, before.length + inner.length);
  return `${before}${python ? `not (${asked})` : `!(${asked})`}${after}`;
}

/** Only where any value may be returned without a compiler in between. */
function returned(file: string, text: string, bare: string): string | null {
  const nothing = /\.[cm]?[jt]sx?$/.test(file) ? "undefined;" : file.endsWith(".py") ? "None" : null;
  const [, before, value] = /^(\s*return )(.+?);?\s*$/.exec(bare) ?? [];
  if (nothing === null || before === undefined || value === undefined || !isBalanced(value)) return null;
  return /^(?:undefined|null|None)$/.test(value) ? null : text.slice(0, before.length) + nothing;
}

const CALL =
  /^(\s*)(?!(?:if|for|while|switch|return|super|function|def|throw|raise|assert)\b)(?:await )?[\w$][\w.$]*\(.*\)(;?)\s*$/;

/** Where statements end with a semicolon, a call without one is a piece of something. */
function uncalled(file: string, bare: string): string | null {
  const [, indent, end] = CALL.exec(bare) ?? [];
  if (indent === undefined || !isBalanced(bare)) return null;
  if (end === "" && !/\.(?:py|go|[cm]?[jt]sx?)$/.test(file)) return null;
  return file.endsWith(".py") ? `${indent}pass` : indent;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** The same line with texts and comments blanked out, character for character. */
function withoutWords(text: string, python: boolean): string {
  const comment = python ? /#.*$/ : /\/\/.*$|\/\*.*$/;
  const blank = (found: string) => "_".repeat(found.length);
  return text
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g, blank)
    .replace(comment, (found) => " ".repeat(found.length));
}

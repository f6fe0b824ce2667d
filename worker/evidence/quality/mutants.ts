// Which changed lines are made wrong, always the same for the same lines; and how, where no grammar reads them. Pure.

import type { LineRange } from "../../../src/domain/line-range.ts";
import { BRACES } from "../../toolchains/braces.ts";
import { LINES } from "../../toolchains/lines.ts";
import { syntaxOf } from "../../toolchains/paths.ts";
import type { Syntax } from "../../toolchains/syntax.ts";
import type { ChangedLine } from "../prove/code-lines.ts";
import { spread } from "../spread.ts";
import type { Mutation } from "./syntax-mutants.ts";

export const MOST_MUTANTS = 5;

/**
 * Spread over all lines, one for each line as long as there are lines. `perLine`: what each line can be made to read. Lines of
 * `own` go first: a test of a criterion noticed that they were taken out, so what it asks of them is what it proves.
 */
export function chooseMutants(
  perLine: readonly Mutation[][],
  own: readonly LineRange[] = [],
  most = MOST_MUTANTS,
): Mutation[] {
  const isOwn = ([first]: Mutation[]) =>
    own.some(({ file, from, to }) => first?.file === file && first.line >= from && first.line <= to);
  const chosen = spreadOver(perLine.filter(isOwn), most);
  const others = perLine.filter((mutations) => !isOwn(mutations));
  return [...chosen, ...spreadOver(others, most - chosen.length)];
}

function spreadOver(perLine: readonly Mutation[][], most: number): Mutation[] {
  const firsts = perLine.flatMap((mutations) => mutations.slice(0, 1));
  if (firsts.length > most) return spread(firsts, most);
  const others = perLine.flatMap((mutations) => mutations.slice(1));
  return [...firsts, ...others.slice(0, most - firsts.length)];
}

/** For each line what it can be made to read by its text alone. */
export function textMutations(lines: readonly ChangedLine[]): Mutation[][] {
  return lines.map((line, at) => mutationsOf(line, followed(line, lines[at + 1])));
}

const LONGEST_LINE = 500;

/** The text of the line that stands right behind, where it is changed, too. */
function followed({ file, line }: ChangedLine, next: ChangedLine | undefined): string {
  return next?.file === file && next.line === line + 1 ? next.text : "";
}

function mutationsOf(line: ChangedLine, next: string): Mutation[] {
  const { file, text } = line;
  if (LINES.idle.test(text) || text.length > LONGEST_LINE) return [];
  const syntax = syntaxOf(file) ?? BRACES;
  const bare = withoutWords(text, syntax);
  const limits = choosesOne(bare, next) ? [] : LIMITS;
  const swaps = [...limits, ...swapsOf(syntax)];
  const all = swaps.flatMap(([pattern, to]) => swapped(text, bare, pattern, to));
  const whole = [negated(text, bare, syntax), returned(text, bare, syntax), uncalled(bare, syntax)];
  const changed = [...all, ...whole.filter((now) => now !== null)];
  return [...new Set(changed)].filter((now) => now !== text).map((now) => ({ ...line, now }));
}

/** The first match becomes another text. */
type Swap = readonly [pattern: RegExp, to: (found: string) => string];

/** In the order of what tells most: limits before conditions before values. */
const LIMITS: readonly Swap[] = [
  [/(?<![=<>-])<=(?![=>])/, () => "<"],
  [/(?<![=<>-])>=(?!=)/, () => ">"],
  [/(?<=\s)<(?=\s)/, () => "<="],
  [/(?<=\s)>(?=\s)/, () => ">="],
];
const SIGNS: readonly Swap[] = [
  [/(?<![=!])===(?!=)/, () => "!=="],
  [/!==/, () => "==="],
  [/(?<![=!<>:])==(?!=)/, () => "!="],
  [/!=(?!=)/, () => "=="],
  [/&&/, () => "||"],
  [/\|\|(?!=)/, () => "&&"],
];
const VALUES: readonly Swap[] = [
  [/(?<=[\w)\]] )\+(?= [\w(])/, () => "-"],
  [/(?<=[\w)\]] )-(?= [\w(])/, () => "+"],
  [/(?<![\w.])\d{1,9}(?![\w.])/, (found) => String(Number(found) + 1)],
];

function swapsOf({ truths: [yes, no] }: Syntax): Swap[] {
  const truth = new RegExp(`(?<![.\\w])(?:${yes}|${no})\\b`);
  return [...SIGNS, [truth, (found) => (found === yes ? no : yes)], ...VALUES];
}

const COMPARED = /([\w$.[\]]+) [<>]=? ([\w$.[\]]+)/;

/** Of two values the less or the greater one is taken; where they are equal, it is the same whichever is. */
function choosesOne(bare: string, next: string): boolean {
  const [whole, one, other] = COMPARED.exec(bare) ?? [];
  if (whole === undefined) return false;
  const chosen =
    /^\s*([\w$.[\]]+) :?= ([\w$.[\]]+);?\s*$/.exec(next) ??
    /^\)? \? ([\w$.[\]]+) : ([\w$.[\]]+)/.exec(bare.slice(bare.indexOf(whole) + whole.length));
  return chosen !== null && [one, other].sort().join() === chosen.slice(1, 3).sort().join();
}

function swapped(text: string, bare: string, pattern: RegExp, to: Swap[1]): string[] {
  const found = pattern.exec(bare);
  if (found === null) return [];
  return [text.slice(0, found.index) + to(found[0]) + text.slice(found.index + found[0].length)];
}

/** A condition without a comparison to turn round. */
function negated(text: string, bare: string, syntax: Syntax): string | null {
  const [, before, inner, after] = syntax.condition.exec(bare) ?? [];
  if (before === undefined || inner === undefined || after === undefined || !isBalanced(inner)) return null;
  const asked = text.slice(before.length, before.length + inner.length);
  return `${before}${syntax.negated(asked)}${after}`;
}

/** Only where any value may be returned without a compiler in between. */
function returned(text: string, bare: string, { nothing, isNothing }: Syntax): string | null {
  const [, before, value] = /^(\s*return )(.+?);?\s*$/.exec(bare) ?? [];
  if (nothing === undefined || before === undefined || value === undefined || !isBalanced(value)) return null;
  return isNothing.test(value) ? null : text.slice(0, before.length) + nothing;
}

/** Where statements end with a semicolon, a call without one is a piece of something. */
function uncalled(bare: string, { call, endsWithLine, noStatement }: Syntax): string | null {
  const [, indent, end] = call.exec(bare) ?? [];
  if (indent === undefined || !isBalanced(bare)) return null;
  return end === "" && !endsWithLine ? null : indent + noStatement;
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
function withoutWords(text: string, { comment }: Syntax): string {
  const blank = (found: string) => "_".repeat(found.length);
  return text
    .replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`/g, blank)
    .replace(comment, (found) => " ".repeat(found.length));
}

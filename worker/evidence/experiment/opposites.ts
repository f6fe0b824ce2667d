// A named test that asks for the opposite, or for another value, in one of its lines: if it stays green, that line judges nothing. Pure.
import { BRACES } from "../../toolchains/braces.ts";
import type { Opposites } from "../../toolchains/opposites.ts";
import { oppositesOf, syntaxOf } from "../../toolchains/paths.ts";
import { isInText, QUOTED } from "../quoted.ts";
import { comparesAlone, isDenied } from "./denied.ts";
import { exampleOf, testPartsOf } from "./examples.ts";
import { linesOfHelpers } from "./helper-lines.ts";
import {
  comparedFrom,
  isLiteral,
  operandsOf,
  other,
  otherIn,
  type Range,
  type Spoken,
  unequalIn,
} from "./other-values.ts";
import { raisedIn } from "./raised.ts";
import { type Block, blockOf, blockOfRow, marksAbove } from "./test-block.ts";

/**
 * `line` is counted from 1. `judge`: what is called there, where the line is no assertion that is known by name; null: it is one.
 * `decides`: the test has no other line that could judge after it.
 */
export type Turned = {
  line: number;
  to: string;
  what: "opposite" | "value";
  judge: string | null;
  decides: boolean;
};

/** A text file with lines that can be turned. */
export type TurnedFile = { path: string; text: string; turned: Turned[] };

/**
 * The lines of the test with an assertion that can be turned, and those of functions that it calls in its own file or in the
 * `others`; null where the test is not found.
 */
export function turnedIn(
  path: string,
  text: string,
  test: string,
  others: ReadonlyMap<string, string> = new Map(),
): TurnedFile[] | null {
  const example = exampleOf(path, text, test);
  if (example !== null) return [{ path, text, turned: turnedExample(path, text, linesIn(example)) }];
  const lines = text.split("\n");
  const block = blockOf({ path, lines }, test);
  const parts = testPartsOf(path, text);
  // What is named as a test is may stand in the code, too.
  const isIn =
    block !== null && (parts?.some(({ from, to }) => block.from >= from && block.from < to) ?? true);
  if (!isIn) return null;
  const own = turnedOf(block, { path, text, others });
  const row = own.length > 0 ? null : blockOfRow({ path, lines }, block.from);
  return row === null ? own : turnedOf(row, { path, text, others });
}

type Around = { path: string; text: string; others: ReadonlyMap<string, string> };

function turnedOf(block: Block, { path, text, others }: Around): TurnedFile[] {
  const lines = text.split("\n");
  const own = linesIn(block);
  const said = own.map((at) => lines[at] ?? "").join("\n");
  const files = [[path, text] as const, ...[...others].filter(([other]) => other !== path)];
  const helpers = files.map(([file, whole]): TurnedFile => {
    const all = linesOfHelpers({ path: file, lines: whole.split("\n") }, said);
    const called = all.filter((at) => file !== path || !own.includes(at));
    const turned = turnedAmong(file, whole, called).filter(({ judge }) => judge === null);
    return { path: file, text: whole, turned };
  });
  const marked = [...marksAbove(lines, block.from), ...own];
  const all = [{ path, text, turned: turnedAmong(path, text, marked) }, ...helpers];
  return all.filter(({ turned }) => turned.length > 0);
}

/** Of these lines, counted from 1, those with an assertion that is known by name. */
export function turnedAt(path: string, text: string, numbers: readonly number[]): Turned[] {
  const turned = turnedAmong(
    path,
    text,
    numbers.map((number) => number - 1),
  );
  return turned.filter(({ judge }) => judge === null);
}

/** Null: the file's language says of no assertion what its opposite is. */
function spokenIn(path: string): Spoken | null {
  const opposites = oppositesOf(path);
  return opposites === null ? null : { ...(syntaxOf(path) ?? BRACES), ...opposites };
}

function turnedAmong(path: string, text: string, indices: readonly number[]): Turned[] {
  const opposites = spokenIn(path);
  if (opposites === null) return [];
  const lines = text.split("\n");
  const found = indices.flatMap((at) => {
    const line = lines[at] ?? "";
    const raised = raising(line, opposites);
    if (raised === null && IS_NO_CODE.test(line)) return [];
    const known =
      raised ??
      named(line, opposites) ??
      truth(line, opposites) ??
      condition(lines, at, opposites) ??
      equality(line, opposites);
    const assertion = known ?? (opposites.fails?.calls.test(line) ? null : called(line, opposites));
    return assertion === null ? [] : [{ at, line, ...assertion }];
  });
  const isJudged = found.some(({ judge }) => judge === null);
  return found.flatMap(({ at, line, opposite, judge, values }) => {
    const decides = judge === null || (!isJudged && at === found.at(-1)?.at);
    const value = otherIn(line, values, opposites) ?? (judge === null ? unequalIn(line, opposites) : null);
    const turned = (to: string | null, what: Turned["what"]): Turned[] =>
      to === null ? [] : [{ line: at + 1, to, what, judge, decides }];
    return [...turned(opposite, "opposite"), ...turned(value, "value")];
  });
}

/** The code stands behind something in each line; below it may stand what it has to print. */
function turnedExample(path: string, text: string, indices: readonly number[]): Turned[] {
  const spoken = spokenIn(path);
  const examples = spoken?.examples;
  if (spoken === null || examples === undefined) return [];
  const { prefix, printed } = examples;
  const lines = text.split("\n");
  const before = (line: number) => prefix.exec(lines[line - 1] ?? "")?.[0] ?? "";
  const bare = lines.map((line, at) => (indices.includes(at) ? line.replace(prefix, "") : line));
  const code = indices.filter((at) => before(at + 1) !== "");
  const turned = turnedAmong(path, bare.join("\n"), code)
    .filter(({ judge }) => judge === null || printed === undefined)
    .map((each) => ({ ...each, to: `${before(each.line)}${each.to}` }));
  const prints = indices.filter((at) => before(at) !== "" && printed?.test(lines[at] ?? "") === true);
  return [...turned, ...prints.map((at) => otherPrinted(at + 1, lines[at] ?? "", spoken))];
}

function otherPrinted(line: number, text: string, spoken: Spoken): Turned {
  const [, indent = "", said = ""] = /^(\s*)(.*)$/.exec(text) ?? [];
  const to = isLiteral(said, spoken) ? other(said, spoken) : `not ${said}`;
  return { line, to: `${indent}${to}`, what: "value", judge: null, decides: true };
}

/** Comments, and definitions of C's preprocessor. */
const IS_NO_CODE = /^\s*(?:\/\/|\/?\*|#)/;

/** The same text with other lines. */
export function withLines(text: string, turned: readonly Pick<Turned, "line" | "to">[]): string {
  const to = new Map(turned.map((each) => [each.line - 1, each.to]));
  return text
    .split("\n")
    .map((line, at) => to.get(at) ?? line)
    .join("\n");
}

function linesIn({ from, to }: Block): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}

/** `values`: where the expected value may stand, the likeliest first. */
type Assertion = { opposite: string | null; judge: string | null; values: Range[] };

/** Of an assertion that something raises, what raises stays as it is. */
function raising(line: string, spoken: Spoken): Assertion | null {
  const raised = raisedIn(line, spoken);
  if (raised === null) return null;
  return { opposite: raised.opposite ?? named(line, spoken)?.opposite ?? null, judge: null, values: [] };
}

function named(line: string, opposites: Spoken): Assertion | null {
  for (const [pattern, to] of opposites.names) {
    const found = pattern.exec(line);
    if (found === null || isInText(line, found.index)) continue;
    const end = found.index + found[0].length;
    const opposite = line.slice(0, found.index) + to(found[0]) + line.slice(end);
    const isOfMost =
      opposites.differs?.test(found[0]) === true ||
      (opposites.denies?.test(found[0]) === true && comparesAlone(line.slice(end), opposites));
    const compared = isOfMost ? [] : comparedFrom(line, end, opposites);
    const values = opposites.ofOne?.test(line.slice(found.index)) === true ? compared.slice(0, 1) : compared;
    if (opposite !== line) return { opposite, judge: null, values };
  }
  return null;
}

function truth(line: string, spoken: Spoken): Assertion | null {
  const { truth, compares, differs, negated } = spoken;
  const begins = truth?.exec(line) ?? null;
  if (begins === null || isInText(line, begins.index)) return null;
  const [operand] = operandsOf(line, begins.index + begins[0].length);
  if (operand === undefined) return null;
  const [from, to] = operand;
  const call = compares?.exec(line.slice(from, to)) ?? null;
  const inner = call === null ? [] : operandsOf(line, from + call.index + call[0].length);
  const opposite = line.slice(0, from) + negated(line.slice(from, to)) + line.slice(to);
  const bare = line.slice(from, to).replace(QUOTED, "");
  // Where an equality stands beside it, another value can be red.
  const isOfMost =
    isDenied(bare, spoken) || (differs?.test(bare) === true && !/(?<![=!<>])===?(?!=)/.test(bare));
  return { opposite, judge: null, values: isOfMost ? [] : [...inner, operand] };
}

/** One of which nobody knows the opposite. */
function equality(line: string, opposites: Opposites): Assertion | null {
  const begins = opposites.unequal?.names.exec(line) ?? null;
  if (begins === null || isInText(line, begins.index)) return null;
  return {
    opposite: null,
    judge: null,
    values: comparedFrom(line, begins.index + begins[0].length, opposites),
  };
}

const NEAR = 3;

/** In some languages an assertion is a condition, and below it stands a call that fails the test. */
function condition(lines: readonly string[], at: number, spoken: Spoken): Assertion | null {
  const { fails, negated } = spoken;
  const near = lines.slice(at + 1, at + 1 + NEAR);
  if (fails === undefined || !near.some((line) => fails.calls.test(line))) return null;
  const [whole, before, asked, behind] = fails.condition.exec(lines[at] ?? "") ?? [];
  if (whole === undefined || before === undefined || asked === undefined || behind === undefined) return null;
  const opposite = `${before}${negated(asked)}${behind}`;
  // What fails for one value holds for most.
  const isOfMost = comparesAlone(asked, spoken) && !asked.includes("!");
  const values: Range[] = isOfMost ? [] : [[before.length, before.length + asked.length]];
  return { opposite, judge: null, values };
}

/** A line that is nothing but a call may judge what it is given, by a name that only this repository knows. */
function called(line: string, { waits, ofOne, message }: Spoken): Assertion | null {
  const waited = waits === undefined ? "" : String.raw`(?:${waits}\s+)?`;
  const calls = new RegExp(String.raw`^\s*${waited}([\w.$:]+!?)\((?=.*\)[;,]?\s*$)`);
  const [call, judge] = calls.exec(line) ?? [];
  if (call === undefined || judge === undefined) return null;
  const operands = operandsOf(line, call.length);
  if (ofOne?.test(`${judge}(`) === true) {
    const said = operands.filter((range) => message?.test(line.slice(...range)) !== true);
    return { opposite: null, judge, values: said.slice(0, 1) };
  }
  // One that is given a single value may only be asked with it.
  return { opposite: null, judge, values: operands.length < 2 ? [] : operands.reverse() };
}

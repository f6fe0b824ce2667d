// Whether lines that replace others decide something that those did not, or hold a number or a text that could mean a day. Pure.
import { DECIDING } from "../../toolchains/lines.ts";
import { QUOTED } from "../quoted.ts";

/** Lines of the base, and those in their place; one text each. */
export type Replaced = { was: string; now: string };

/** By words and signs of any language: better too much than too little. Texts in quotes that stay the same are no part of it. */
export function decidesMore(replaced: Replaced): boolean {
  const { was, now } = withoutSameTexts(replaced);
  return more(signsIn(codeOf(was)), signsIn(now)).length > 0;
}

/** Rounded luck is a choice. */
export function roundsMore({ was, now }: Replaced): boolean {
  return more(was.match(ROUNDS) ?? [], now.match(ROUNDS) ?? []).length > 0;
}

export function dividesMore({ was, now }: Replaced): boolean {
  return more(codeOf(was).match(/\//g) ?? [], codeOf(now).match(/\//g) ?? []).length > 0;
}

/**
 * New numbers that together are as large as a time since 1970, a new year of four digits, a part of a date that is newly asked for,
 * a new text with digits in a row, or a new cut behind its first characters.
 */
export function namesDay({ was, now }: Replaced): boolean {
  const numbers = more(numbersIn(was), numbersIn(now)).map(Number);
  const size = numbers.reduce((product, number) => product * Math.max(1, number), 1);
  return (
    size >= SMALLEST_TIME ||
    numbers.some(isYear) ||
    [PARTS, CUTS].some((words) => more(was.match(words) ?? [], now.match(words) ?? []).length > 0) ||
    more(digitsIn(was), digitsIn(now)).length > 0
  );
}

/** A new number or text that means a day by itself, wherever it stands: a line that asks may know it by a name. */
export function marksDay({ was, now }: Replaced): boolean {
  const texts = more(was.match(QUOTED) ?? [], now.match(QUOTED) ?? []);
  const numbers = more(numbersIn(was), numbersIn(now)).map(Number);
  return numbers.some((number) => number >= SMALLEST_TIME) || texts.some((text) => /\d{4}-\d/.test(text));
}

/** 2000 is a round number first. */
function isYear(number: number): boolean {
  return number >= 1970 && number < 2200 && number !== 2000;
}

/** Now, in seconds, is 17 times as much: other numbers of the line have a share in what is reckoned. A day has 8.64e7 ms. */
const SMALLEST_TIME = 1e8;
const NUMBER = /(?<![\w.])(?:0[xX][\da-fA-F_]+|\d[\d_]*(?:\.[\d_]+)?(?:[eE][-+]?\d+)?|\.\d+)/g;
const PARTS = new RegExp(String.raw`\b(?:${DECIDING.dateParts})\b`, "gi");
/** The first digits of a time, or of a year, stay the same for long. */
const CUTS = new RegExp(DECIDING.cuts, "g");
const ROUNDS = new RegExp(DECIDING.rounds, "gi");

/** The first group has what only looks like a sign; one that takes what is there, or else a default, is the same in any spelling. */
const SIGNS = new RegExp(
  [
    String.raw`(=>|->|\?\.(?!\d))|\?\?=?|\|\|=?|&&=?|[=!]==?=?|<=>|<<|>>>?|[<>]=?|[?!%&|^~[]|\*\*`,
    String.raw`\b(?:${DECIDING.decides})\b|\b(?:${DECIDING.decidesBy})(?=\s*\()`,
  ].join("|"),
  "gi",
);
const DEFAULT = new RegExp(String.raw`^(?:\?\?|\|\||${DECIDING.defaults})$`, "i");

function signsIn(text: string): string[] {
  return [...text.matchAll(SIGNS)].flatMap(([sign, looksLikeOne]) => {
    if (looksLikeOne !== undefined) return [];
    return [DEFAULT.test(sign) ? "??" : sign];
  });
}

/** Without texts in quotes, but for the code inside of templates. */
function codeOf(text: string): string {
  return text.replace(MAYBE_TEMPLATE, (said: string, prefix: string | undefined) => {
    const isTemplate = prefix !== undefined || /^[`]/.test(said);
    return isTemplate ? (said.match(/\{[^{}]*\}/g) ?? []).join(" ") : " ";
  });
}

const MAYBE_TEMPLATE = new RegExp(`(\\b(?:${DECIDING.templates}))?(?:${QUOTED.source})`, "g");

/** Digits in a row in texts in quotes. */
function digitsIn(text: string): string[] {
  return (text.match(QUOTED) ?? []).flatMap((quoted) => quoted.match(/\d{2,}/g) ?? []);
}

/** In one notation. */
function numbersIn(text: string): string[] {
  return (text.match(NUMBER) ?? []).map((number) => String(Number(number.replaceAll("_", ""))));
}

function withoutSameTexts({ was, now }: Replaced): Replaced {
  const same = new Set(was.match(QUOTED) ?? []);
  return { was, now: now.replace(QUOTED, (text) => (same.has(text) ? " " : text)) };
}

/** What the second has and the first has not, each as often as it is there more. */
export function more<T>(first: readonly T[], second: readonly T[]): T[] {
  const left = [...first];
  return second.filter((each) => {
    const at = left.indexOf(each);
    if (at === -1) return true;
    left.splice(at, 1);
    return false;
  });
}

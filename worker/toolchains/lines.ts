// What a line says in any language. Each line is tried with the words of all languages, whatever file it is in.
import { TOOLCHAINS } from "./index.ts";
import type { Words } from "./language.ts";

const ALL = TOOLCHAINS.flatMap(({ words }) => words ?? []);

type Kind =
  | "skips"
  | "asserts"
  | "strict"
  | "loose"
  | "inlineSnapshot"
  | "lenient"
  | "silences"
  | "idle"
  | "brings"
  | "outlives";

/** One expression for each kind of words; the port says what each means. */
export const LINES: Readonly<Record<Kind, RegExp>> = {
  skips: either((words) => words.skips),
  asserts: either((words) => words.asserts),
  strict: either((words) => words.strict),
  loose: either((words) => words.loose),
  inlineSnapshot: either((words) => words.inlineSnapshot),
  lenient: either((words) => words.lenient),
  silences: either((words) => words.silences),
  idle: either((words) => words.idle),
  brings: either((words) => words.brings),
  outlives: either((words) => words.outlives),
};

/** Expressions for numbers that say how strict a test is. */
export const LIMITS: Readonly<Record<"digits" | "differences" | "times", readonly RegExp[]>> = {
  digits: ALL.flatMap(({ digits }) => digits ?? []),
  differences: ALL.flatMap(({ differences }) => differences ?? []),
  times: ALL.flatMap(({ times }) => times ?? []),
};

/** Finds the places that lines bring names from, in the only group. */
export const BROUGHT_FROM = new RegExp(
  String.raw`\b(?:${joined((words) => words.bringsFrom)})\s+([\w.:\\]+)`,
  "g",
);

/** Matches the name of a function that finds other code by a text. */
export const LOADS = new RegExp(`^(?:${joined((words) => words.loads)})$`);

/** Matches a word that is a value. */
export const VALUES = new RegExp(`^(?:${joined((words) => words.values)})$`);

/** Matches a call that compares its operands, whatever it is a part of, from its beginning up to the first of them. */
export const COMPARING = new RegExp(
  String.raw`^!?\s*(?:[\w.:>$-]+?(?:\.|::|->))?(?:${joined((words) => words.compares)})\s*\(`,
  "i",
);

/** Matches such a call anywhere. */
export const COMPARES = new RegExp(
  String.raw`(?:^|[.:>\s])(?:${joined((words) => words.compares)})\s*\(`,
  "i",
);

/** What says in any language that something is decided; the port says what each means. */
export const DECIDING: Readonly<Record<Deciding, string>> = {
  decides: joined((words) => words.decides),
  decidesBy: joined((words) => words.decidesBy),
  defaults: joined((words) => words.defaults),
  rounds: joined((words) => words.rounds),
  dateParts: joined((words) => words.dateParts),
  cuts: joined((words) => words.cuts),
  templates: joined((words) => words.templates),
  plainLuck: joined((words) => words.plainLuck),
};

type Deciding =
  | "decides"
  | "decidesBy"
  | "defaults"
  | "rounds"
  | "dateParts"
  | "cuts"
  | "templates"
  | "plainLuck";

/** In small letters. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  ALL.flatMap(({ keywords }) => keywords?.split("|") ?? []),
);

function either(said: (words: Words) => RegExp | undefined): RegExp {
  return new RegExp(ALL.flatMap((words) => said(words)?.source ?? []).join("|"));
}

function joined(said: (words: Words) => string | undefined): string {
  return ALL.flatMap((words) => said(words) ?? []).join("|");
}

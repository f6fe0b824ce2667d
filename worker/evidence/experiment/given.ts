// Lines of tests that give the code its answer: they set or replace what the change reads or defines. Pure.
import type { Given } from "../../../src/domain/experiment.ts";
import type { Gives } from "../../toolchains/language.ts";
import { givesOf } from "../../toolchains/paths.ts";

/** A test file of the change, and the numbers of the lines that it adds. */
export type TestFile = { path: string; text: string; added: readonly number[] };

export type ChangedCode = {
  /** The lines that the change adds to code. */
  added: readonly string[];
  /** The code of the base; a name that it holds is not the change's own. */
  base: string;
};

/** `to`: the last line of the statement, counted from 1. `how`: what the line does. */
export type Giving = Given & { to: number };

/**
 * Only lines that the change adds, whose names are in the added code and not in the base. Not promised: that nothing else gives
 * an answer, such as a call of the code's own setter.
 */
export function givings({ path, text, added }: TestFile, code: ChangedCode): Giving[] {
  const gives = givesOf(path);
  if (gives === null) return [];
  const lines = text.split("\n");
  return added.flatMap((number) => {
    const how = howOf(lines[number - 1] ?? "", gives, text, code);
    return how === null ? [] : [{ file: path, line: number, to: endOf(lines, number), how }];
  });
}

function howOf(line: string, gives: Gives, text: string, code: ChangedCode): Given["how"] | null {
  const words = code.added.join("\n");
  const isRead = (name: string | undefined) => name !== undefined && holds(words, name);
  const isNew = (name: string | undefined) => name !== undefined && isRead(name) && !holds(code.base, name);
  const replaced = groups(gives.replaces, line).find(({ name = "" }) => isDefined(code.added, name));
  if (replaced !== undefined) return "replaces";
  if (groups(gives.sets, line).some(({ name }) => isRead(name))) return "sets";
  if (groups(gives.setsOwn, line).some(({ of = "", name }) => isNew(name) && isBrought(text, of)))
    return "sets";
  const isWritten = groups(gives.writes, line).some(({ file = "" }) => quotes(words, file));
  return isWritten && !gives.moves.test(text) ? "sets" : null;
}

function groups(patterns: readonly RegExp[], line: string): Partial<Record<string, string>>[] {
  return patterns.flatMap((pattern) => {
    const found = pattern.exec(line)?.groups;
    return found === undefined ? [] : [found];
  });
}

function holds(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])`).test(text);
}

function quotes(text: string, file: string): boolean {
  return ['"', "'"].some((quote) => text.includes(`${quote}${file}${quote}`));
}

/** The name stands where a function, a value or a property is defined. */
function isDefined(added: readonly string[], name: string): boolean {
  const word = `(?<![\\w$.])${name}(?![\\w$])`;
  const defines = [
    `\\b(?:def|function|const|let|var|class|get)\\s+(?:self\\.)?${name}(?![\\w$])`,
    `^\\s*(?:(?:export|async|static|public|private|protected)\\s+)*${word}\\s*(?:\\([^()]*\\)[^;=]*\\{\\s*$|[:=](?![=>]))`,
    `[{,]\\s*${word}\\s*(?::|\\([^()]*\\)\\s*\\{)`,
  ];
  return added.some((line) => defines.some((each) => new RegExp(each).test(line)));
}

/** The test brings the name from another file. A name that it makes itself is its own. */
function isBrought(text: string, name: string): boolean {
  const word = `(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])`;
  const brings = [
    `^import\\b[^;]*?${word}[^;]*?\\bfrom\\b`,
    `^(?:const|let|var)\\b[^=;]*${word}[^=;]*=\\s*(?:await\\s+import|require)\\s*\\(`,
    `^(?:import|from)\\s.*${word}`,
  ];
  const isConstant = /^[A-Z]/.test(name) && /^require/m.test(text);
  return isConstant || brings.some((each) => new RegExp(each, "m").test(text));
}

const MOST_LINES = 30;

/** A statement goes on until its brackets are closed. */
function endOf(lines: readonly string[], number: number): number {
  let open = 0;
  for (let at = number; at <= Math.min(lines.length, number + MOST_LINES); at++) {
    const line = lines[at - 1] ?? "";
    open += line.replace(/[^([{]/g, "").length - line.replace(/[^)\]}]/g, "").length;
    if (open <= 0) return at;
  }
  return number;
}

/** The text without the statements; every other line keeps its number. */
export function withoutGivings(text: string, given: readonly Pick<Giving, "line" | "to">[]): string {
  return text
    .split("\n")
    .map((line, at) => (given.some((each) => at + 1 >= each.line && at + 1 <= each.to) ? "" : line))
    .join("\n");
}

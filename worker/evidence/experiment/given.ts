// Lines of tests that give the code its answer: they set or replace what the change reads or defines. Pure.
import type { Given } from "../../../src/domain/experiment.ts";
import type { Gives } from "../../toolchains/gives.ts";
import { givesOf, isCodePath, isDataPath } from "../../toolchains/paths.ts";

/** A test file of the change, and the numbers of the lines that it adds. */
export type TestFile = { path: string; text: string; added: readonly number[] };

export type ChangedCode = {
  /** The lines that the change adds to code. */
  added: readonly string[];
  /** The code of the base; a name that it holds is not the change's own. */
  base: string;
  /** The lines that the change adds to data that code reads, which is no data of tests. */
  data?: readonly string[];
  /** The code of tests that the change adds or alters. */
  tests?: string;
};

/** `to`: the last line of the statement, counted from 1. `how`: what the line does. */
export type Giving = Given & { to: number };

/**
 * Only lines that the change adds, whose names are in the added code and not in the base. Not promised: that nothing else gives
 * an answer, such as a call of the code's own setter.
 */
export function givings({ path, text, added }: TestFile, code: ChangedCode): Giving[] {
  const gives = givesOf(path);
  const lines = text.split("\n");
  if (isSettings(path, code)) {
    const rows = added.filter((number) => isGivenIn(lines[number - 1] ?? "", code));
    return rows.map((line) => ({ file: path, line, to: line, how: "sets" }));
  }
  if (gives === null) return [];
  return added.flatMap((number) => {
    const how = howOf(lines[number - 1] ?? "", gives, text, code);
    return how === null ? [] : [{ file: path, line: number, to: endOf(lines, number), how }];
  });
}

/** Settings that a program reads because tests run it, such as `config/test.json`. What a test names is an input of its own. */
const SETTINGS =
  /(?:^|\/)(?:config|conf|settings|environments?|resources)(?:\/|[._-])|(?:^|\/)application[-_.]/i;

function isSettings(path: string, { tests = "" }: ChangedCode): boolean {
  const name = path.split("/").at(-1) ?? path;
  return SETTINGS.test(path) && (isCodePath(path) || isDataPath(path)) && !tests.includes(name);
}

/** The change reads it by a name that its base has not, and gives it a value nowhere but there. */
function isGivenIn(row: string, { added, base, data = [] }: ChangedCode): boolean {
  const [, whole = ""] = /^\s*(?:[\w-]+ )*["']?([\w.-]+)["']?\s*(?:=>|[:=])/.exec(row) ?? [];
  const name = whole.split(".").at(-1) ?? "";
  if (name.length < SHORTEST_NAME || holds(base, name)) return false;
  return holds(added.join("\n"), name) && !holds(data.join("\n"), name);
}

const SHORTEST_NAME = 3;

function howOf(line: string, gives: Gives, text: string, code: ChangedCode): Given["how"] | null {
  const words = code.added.join("\n");
  const isRead = (name: string | undefined) => name !== undefined && holds(words, name);
  const isNew = (name: string | undefined) => name !== undefined && isRead(name) && !holds(code.base, name);
  const replaced = groups(gives.replaces, line).find(({ name = "" }) =>
    says(code.added, gives.defines(name)),
  );
  if (replaced !== undefined) return "replaces";
  if (groups(gives.sets, line).some(({ name }) => isRead(name))) return "sets";
  const isOfCode = (name: string) =>
    says(code.added, gives.shared(name)) && !says(text.split("\n"), gives.own(name));
  const isTheirs = (of: string | undefined, name: string) =>
    of === undefined ? isOfCode(name) : isBrought(text, gives.brings(of));
  if (groups(gives.setsOwn, line).some(({ of, name = "" }) => isNew(name) && isTheirs(of, name)))
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

function says(lines: readonly string[], pattern: RegExp): boolean {
  return lines.some((line) => pattern.test(line));
}

function isBrought(text: string, brings: RegExp): boolean {
  return new RegExp(brings.source, "m").test(text);
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

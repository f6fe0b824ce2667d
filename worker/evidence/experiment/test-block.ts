// Where a named test stands in its file: by its title or its name, and by the indent of what is in it. Pure.
import type { OfName } from "../../toolchains/forms.ts";
import { formsOf } from "../../toolchains/forms-of.ts";

/** `from` is the line of the title; both are indices into the lines, and `to` is not in it. */
export type Block = { from: number; to: number };

/** The lines of a file; its path tells how a test is written there. */
export type Lines = { path: string; lines: readonly string[] };

/** Null where the name stands nowhere, or at more than one place that could be meant. */
export function blockOf({ path, lines }: Lines, name: string): Block | null {
  const { test, place } = formsOf(path);
  const from = titled(lines, name) ?? defined(lines, name, test) ?? patterned(lines, name, place);
  return from === null ? null : blockAt(lines, from);
}

export function blockAt(lines: readonly string[], from: number): Block {
  return { from, to: endOf(lines, from) };
}

/** Indices of the lines right above a test that say something about it, in order. */
export function marksAbove(lines: readonly string[], from: number): number[] {
  const marks: number[] = [];
  for (let at = from - 1; /^\s*(?:#\[|@)/.test(lines[at] ?? ""); at--) marks.unshift(at);
  return marks;
}

/** The test that takes its title from a table of which a row begins at `row`; null where none follows. */
export function blockOfRow({ path, lines }: Lines, row: number): Block | null {
  const { tableTest, place } = formsOf(path);
  const at = lines.findIndex((line, index) => index > row && tableTest.test(line));
  return at === -1 || holdsPlainTitle(lines[at] ?? "", place) ? null : blockAt(lines, at);
}

/** Such a test has a title of its own, and is not the one of the row. */
function holdsPlainTitle(line: string, place: RegExp): boolean {
  const [, title = ""] = /\(\s*(?:"([^"]*)"|'[^']*'|`[^`]*`)/.exec(line) ?? [];
  return title !== "" && !place.test(title);
}

/** The only title with places for values that fits the end of the name. */
function patterned(lines: readonly string[], name: string, place: RegExp): number | null {
  const fitting = lines.flatMap((line, index) => {
    const titles = [...line.matchAll(/"([^"\n]+)"|'([^'\n]+)'|`([^`\n]+)`/g)].map((all) =>
      all.slice(1).join(""),
    );
    return titles.some((title) => fits(title, name, place)) ? [index] : [];
  });
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

function fits(title: string, name: string, place: RegExp): boolean {
  const plain = title.split(new RegExp(place.source, "g"));
  if (plain.length < 2 || !plain.some((part) => /\w{3}/.test(part))) return false;
  return new RegExp(`(?:^|[ >])${plain.map(RegExp.escape).join(".*")}$`).test(name);
}

const SHORTEST_TITLE = 3;

/** Suites stand in front of a title, so the longest end of the name that is a text of its own is the title. */
function titled(lines: readonly string[], name: string): number | null {
  const words = name.replaceAll(" > ", " ").split(" ");
  for (let at = 0; at < words.length; at++) {
    const title = words.slice(at).join(" ");
    if (title.length < SHORTEST_TITLE) return null;
    const found = lines.flatMap((line, index) => (holdsText(line, title) ? [index] : []));
    if (found.length > 0) return found.length === 1 ? (found[0] ?? null) : null;
  }
  return null;
}

function holdsText(line: string, title: string): boolean {
  const at = line.indexOf(title);
  const [before, behind] = [line.charAt(at - 1), line.charAt(at + title.length)];
  return at > 0 && /["'`]/.test(before) && before === behind;
}

function defined(lines: readonly string[], name: string, test: OfName): number | null {
  const names = [...new Set(name.match(/[A-Za-z_]\w*/g) ?? [])].reverse();
  for (const each of names) {
    const defines = test(each);
    const found = lines.flatMap((line, index) => (defines.test(line) ? [index] : []));
    if (found.length > 0) return found.length === 1 ? (found[0] ?? null) : null;
  }
  return null;
}

/** A block goes on as long as lines are indented more than its first, or stand between braces at the same indent. */
function endOf(lines: readonly string[], from: number): number {
  const indent = indentOf(lines[from] ?? "");
  const begins = lines[from + 1]?.trim() === "{" ? from + 2 : from + 1;
  for (let at = begins; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line.trim() !== "" && indentOf(line) <= indent) return at;
  }
  return lines.length;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

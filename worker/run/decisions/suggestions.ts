// Which suggestions of a review the harness makes itself, word for word, and what a file is with them.
import { asksForMore, suggestionsIn } from "../../../src/domain/suggestion.ts";
import type { Thread } from "../../../src/github/thread.ts";

/** Lines `from` to `to` of a file, 1-based, shall be `lines`. */
export type Replacement = {
  thread: number;
  path: string;
  from: number;
  to: number;
  lines: string[];
  /** The last of the lines to be replaced as the person saw them; those of longer ago may be left out. */
  seen: string[];
  /** The thread asks for nothing else. */
  alone: boolean;
};

/**
 * One for each thread whose newest comment holds exactly one suggestion, and no earlier one holds any. Lines that the change
 * deletes, or that changed since, cannot be replaced: those threads are for the coder.
 */
export function replacementsIn(threads: readonly Thread[]): Replacement[] {
  return threads.flatMap(({ id, path, line, startLine, onDeleted, isOutdated, hunk, comments }) => {
    if (path === null || line === null || onDeleted || isOutdated || UNQUOTED.test(path)) return [];
    const all = comments.map(({ text }) => suggestionsIn(text));
    const [suggestion, ...others] = all.flat();
    if (suggestion === undefined || others.length > 0 || all.at(-1)?.length !== 1) return [];
    const from = startLine ?? line;
    if (from > line) return [];
    const seen = linesSeen(hunk).slice(-(line - from + 1));
    const alone = comments.every(({ text }) => !asksForMore(text));
    return [{ thread: id, path, from, to: line, lines: suggestion.lines, seen, alone }];
  });
}

/** A name with such a character is written otherwise in a patch. */
const UNQUOTED = /["\\\p{Cc}]/u;

/** The lines of the changed file that a hunk shows. It ends at the line that was commented on. */
function linesSeen(hunk: string): string[] {
  return hunk
    .split("\n")
    .slice(1)
    .filter((line) => !/^[-\\]/.test(line))
    .map((line) => withoutEnd(line.slice(1)));
}

/** `text`: the file with the replacements that fit. Two that meet are both left to the coder, unless they ask for the same. */
export function replaced(
  text: string,
  wanted: readonly Replacement[],
): { text: string; made: Replacement[] } {
  const lines = linesOf(text);
  const made = wanted.filter(
    (each) => fits(each, lines) && wanted.every((other) => !meets(each, other) || isSame(each, other)),
  );
  const once = made.filter((each, at) => made.findIndex((other) => isSame(each, other)) === at);
  for (const { from, to, lines: suggested } of once.toSorted((a, b) => b.from - a.from)) {
    const ending = endOf(lines[from - 1]) || endOf(lines[0]) || "\n";
    const ends = suggested.map((line) => `${line}${ending}`);
    // A file without an end of its last line stays so.
    if (endOf(lines[to - 1]) === "") ends.push(withoutEnd(ends.pop() ?? ""));
    lines.splice(from - 1, to - from + 1, ...ends.filter((line) => line !== ""));
  }
  return { text: lines.join(""), made };
}

function fits({ from, to, seen }: Replacement, lines: readonly string[]): boolean {
  if (from < 1 || to > lines.length) return false;
  return seen.every((line, at) => withoutEnd(lines[to - seen.length + at] ?? "") === line);
}

function meets(one: Replacement, other: Replacement): boolean {
  return one.from <= other.to && other.from <= one.to;
}

function isSame(one: Replacement, other: Replacement): boolean {
  const key = ({ from, to, lines }: Replacement) => JSON.stringify([from, to, lines]);
  return key(one) === key(other);
}

/** Whether a review asks for nothing but suggestions that are made. */
export function asksOnlySuggestions(threads: readonly Thread[], made: readonly Replacement[]): boolean {
  const settled = new Set(made.filter(({ alone }) => alone).map(({ thread }) => thread));
  return threads.length > 0 && threads.every(({ id }) => settled.has(id));
}

/** Whether the lines that were suggested stand in a file, in their order. */
export function stands({ lines }: Replacement, text: string): boolean {
  const there = linesOf(text).map(withoutEnd);
  return there.some((_, at) => lines.every((line, offset) => there[at + offset] === line));
}

/** The whole file as one hunk: git writes its own patch of what it makes. */
export function wholeHunk(path: string, before: string, after: string): string {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  // Behind a name with blanks stands a tab, as git writes it.
  const name = path.includes(" ") ? `${path}\t` : path;
  const range = ({ length }: string[]) => `${length === 0 ? 0 : 1},${length}`;
  const signed = (sign: string, lines: string[]) =>
    lines.map((line) => `${sign}${line}${endOf(line) === "" ? "\n\\ No newline at end of file\n" : ""}`);
  return [
    `diff --git a/${path} b/${path}\n--- a/${name}\n+++ b/${name}\n@@ -${range(old)} +${range(fresh)} @@\n`,
    ...signed("-", old),
    ...signed("+", fresh),
  ].join("");
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function endOf(line: string | undefined): string {
  return /\r?\n$/.exec(line ?? "")?.[0] ?? "";
}

function withoutEnd(line: string): string {
  return line.replace(/\r?\n$|\r$/, "");
}

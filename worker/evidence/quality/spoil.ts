// Writes an error into what a change brings, at places where a check that builds or loads it must fail. Pure.
import type { LineRange } from "../../../src/domain/line-range.ts";
import type { Change } from "../../../src/domain/patch.ts";
import { BRACES } from "../../toolchains/braces.ts";
import { buildsOf, isCodePath, syntaxOf } from "../../toolchains/paths.ts";
import { type Edit, editsIn } from "../scrutiny/edits.ts";

/** A place and the error that is written there, before the line of this index, counted from 0. */
export type Spoilt = { path: string; before: number; error: string; place: LineRange };

/** No language reads it, at the end of any file. */
const ERROR = ")]} (((";

/** A test file as a whole. */
export function spoiltTests(path: string, text: string): Spoilt {
  const lines = linesOf(text);
  const place = { file: path, from: 1, to: lines.length };
  return { path, before: lines.length, error: buildsOf(path)?.divided?.error ?? ERROR, place };
}

/** Each part that may be built alone, where the language has such parts; else the file. Empty where only comments are added. */
export function spoiltCode(change: Change, text: string): Spoilt[] {
  const { path } = change;
  if (!change.isText || !isCodePath(path)) return [];
  const { comment } = syntaxOf(path) ?? BRACES;
  const isCode = (line: string) => !/^\s*(?:\/?\*|$)/.test(line.replace(comment, ""));
  const edits = editsIn(change).filter(({ now }) => now.some(isCode));
  const lines = linesOf(text);
  const divided = buildsOf(path)?.divided;
  const [first, last] = [edits[0], edits.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (divided === undefined) {
    const place = { file: path, from: first.newFrom, to: last.newFrom + last.now.length - 1 };
    return [{ path, before: lines.length, error: ERROR, place }];
  }
  return edits
    .flatMap((edit) => stretches(edit, divided.by))
    .flatMap(({ from, now }) => {
      const at = now.findIndex((line, i) => isCode(line) && beginsStatement(lines, from - 1 + i));
      const to = from + now.length - 1;
      return at === -1
        ? []
        : [{ path, before: from - 1 + at, error: divided.error, place: { file: path, from, to } }];
    });
}

/** What an edit adds, cut at every line that begins or ends a condition. `from` is 1-based. */
function stretches({ newFrom, now }: Edit, by: RegExp): { from: number; now: string[] }[] {
  const found: { from: number; now: string[] }[] = [{ from: newFrom, now: [] }];
  for (const [i, line] of now.entries()) {
    if (by.test(line)) found.push({ from: newFrom + i + 1, now: [] });
    else found.at(-1)?.now.push(line);
  }
  return found;
}

/** Something may stand alone before this line: what is before it has ended. */
function beginsStatement(lines: string[], index: number): boolean {
  const before = lines.slice(0, index).findLast((line) => line.trim() !== "");
  return before === undefined || /[;{}>\]]\s*$|^\s*(?:#|\/\/|\*)|\*\/\s*$/.test(before);
}

/** The files with all of these errors in them. */
export function withErrors(spoilt: readonly Spoilt[], textOf: (path: string) => string): Map<string, string> {
  const files = new Map<string, string>();
  for (const { path, before, error } of spoilt.toSorted((a, b) => b.before - a.before)) {
    const lines = linesOf(files.get(path) ?? textOf(path));
    files.set(path, `${lines.toSpliced(before, 0, error).join("\n")}\n`);
  }
  return files;
}

function linesOf(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}

// The change without one of its parts: a hunk taken back, or lines that return nothing. Pure.
import type { Ablation } from "../../../src/domain/experiment.ts";
import type { Change } from "../../../src/domain/patch.ts";
import { BRACES } from "../../toolchains/braces.ts";
import { isCodePath, isTestPath, syntaxOf } from "../../toolchains/paths.ts";

/** `content`: the whole file of the head without the part. */
export type TakenOut = Pick<Ablation, "place" | "what" | "name"> & { path: string; content: string };

/**
 * Files of code alone; `head` gives a file's text on the head, null where it has none. Hunks whose lines all stand among
 * the tests of a file of code are no part of it.
 */
export function takenOut(
  changes: readonly Change[],
  head: (path: string) => string | null,
  isInlineTest: (file: string, line: number) => boolean = () => false,
): TakenOut[] {
  return changes.flatMap((change) => {
    const text = head(change.path);
    if (text === null || !change.isText || !isCodePath(change.path) || isTestPath(change.path)) return [];
    const hunks = hunksIn(Buffer.from(change.diff).toString()).filter(
      (hunk) => isCode(change.path, hunk) && !isInlineTest(change.path, hunk.changed[0] ?? hunk.from),
    );
    return hunks.flatMap((hunk) => [
      ...valueless(change.path, text, hunk),
      // Without its only hunk a new file is empty, which no test could load.
      ...(change.kind === "added" ? [] : [withoutHunk(change.path, text, hunk)]),
    ]);
  });
}

/**
 * `from`: the first line on the head, counted from 1; `count`: its lines there; `old`: the lines of the base; `changed`: the
 * numbers of the added lines; `touched`: the texts of added and removed lines.
 */
type Hunk = { from: number; count: number; old: string[]; changed: number[]; touched: string[] };

function hunksIn(diff: string): Hunk[] {
  const hunks: Hunk[] = [];
  let at = 0;
  for (const line of diff.split("\n")) {
    const header = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(line);
    const hunk = hunks.at(-1);
    if (header !== null) {
      at = Number(header[1]);
      hunks.push({ from: at, count: Number(header[2] ?? 1), old: [], changed: [], touched: [] });
    } else if (hunk === undefined) continue;
    else if (line.startsWith("-")) {
      hunk.old.push(line.slice(1));
      hunk.touched.push(line.slice(1));
    } else if (line.startsWith("+")) {
      hunk.changed.push(at++);
      hunk.touched.push(line.slice(1));
    } else if (line.startsWith(" ")) {
      hunk.old.push(line.slice(1));
      at++;
    }
  }
  return hunks;
}

/** A test that notices a comment reads text: such a hunk proves nothing. */
function isCode(path: string, { touched }: Hunk): boolean {
  const { comment } = syntaxOf(path) ?? BRACES;
  return touched.some((line) => !/^\s*(?:\/?\*|$)/.test(line.replace(comment, "")));
}

function withoutHunk(path: string, text: string, hunk: Hunk): TakenOut {
  const lines = text.split("\n");
  // git counts an empty side from the line before it.
  const start = hunk.count === 0 ? hunk.from : hunk.from - 1;
  const content = lines.toSpliced(start, hunk.count, ...hunk.old).join("\n");
  return { path, content, place: placeOf(path, hunk), what: "hunk", name: null };
}

/** Every line that the hunk adds and that returns a value returns nothing, or another literal where a compiler would object to nothing. */
function valueless(path: string, text: string, hunk: Hunk): TakenOut[] {
  const nothing = syntaxOf(path)?.nothing?.replace(/;$/, "");
  if (hunk.changed.length === 0) return [];
  const lines = text.split("\n");
  const now = lines.map((line, index) =>
    hunk.changed.includes(index + 1) ? returning(line, nothing) : line,
  );
  const content = now.join("\n");
  return content === text ? [] : [{ path, content, place: placeOf(path, hunk), what: "value", name: null }];
}

function returning(line: string, nothing: string | undefined): string {
  const returned = /^(.*?\breturn )([^;]+)(;.*)?$/.exec(line) ?? /^(.*=> )(?!\{)([^;]+)(;)\s*$/.exec(line);
  const [, before, value, end = ""] = returned ?? [];
  if (before === undefined || value === undefined || !isWhole(value)) return line;
  return `${before}${nothing ?? otherThan(value)}${end}`;
}

/** Of the same type; anything but a plain literal stays as it is. */
function otherThan(value: string): string {
  const literal = value.trim();
  if (/^-?\d{1,9}$/.test(literal)) return String(Number(literal) + 1);
  if (/^"[^"\\]*"$/.test(literal)) return `"not ${literal.slice(1)}`;
  if (literal === "true") return "false";
  return literal === "false" ? "true" : value;
}

/** A value that goes on in the next line cannot be replaced in one. */
function isWhole(value: string): boolean {
  const count = (characters: string) => [...value].filter((each) => characters.includes(each)).length;
  return count("([{") === count(")]}") && !/[,+\-*/&|?:=<>.]\s*$/.test(value);
}

function placeOf(file: string, { changed, from }: Hunk): Ablation["place"] {
  return { file, from: changed[0] ?? from, to: changed.at(-1) ?? from };
}

// The change without one of its parts: lines taken back, or lines that return nothing. Pure.
import type { Ablation } from "../../../src/domain/experiment.ts";
import { BRACES } from "../../toolchains/braces.ts";
import { syntaxOf } from "../../toolchains/paths.ts";
import { addedIn, type Hunk, type HunkEdit, rangeOf } from "./hunks.ts";
import type { Refined } from "./refine.ts";
import { assigning, returning, rowOf } from "./values.ts";

/** `content`: the whole file of the head without the part. */
export type TakenOut = Pick<Ablation, "place" | "what" | "name"> & { path: string; content: string };

type TextOf = (path: string) => string | null;

/** `head` gives a file's text on the head, null where it has none. */
export function takenOut(refined: readonly Refined[], head: TextOf): TakenOut[] {
  return refined.flatMap((each) => {
    const { path, isData, hunks, edits, groups } = each;
    const text = head(path);
    if (text === null) return [];
    const what = isData ? "data" : "hunk";
    const syntax = syntaxOf(path) ?? BRACES;
    return [
      ...(isData
        ? []
        : groups.flatMap((group) => valueless(path, text, group, (line) => returning(line, syntax)))),
      ...hunks.map((hunk) => ({ path, content: withoutHunk(text, hunk), ...placed(path, hunk.edits, what) })),
      ...edits.map((group) => ({ path, content: withoutEdits(text, group), ...placed(path, group, what) })),
    ];
  });
}

/** New files, which nothing can be taken back in: each with other values for what it names and keeps. */
export function otherValues(refined: readonly Refined[], head: TextOf): TakenOut[] {
  return refined.flatMap(({ path, isData, isNew, groups }) => {
    const text = head(path);
    if (text === null || !isNew) return [];
    const syntax = syntaxOf(path) ?? BRACES;
    const other = isData ? rowOf : (line: string) => assigning(line, syntax);
    return groups.flatMap((group) => valueless(path, text, group, other, isData ? "data" : "value"));
  });
}

function placed(file: string, edits: readonly HunkEdit[], what: Ablation["what"]) {
  return { place: { file, ...rangeOf(edits) }, what, name: null };
}

function withoutHunk(text: string, { from, count, old }: Hunk): string {
  return text
    .split("\n")
    .toSpliced(from - 1, count, ...old)
    .join("\n");
}

function withoutEdits(text: string, edits: readonly HunkEdit[]): string {
  const lines = text.split("\n");
  for (const { at, now, was } of edits.toReversed()) lines.splice(at - 1, now.length, ...was);
  return lines.join("\n");
}

function valueless(
  path: string,
  text: string,
  edits: readonly HunkEdit[],
  other: (line: string) => string,
  what: Ablation["what"] = "value",
): TakenOut[] {
  const added = new Set(addedIn(edits));
  const was = text.split("\n");
  const now = was.map((line, index) => (added.has(index + 1) ? other(line) : line));
  const altered = now.flatMap((line, index) => (line === was[index] ? [] : [index + 1]));
  const [from, to] = [altered[0], altered.at(-1)];
  if (from === undefined || to === undefined) return [];
  return [{ path, content: now.join("\n"), place: { file: path, from, to }, what, name: null }];
}

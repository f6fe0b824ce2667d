// The base's tests, told where the code is that the change moved: otherwise they could not be loaded with it. Pure.
import type { Change } from "../../../src/domain/patch.ts";
import { BROUGHT_FROM, LINES } from "../../toolchains/lines.ts";
import { isCodePath, isNamedByFolder, isTestPath } from "../../toolchains/paths.ts";
import { type HunkEdit, hunksIn } from "../experiment/hunks.ts";
import { movesIn, type Stretch } from "../experiment/moved.ts";

/** `text`: the test file as the base has it, but for the place of moved code. */
export type Followed = { path: string; text: string };

/**
 * Only edits that say nothing but the new place: what a line brings in has the same names, and other lines differ by the name of
 * a moved file alone. A test file that was moved itself is followed, too, at its old path.
 */
export function followed(changes: readonly Change[], base: (path: string) => string | null): Followed[] {
  const code = changes.filter(({ path }) => isCodePath(path) && !isTestPath(path));
  const names = namesOf(movesIn(code.flatMap(stretchesIn)));
  const tests = changes.filter(({ path, isText }) => isText && isCodePath(path) && isTestPath(path));
  const stays = tests.flatMap(({ path, kind, diff }) => {
    const text = kind === "modified" ? base(path) : null;
    return text === null ? [] : [{ path, text: withPlaces(text, editsOf(diff), names) }];
  });
  const moved = movesIn(tests.flatMap(stretchesIn)).flatMap(({ from, to, edits }) => {
    const text = base(from.file);
    const isWhole = text !== null && from.edit.was.length === text.replace(/\n$/, "").split("\n").length;
    if (!isWhole || from.file === to.file) return [];
    const lines = edits.toReversed().reduce((now, edit) => {
      const told = placed(edit, names) ?? edit.was;
      return now.toSpliced(edit.at - to.edit.at, edit.now.length, ...told);
    }, to.edit.now);
    return [{ path: from.file, text: `${lines.join("\n")}\n` }];
  });
  return [...stays, ...moved].filter(({ path, text }) => text !== base(path));
}

function stretchesIn({ path, diff }: Change): Stretch[] {
  return editsOf(diff).map((edit) => ({ file: path, edit }));
}

function editsOf(diff: Uint8Array): HunkEdit[] {
  return hunksIn(Buffer.from(diff).toString()).flatMap(({ edits }) => edits);
}

/** The names of files that code was moved between, from the old to the new one. */
type Names = ReadonlyMap<string, string>;

function namesOf(moves: ReturnType<typeof movesIn>): Names {
  return new Map(moves.map(({ from, to }) => [stemOf(from.file), stemOf(to.file)]));
}

function stemOf(path: string): string {
  const parts = path.split("/");
  const name = isNamedByFolder(path) ? (parts.at(-2) ?? "") : (parts.at(-1) ?? "");
  return name.replace(/\.[^.]+$/, "");
}

function withPlaces(text: string, edits: readonly HunkEdit[], names: Names): string {
  const lines = text.split("\n");
  let shift = 0;
  const onBase = edits.map((edit) => {
    const from = edit.at - 1 - shift;
    shift += edit.now.length - edit.was.length;
    return { from, edit };
  });
  for (const { from, edit } of onBase.toReversed())
    lines.splice(from, edit.was.length, ...(placed(edit, names) ?? edit.was));
  return lines.join("\n");
}

/** The lines that say nothing but the new place; other lines may be added behind or before them. Null: what is said is something else. */
function placed({ was, now }: HunkEdit, names: Names): string[] | null {
  if (was.length === 0 || now.length === 0) return null;
  const told = was.map((line) => renamed(line, names));
  const isThere = (lines: readonly string[]) => lines.join("\n") === told.join("\n");
  if (isThere(now.slice(0, was.length)) || isThere(now.slice(-was.length))) return told;
  const [before, after] = [broughtBy(was), broughtBy(now)];
  if (before === null || after === null) return null;
  const places = new Set([...before.from, ...names.values()]);
  const words = (of: ReadonlySet<string>) =>
    [...of]
      .filter((word) => !places.has(word))
      .toSorted()
      .join();
  const isSame = words(before.names) === words(after.names);
  return isSame && [...after.from].every((stem) => places.has(stem)) ? now : null;
}

function renamed(line: string, names: Names): string {
  return line.replace(/[\p{L}\p{N}_$-]+/gu, (word) => names.get(word) ?? word);
}

/** What lines bring in, by name, and the names of the files it comes from; null where a line does anything else. */
function broughtBy(lines: readonly string[]): { names: Set<string>; from: Set<string> } | null {
  const text = lines.join(" ");
  const plain = lines.filter((line) => line.trim() !== "");
  if (!plain.every((line) => LINES.brings.test(line.trim()))) return null;
  const quoted = [...text.matchAll(/["']([^"']+)["']/g)].map(([, path = ""]) => stemOf(path));
  const dotted = [...text.matchAll(BROUGHT_FROM)].map(
    ([, path = ""]) => path.split(/[.:\\]+/).findLast((part) => part !== "") ?? "",
  );
  const from = new Set(quoted.length > 0 ? quoted : dotted);
  const names = new Set(text.replace(/["'][^"']*["']/g, " ").match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []);
  return { names, from };
}

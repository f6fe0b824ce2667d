// Equalities that a change defines or edits: a test that compares such values is judged by the change itself. Pure.
import type { Change } from "../../../src/domain/patch.ts";
import { equalityOf } from "../../toolchains/forms-of.ts";
import { blockAt } from "../experiment/test-block.ts";
import type { Asking } from "./as-before.ts";
import { type Edit, editsIn } from "./edits.ts";

type TextOf = (path: string) => string | null;

/**
 * Each line on the head that begins one in which the change adds or deletes a line, as far as its language tells. `changes`: of
 * code, not of tests. Not promised: functions that an equality calls.
 */
export function equalitiesIn(changes: readonly Change[], head: TextOf): Asking[] {
  return changes.flatMap((change) => {
    const { path, isText } = change;
    const equality = isText ? equalityOf(path) : null;
    const lines = equality === null ? [] : (head(path) ?? "").split("\n");
    const begins = lines.flatMap((line, at) => (equality?.defines.test(line) === true ? [at] : []));
    const edits = begins.length === 0 ? [] : editsIn(change);
    const edited = begins.filter((at) => edits.some((edit) => isIn(edit, at, lines)));
    return edited.map((at) => ({
      place: { path, from: at + 1, to: at + 1 },
      about: "equality" as const,
    }));
  });
}

/** Deleted lines stood in front of `at`; those at the end of a body were indented more than the line that begins it. */
function isIn({ newFrom, was, now }: Edit, begins: number, lines: readonly string[]): boolean {
  const { from, to } = blockAt(lines, begins);
  const at = newFrom - 1;
  if (now.length > 0) return at < to && at + now.length > from;
  const first = was.find((line) => line.trim() !== "") ?? "";
  return at > from && (at < to || (at === to && indentOf(first) > indentOf(lines[from] ?? "")));
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The same change, with blanks where one begins. */
export function withoutEquality(change: Change): Change {
  const defines = equalityOf(change.path)?.defines;
  const added = change.added.map((line) =>
    defines?.test(line.text) === true ? { ...line, text: "" } : line,
  );
  return defines === undefined ? change : { ...change, added };
}

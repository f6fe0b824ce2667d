// What a change really alters, file by file: its hunks, and of code that it only moves the lines that became otherwise. Pure.
import type { Change } from "../../../src/domain/patch.ts";
import { BRACES } from "../../toolchains/braces.ts";
import { isCodePath, isDataPath, isTestPath, syntaxOf } from "../../toolchains/paths.ts";
import { type Hunk, type HunkEdit, hunksIn } from "./hunks.ts";
import { movesIn, type Stretch } from "./moved.ts";

export type Refined = {
  path: string;
  isData: boolean;
  /** The file is new. */
  isNew: boolean;
  /** Each is taken back as a whole. */
  hunks: Hunk[];
  /** Each group is taken back together: edits of data and of moved code, each alone; and of code in one hunk with tests. */
  edits: HunkEdit[][];
  /** Edits whose values are left out together. */
  groups: HunkEdit[][];
};

/**
 * Of files of code, and of data that code reads. The old and the new place of moved code are one change: what stands at the
 * new place as it was is no part of it, and neither is its absence at the old one. Edits of comments alone are left out.
 */
export function refine(
  changes: readonly Change[],
  isInlineTest: (file: string, line: number) => boolean,
): Refined[] {
  const files = changes
    .filter(({ path, isText }) => isText && !isTestPath(path) && (isCodePath(path) || isDataPath(path)))
    .map((change) => ({ change, hunks: hunksOf(change, isInlineTest) }));
  const code = files.filter(({ change: { path } }) => isCodePath(path));
  const moves = movesIn(code.flatMap(({ change: { path }, hunks }) => stretchesIn(path, hunks)));
  const movedTo = new Map(moves.map(({ to, edits }) => [to.edit, edits]));
  const movedFrom = new Set(moves.map(({ from }) => from.edit));
  return files.map(({ change: { path, kind }, hunks }) => {
    const isNew = kind === "added";
    const isCode = (edit: HunkEdit) => saysCode(path, edit);
    if (!isCodePath(path)) {
      const edits = isNew ? [] : hunks.flatMap((hunk) => hunk.edits.map((edit) => [edit]));
      return { path, isData: true, isNew, hunks: [], edits, groups: hunks.map((hunk) => hunk.edits) };
    }
    const isMoved = (edit: HunkEdit) =>
      !isCode(edit) ||
      (movedTo.has(edit) && !saysCode(path, { ...edit, now: [] })) ||
      (movedFrom.has(edit) && !saysCode(path, { ...edit, was: [] }));
    const own = hunks.filter(({ edits }) => edits.some(isCode) && !edits.every(isMoved));
    const isOfTests = (edit: HunkEdit) => isInlineTest(path, edit.at);
    const [mixed, plain] = [
      own.filter(({ edits }) => edits.some(isOfTests)),
      own.filter(({ edits }) => !edits.some(isOfTests)),
    ];
    const beside = mixed.map(({ edits }) => edits.filter((edit) => !isOfTests(edit)));
    const became = hunks
      .flatMap(({ edits }) => edits.flatMap((edit) => movedTo.get(edit) ?? []))
      .filter(isCode);
    const others = own.map(({ edits }) => edits.filter((edit) => !movedTo.has(edit) && !isOfTests(edit)));
    return {
      ...{ path, isData: false, isNew, hunks: isNew ? [] : plain },
      edits: [...(isNew ? [] : beside), ...became.map((edit) => [edit])],
      groups: [...others, became].filter((group) => group.length > 0),
    };
  });
}

function hunksOf({ path, diff }: Change, isInlineTest: (file: string, line: number) => boolean): Hunk[] {
  return hunksIn(Buffer.from(diff).toString()).filter(({ edits }) => {
    return edits.some(({ at }) => !isInlineTest(path, at));
  });
}

function stretchesIn(file: string, hunks: readonly Hunk[]): Stretch[] {
  return hunks.flatMap(({ edits }) => edits.map((edit) => ({ file, edit })));
}

/** A test that notices a comment reads text: such an edit proves nothing. */
function saysCode(path: string, { was, now }: HunkEdit): boolean {
  const { comment } = syntaxOf(path) ?? BRACES;
  return [...was, ...now].some((line) => !/^\s*(?:\/?\*|$)/.test(line.replace(comment, "")));
}

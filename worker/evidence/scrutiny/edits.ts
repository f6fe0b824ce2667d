// The single edits of a file: lines of the base, and the lines that stand there on the head.
import type { Change } from "../../../src/domain/patch.ts";

/** `oldFrom`, `newFrom`: where its lines begin in either file, counted from 1. */
export type Edit = { oldFrom: number; newFrom: number; was: string[]; now: string[] };

/** In order. Lines between two edits are the same in both files. */
export function editsIn({ added, removed }: Pick<Change, "added" | "removed">): Edit[] {
  const edits: Edit[] = [];
  let [old, now, gone, come] = [1, 1, 0, 0];
  while (gone < removed.length || come < added.length) {
    const same = Math.min(numberAt(removed, gone) - old, numberAt(added, come) - now);
    [old, now] = [old + same, now + same];
    const edit: Edit = { oldFrom: old, newFrom: now, was: [], now: [] };
    for (; removed[gone]?.number === old; old++) edit.was.push(removed[gone++]?.text ?? "");
    for (; added[come]?.number === now; now++) edit.now.push(added[come++]?.text ?? "");
    // A file that changed its type has its lines twice.
    if (edit.was.length + edit.now.length === 0) break;
    edits.push(edit);
  }
  return edits;
}

function numberAt(lines: Change["added"], at: number): number {
  return lines[at]?.number ?? Number.POSITIVE_INFINITY;
}

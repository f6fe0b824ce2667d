// The hunks of a change of one file, and the single edits in each. Pure.

/** Lines of the base, and the lines that stand there on the head. */
export type HunkEdit = {
  /** Where its lines begin on the head, counted from 1; where it only deletes, the line that stands behind it. */
  at: number;
  was: string[];
  now: string[];
};

/** `from`: the first line on the head, counted from 1; `count`: its lines there; `old`: the lines of the base. */
export type Hunk = { from: number; count: number; old: string[]; edits: HunkEdit[] };

/** Of a unified diff, as git prints it. */
export function hunksIn(diff: string): Hunk[] {
  const hunks: Hunk[] = [];
  let at = 0;
  let edit: HunkEdit | null = null;
  for (const line of diff.split("\n")) {
    const header = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/.exec(line);
    const hunk = hunks.at(-1);
    if (header !== null) {
      const [from, count] = [Number(header[1]), Number(header[2] ?? 1)];
      // git counts an empty side from the line before it.
      at = count === 0 ? from + 1 : from;
      edit = null;
      hunks.push({ from: at, count, old: [], edits: [] });
    } else if (hunk === undefined || !/^[-+ ]/.test(line)) continue;
    else if (line.startsWith(" ")) {
      hunk.old.push(line.slice(1));
      edit = null;
      at++;
    } else {
      edit ??= opened(hunk, at);
      const isOld = line.startsWith("-");
      (isOld ? edit.was : edit.now).push(line.slice(1));
      if (isOld) hunk.old.push(line.slice(1));
      else at++;
    }
  }
  return hunks;
}

function opened(hunk: Hunk, at: number): HunkEdit {
  const edit: HunkEdit = { at, was: [], now: [] };
  hunk.edits.push(edit);
  return edit;
}

/** The numbers of the added lines, on the head. */
export function addedIn(edits: readonly HunkEdit[]): number[] {
  return edits.flatMap(({ at, now }) => now.map((_, i) => at + i));
}

/** The first and the last line that is changed on the head; where lines are only deleted, the line behind them. */
export function rangeOf(edits: readonly HunkEdit[]): { from: number; to: number } {
  const [first, last] = [edits[0], edits.at(-1)];
  const from = first?.at ?? 1;
  return { from, to: Math.max(from, (last?.at ?? from) + Math.max(0, (last?.now.length ?? 0) - 1)) };
}

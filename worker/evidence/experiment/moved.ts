// Code that a change moves: lines that it takes away in one place and adds in another, in the same file or not. Pure.
import type { HunkEdit } from "./hunks.ts";

/** A stretch of lines that a change adds, or takes away; `file` and `at` say where, for whoever asks. */
export type Stretch = { file: string; edit: HunkEdit };

export type Move = { from: Stretch; to: Stretch; edits: HunkEdit[] };

/** Fewer lines that say something are alike by chance. */
const LEAST_LINES = 3;
const LEAST_SHARE = 0.5;
/** Longer stretches are compared no more: the time grows with the product of both. */
const MOST_LINES = 1_500;

/**
 * For each stretch of added lines the stretch of removed lines that it was, if there is one: at least half of the lines of the
 * shorter one are in the other. `edits`: what became otherwise on the way, with numbers of the new place.
 */
export function movesIn(stretches: readonly Stretch[]): Move[] {
  const gone = stretches.filter(({ edit }) => saying(edit.was).length >= LEAST_LINES);
  const come = stretches.filter(({ edit }) => saying(edit.now).length >= LEAST_LINES);
  return come.flatMap((to) => {
    const others = gone.filter((from) => from !== to);
    const shares = others.map((from) => ({ from, share: shareOf(from.edit.was, to.edit.now) }));
    const [best] = shares.toSorted((a, b) => b.share - a.share);
    if (best === undefined || best.share < LEAST_SHARE) return [];
    const { from } = best;
    if (from.edit.was.length > MOST_LINES || to.edit.now.length > MOST_LINES) return [];
    return [{ from, to, edits: between(from.edit.was, to.edit.now, to.edit.at) }];
  });
}

/** A line of brackets and spaces alone stands anywhere. */
function saying(lines: readonly string[]): string[] {
  return lines.map((line) => line.trim()).filter((line) => /[\p{L}\p{N}]/u.test(line));
}

function shareOf(was: readonly string[], now: readonly string[]): number {
  const [before, after] = [saying(was), saying(now)];
  const left = new Map<string, number>();
  for (const line of before) left.set(line, (left.get(line) ?? 0) + 1);
  let common = 0;
  for (const line of after) {
    const times = left.get(line) ?? 0;
    if (times === 0) continue;
    left.set(line, times - 1);
    common++;
  }
  return common < LEAST_LINES - 1 ? 0 : common / Math.min(before.length, after.length);
}

/** The edits from the longest common sequence of lines, whatever their indent. */
function between(was: readonly string[], now: readonly string[], at: number): HunkEdit[] {
  const same = (i: number, j: number) => was[i]?.trim() === now[j]?.trim();
  const width = now.length + 1;
  const lengths = new Uint16Array((was.length + 1) * width);
  for (let i = was.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      lengths[i * width + j] = same(i, j)
        ? (lengths[(i + 1) * width + j + 1] ?? 0) + 1
        : Math.max(lengths[(i + 1) * width + j] ?? 0, lengths[i * width + j + 1] ?? 0);
  const edits: HunkEdit[] = [];
  let [i, j, open] = [0, 0, false];
  while (i < was.length || j < now.length) {
    if (i < was.length && j < now.length && same(i, j)) {
      [i, j, open] = [i + 1, j + 1, false];
      continue;
    }
    if (!open) edits.push({ at: at + j, was: [], now: [] });
    open = true;
    const takesOld =
      j >= now.length || (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0);
    if (takesOld && i < was.length) edits.at(-1)?.was.push(was[i++] ?? "");
    else edits.at(-1)?.now.push(now[j++] ?? "");
  }
  return edits;
}

// The ranges that an order names, word for word, so that nobody has to read them first. Pure.
import { cutLine } from "../../src/domain/cut.ts";
import type { ContextFile } from "../../src/domain/work-order.ts";

const MAX_CHARACTERS = 16_000;
const MAX_LINE_CHARACTERS = 1_000;
/** A place of which fewer lines would fit is named alone. */
const LEAST_LINES = 5;
/** Lines between two ranges that are shown as well, so that they make one. */
const MOST_BETWEEN = 3;

type Range = { path: string; fromLine: number; toLine: number };

/** `textOf`: of a file as it stands before the reader begins; null: there is none. Empty where nothing can be shown. */
export async function placesText(
  context: readonly ContextFile[],
  textOf: (path: string) => Promise<string | null>,
): Promise<string> {
  const shown: string[] = [];
  let room = MAX_CHARACTERS;
  for (const range of merged(context)) {
    const text = await textOf(range.path);
    const piece = text === null ? null : pieceOf(range, text.replace(/\r?\n$/, "").split(/\r?\n/), room);
    if (piece === null) continue;
    room -= piece.length;
    shown.push(piece);
  }
  return shown.length === 0
    ? ""
    : `## What stands at those places now, with line numbers\n${shown.join("\n")}`;
}

/** In the order of the first range of each file. Ranges that overlap or nearly touch are one. */
function merged(context: readonly ContextFile[]): Range[] {
  const paths = [...new Set(context.map(({ path }) => path))];
  return paths.flatMap((path) => {
    const ranges: Range[] = [];
    const own = context.filter((each) => each.path === path).toSorted((a, b) => a.fromLine - b.fromLine);
    for (const { fromLine, toLine } of own) {
      const last = ranges.at(-1);
      if (last !== undefined && fromLine <= last.toLine + 1 + MOST_BETWEEN)
        last.toLine = Math.max(last.toLine, toLine);
      else ranges.push({ path, fromLine, toLine });
    }
    return ranges;
  });
}

/** Null where too little of it fits to be of use. */
function pieceOf({ path, fromLine, toLine }: Range, lines: string[], room: number): string | null {
  const rows: string[] = [];
  let left = room - path.length - OVERHEAD;
  const wanted = lines.slice(fromLine - 1, toLine);
  for (const [index, line] of wanted.entries()) {
    const row = `${fromLine + index}\t${cutLine(line, MAX_LINE_CHARACTERS)}`;
    left -= row.length + 1;
    if (left < 0) break;
    rows.push(row);
  }
  if (rows.length < Math.min(LEAST_LINES, Math.max(1, wanted.length))) return null;
  const end = fromLine + rows.length - 1;
  const rest = wanted.length - rows.length;
  const more = rest > 0 ? [`(goes on to line ${fromLine + wanted.length - 1}: read from ${end + 1})`] : [];
  return [`${path}:${fromLine}-${end}`, ...rows, ...more].join("\n");
}

/** Around a piece: its line numbers and the mark of what is left out. */
const OVERHEAD = 60;

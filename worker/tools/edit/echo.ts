// What a model is shown of a file that it just edited: the place with its line numbers, between its neighbours. Pure.
import { cutLine } from "../../../src/domain/cut.ts";
import { linesOf } from "../tool.ts";

export type Span = { from: number; to: number };

/** The places in the edited text. */
export function newPlaces(places: number[], { old, new: put }: { old: string; new: string }): Span[] {
  return places.map((at, index) => {
    const from = at + index * (put.length - old.length);
    return { from, to: from + Math.max(0, put.length - 1) };
  });
}

const LINES_AROUND = 2;
const MAX_ECHO_LINES = 12;
const MAX_ECHO_COLUMNS = 200;

/** The edited lines between their neighbours, so that nobody has to read them again; of many places, the first. */
export function echoOf(edited: string, spans: Span[]): string {
  const [span] = spans;
  if (span === undefined) return ".";
  const [first, last] = [lineAt(edited, span.from), lineAt(edited, span.to)];
  const where =
    spans.length > 1
      ? `${spans.length} places, at lines ${linesAt(
          edited,
          spans.map(({ from }) => from),
        )}; the first now`
      : first === last
        ? `line ${first}, now`
        : `lines ${first}–${last}, now`;
  const lines = linesOf(edited);
  const begin = Math.max(1, first - LINES_AROUND);
  const wanted = lines.slice(begin - 1, last + LINES_AROUND);
  const rows = wanted.map((line, index) => `${begin + index}\t${cutLine(line, MAX_ECHO_COLUMNS)}`);
  return `: ${where}\n${inShort(rows).join("\n")}`;
}

/** A long piece was just written by who reads this: its ends show where it stands. */
function inShort(rows: string[]): string[] {
  if (rows.length <= MAX_ECHO_LINES) return rows;
  const half = MAX_ECHO_LINES / 2;
  return [...rows.slice(0, half), "…", ...rows.slice(-half)];
}

/** The line numbers of these places, not all of very many. */
export function linesAt(text: string, places: number[]): string {
  const lines = places.slice(0, 20).map((at) => lineAt(text, at));
  return [...lines, ...(places.length > 20 ? ["…"] : [])].join(", ");
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

// Shortens a text where nothing is torn apart: at the end of a line, else between words. Says what is left out only where that is less to read.

/** Two marks of this length never take more room than what they stand for. */
const MARK_CHARACTERS = 40;
/** How much of the room a whole line or word may cost. */
const MOST_LOST = 0.5;

/** Beginning and end of a long text, with the number of characters between them. `most` counts what is kept. */
export function cutInTheMiddle(text: string, most: number): string {
  if (text.length <= most + MARK_CHARACTERS) return text;
  const head = beginningOf(text, Math.ceil(most / 2));
  const tail = endOf(text, Math.floor(most / 2));
  const left = text.length - head.length - tail.length;
  return `${head}\n(${left} characters left out here)\n${tail}`;
}

/** The beginning of a long text, with the number of characters behind it. `most` counts what is kept. */
export function cutAtTheEnd(text: string, most: number): string {
  if (text.length <= most + MARK_CHARACTERS) return text;
  const head = beginningOf(text, most);
  return `${head}\n(${text.length - head.length} characters left out here)`;
}

/** The beginning of one long line, with the number of characters behind it. */
export function cutLine(line: string, most: number): string {
  if (line.length <= most + MARK_CHARACTERS) return line;
  const head = beginningOf(line, most);
  return `${head} (${line.length - head.length} more characters)`;
}

/** As many whole lines as fit; where a line is too long, as many words. Without the end of its last line. */
export function beginningOf(text: string, most: number): string {
  const part = text.slice(0, most);
  const ends = [
    text[most] === "\n" ? most : part.lastIndexOf("\n"),
    part.search(/[^\p{L}\p{N}_$]+[\p{L}\p{N}_$]*$/u),
  ];
  const end = ends.find((each) => each >= most * MOST_LOST);
  return (end === undefined ? part : part.slice(0, end)).toWellFormed();
}

/** The same from the end. */
function endOf(text: string, most: number): string {
  const start = text.length - most;
  const part = text.slice(start);
  const starts = [
    text[start - 1] === "\n" ? 0 : part.indexOf("\n") + 1 || Number.POSITIVE_INFINITY,
    part.search(/(?<=[^\p{L}\p{N}_$])[\p{L}\p{N}_$]/u),
  ];
  const from = starts.find((each) => each >= 0 && each <= most * MOST_LOST);
  return (from === undefined ? part : part.slice(from)).toWellFormed();
}

// How a comment gives a command: `/ai` and a word where the comment's own words begin.
import { visible } from "./text.ts";

const LIST_MARK = /^(?:[-*+]|\d{1,9}[.)])[ \t]+/;
const QUOTE_MARK = /^>[ \t]?/;
/** Marks of bold, italic, code and struck text, and mentions: people put them around a command. */
const AROUND = /^(?:[*_`~"“'«]+|@[\w/-]+(?:\[bot\])?[,:]?[ \t]+)/;
/** A mark is short; what a hostile line piles up behind that is not read. */
const MARKS_CHARACTERS = 200;
/** Behind the word may stand anything: people give a reason. */
const COMMAND = /^\/ai(?![\p{L}\p{N}_])[^\p{L}\p{N}]*([\p{L}\p{N}][\p{L}\p{N}_-]*)?/iu;

/**
 * The word of the command in lower case; empty for `/ai` alone. Null when the comment gives no command. `src/commands`
 * says whether the word is known. What the comment quotes gives no command, unless it holds nothing else.
 */
export function readCommand(comment: string): string | null {
  const lines = visible(comment)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const first = lines.find((line) => !QUOTE_MARK.test(line)) ?? lines[0];
  if (first === undefined) return null;
  const match = COMMAND.exec(unmarked(first.slice(0, MARKS_CHARACTERS)));
  return match === null ? null : (match[1] ?? "").toLowerCase();
}

function unmarked(line: string): string {
  for (const mark of [QUOTE_MARK, LIST_MARK, AROUND]) {
    if (mark.test(line)) return unmarked(line.replace(mark, ""));
  }
  return line;
}

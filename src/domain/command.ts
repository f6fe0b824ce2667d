// How a comment gives a command: `/ai` and a word where the comment's own words begin.
import { visible } from "./text.ts";

/** Of a list, of a task in it, or of a heading. */
const LINE_MARK = /^(?:[-*+]|\d{1,9}[.)]|\[[ x]\]|#{1,6})[ \t]+/i;
const QUOTE_MARK = /^>[ \t]?/;
/** Marks of bold, italic, code and struck text, and mentions: people put them around a command. */
const AROUND = /^(?:[*_`~"“'«]+|@[\w/-]+(?:\[bot\])?[,:]?[ \t]+)/;
/** A mark is short; what a hostile line piles up behind that is not read. */
const MARKS_CHARACTERS = 200;
/** Behind the word may stand anything: people give a reason. */
const COMMAND = /^\/ai(?![\p{L}\p{N}_])[^\p{L}\p{N}]*([\p{L}\p{N}][\p{L}\p{N}_-]*)?/iu;
/** What ends the marks around a command, and what people put between the word and a reason. */
const BETWEEN = /^[*_`~"”'»]*[\s:;,.!–—-]*/;

/** `said`: the person's own words beside the command, with what they quote; empty where there are none. */
type Command = { word: string; said: string };

/**
 * The word of the command in lower case; empty for `/ai` alone. Null when the comment gives no command. `src/commands`
 * says whether the word is known. What the comment quotes gives no command, unless it holds nothing else.
 */
export function readCommand(comment: string): string | null {
  return commandIn(comment)?.word ?? null;
}

/** The same, with the reason that a person gives. */
export function commandIn(comment: string): Command | null {
  const lines = visible(comment)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const at = Math.max(
    0,
    lines.findIndex((line) => !QUOTE_MARK.test(line)),
  );
  const line = lines[at];
  if (line === undefined) return null;
  const marked = unmarked(line.slice(0, MARKS_CHARACTERS));
  const match = COMMAND.exec(marked);
  if (match === null) return null;
  const behind = `${marked.slice(match[0].length)}${line.slice(MARKS_CHARACTERS)}`.replace(BETWEEN, "");
  const said = [...lines.slice(0, at), behind, ...lines.slice(at + 1)].filter((part) => part !== "");
  return { word: (match[1] ?? "").toLowerCase(), said: said.join("\n") };
}

function unmarked(line: string): string {
  for (const mark of [QUOTE_MARK, LINE_MARK, AROUND]) {
    if (mark.test(line)) return unmarked(line.replace(mark, ""));
  }
  return line;
}

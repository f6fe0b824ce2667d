// The placebo: code with other words in its comments and more lines, which behaves as before. What reacts to it tests text. Pure.
import { LINES } from "../../toolchains/lines.ts";
import { syntaxOf } from "../../toolchains/paths.ts";

/**
 * Only lines that are nothing but a comment are altered, and one is added at the end; a comment that a tool reads stays.
 * Null where nobody knows how the file's language writes comments. Not promised: that a test of the code's own text
 * reacts, because the code stays as it is.
 */
export function placeboOf(path: string, text: string): string | null {
  const mark = markOf(path);
  if (mark === null || text.includes("\r") || !text.endsWith("\n")) return null;
  const lines = text.slice(0, -1).split("\n");
  const altered = lines.map((line, at) =>
    isPlain(line, mark, at) ? `${indentOf(line)}${mark} ${WORDS}` : line,
  );
  return `${altered.join("\n")}\n\n${mark} ${WORDS}\n`;
}

const WORDS = "Nothing here behaves otherwise.";

/** What begins a comment up to the end of its line. */
function markOf(path: string): string | null {
  const comment = syntaxOf(path)?.comment.source ?? "";
  if (comment.startsWith("\\/\\/")) return "//";
  return comment.startsWith("#") ? "#" : null;
}

/** Tools read some comments: those that begin with a mark, or with a word before a colon or a dash, and single words. */
const READ = /^(?:[!/#:]|\s*(?:@|-\*-|\+|[\w.]+[-:]|\w*$))/;

function isPlain(line: string, mark: string, at: number): boolean {
  const bare = line.trimStart();
  return at > 1 && bare.startsWith(mark) && !READ.test(bare.slice(mark.length)) && !LINES.silences.test(line);
}

function indentOf(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}

// The placebo: code that reads otherwise and behaves as before. What reacts to it tests text.
import type { Parser } from "../../map/parser.ts";
import { BRACES } from "../../toolchains/braces.ts";
import { LINES } from "../../toolchains/lines.ts";
import { grammarOf, respellingOf, syntaxOf } from "../../toolchains/paths.ts";
import { nodesOf, type SyntaxNode } from "../../toolchains/syntax-node.ts";
import type { Written } from "../measure/arm.ts";
import { readsTheSame, respelled } from "./respelled.ts";

const LARGEST_CHARACTERS = 256 * 1024;
const PARSE_MS = 5_000;

/**
 * Without the files of which nobody knows how comments are written. Comments have other words and a line is added at the end;
 * where a grammar reads the file, its code has other blanks, numbers and texts are written in another way, and variables that
 * one function alone knows have other names.
 */
export async function placebosOf(
  files: readonly Written[],
  parser: Parser,
  signal: AbortSignal,
): Promise<Written[]> {
  const placebos: Written[] = [];
  const limit = { timeoutMs: PARSE_MS, signal };
  for (const { path, content } of files) {
    const [grammar, respelling] = [grammarOf(path), respellingOf(path)];
    const isRead = grammar !== null && content.length <= LARGEST_CHARACTERS;
    const root = isRead ? await parser.nodes({ grammar, text: content }, limit) : null;
    const other = root === null || respelling === null ? null : respelled(root, content, respelling);
    const again =
      other === null || grammar === null ? null : await parser.nodes({ grammar, text: other }, limit);
    signal.throwIfAborted();
    const isSame = root !== null && again !== null && readsTheSame(root, again);
    const placebo = isSame
      ? withOtherWords(path, other ?? content, again)
      : withOtherWords(path, content, root);
    if (placebo !== null) placebos.push({ path, content: placebo });
  }
  return placebos;
}

/**
 * Only lines that are nothing but a comment are altered, and one is added at the end; a comment that a tool reads stays. Null
 * where nobody knows how the file's language writes comments. Pure.
 */
export function withOtherWords(path: string, text: string, root: SyntaxNode | null): string | null {
  const mark = markOf(path);
  if (mark === null || text.includes("\r") || !text.endsWith("\n")) return null;
  const lines = text.slice(0, -1).split("\n");
  const inText = new Set(root === null ? [] : linesInTexts(root));
  const altered = lines.map((line, at) =>
    isPlain(line, mark, at) && !inText.has(at + 1) ? `${indentOf(line)}${mark} ${WORDS}` : line,
  );
  return `${altered.join("\n")}\n${behind(text, mark)}`;
}

/**
 * A file without a comment up to the end of a line may be of a dialect that has none, such as C of 1989. What stands behind the
 * end of PHP is printed.
 */
function behind(text: string, mark: string): string {
  if (/\?>\s*$/.test(text)) return "";
  return mark === "//" && !/^\s*\/\//m.test(text) ? `\n/* ${WORDS} */\n` : `\n${mark} ${WORDS}\n`;
}

/** What looks like a comment there is a part of a text. */
function linesInTexts(root: SyntaxNode): number[] {
  return [...nodesOf(root)].flatMap(({ node: { type, line, lastLine } }) =>
    /string|template|heredoc/.test(type)
      ? Array.from({ length: lastLine - line }, (_, at) => line + 1 + at)
      : [],
  );
}

const WORDS = "Nothing here behaves otherwise.";

/** What begins a comment up to the end of its line. Languages that a grammar reads and that say nothing of it have braces. */
function markOf(path: string): string | null {
  const comment = (syntaxOf(path) ?? (grammarOf(path) === null ? null : BRACES))?.comment.source ?? "";
  if (comment.startsWith("\\/\\/")) return "//";
  return comment.startsWith("#") ? "#" : null;
}

/** Tools read some comments: those that begin with a mark, or with a word before a colon or a dash, and single words. */
const READ = /^(?:[!/#:]|\s*(?:@|-\*-|\+|[\w.]+[-:]|\w*$))/;

function isPlain(line: string, mark: string, at: number): boolean {
  const bare = line.trimStart();
  return (
    at > 1 &&
    bare.startsWith(mark) &&
    !line.endsWith("\\") &&
    !READ.test(bare.slice(mark.length)) &&
    !LINES.silences.test(line)
  );
}

function indentOf(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}

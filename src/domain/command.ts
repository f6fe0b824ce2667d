// How a comment gives a command: `/ai` and a word on its first line.
import { visible } from "./text.ts";

/**
 * The word of the command in lower case, also when invisible characters were copied with it; empty for `/ai` alone. Null
 * when the comment gives no command. `src/commands` says whether the word is known.
 */
export function readCommand(comment: string): string | null {
  const match = /^\/ai(?:[ \t]+(\S+))?[ \t]*(?:\r?\n|$)/.exec(visible(comment).trimStart());
  return match === null ? null : (match[1] ?? "").toLowerCase();
}

// The commands people give in comments. They are sugar for state changes and need write access.
import { visible } from "./text.ts";

export const COMMANDS = ["stop", "retry", "go", "help"] as const;
export type Command = (typeof COMMANDS)[number];

/** The command a comment gives on its first line, also when invisible characters were copied with it; null when it gives none, `unknown` for a word we do not know. */
export function readCommand(comment: string): Command | "unknown" | null {
  const match = /^\/ai(?:[ \t]+(\S+))?[ \t]*(?:\r?\n|$)/.exec(visible(comment).trimStart());
  if (match === null) return null;
  return COMMANDS.find((command) => command === match[1]?.toLowerCase()) ?? "unknown";
}

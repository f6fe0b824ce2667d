// Every command we have, in the order in which help lists them. A new command is a file and a line here.
import type { Command } from "./command.ts";
import { go } from "./go.ts";
import { help } from "./help.ts";
import { retry } from "./retry.ts";
import { stop } from "./stop.ts";

export const commands: Command[] = [go, retry, stop, help];

/** Help for a word that is no command of ours. */
export function commandNamed(word: string): Command {
  return commands.find((command) => command.name === word) ?? help;
}

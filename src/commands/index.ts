// Every command we have, in the order in which help lists them. A new command is a file and a line here.
import { readCommand } from "../domain/command.ts";
import { asks, refinement, type Wish } from "../domain/intent.ts";
import type { Command } from "./command.ts";
import { fix } from "./fix.ts";
import { go } from "./go.ts";
import { help } from "./help.ts";
import { polish } from "./polish.ts";
import { ready } from "./ready.ts";
import { restart } from "./restart.ts";
import { retry } from "./retry.ts";
import { stop } from "./stop.ts";

export const commands: Command[] = [go, fix, polish, restart, ready, retry, stop, help];

/** Help for a word that is no command of ours. */
export function commandNamed(word: string): Command {
  return commands.find((command) => command.name === word) ?? help;
}

/** Whether a comment asks for something in plain words, as part of the spec. */
export function isPlain(comment: string): boolean {
  return asks(comment) && readCommand(comment) === null;
}

/** What a comment on an issue asks for; null where it says nothing, or only thanks. */
export function wishIn(comment: string, textDigest: string): Wish | null {
  if (!asks(comment)) return null;
  const word = readCommand(comment);
  return word === null ? refinement(textDigest) : commandNamed(word).wish(textDigest);
}

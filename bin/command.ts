// What a command is to the command line: how it is used, as data, and what it does.
import type { ParseArgsOptionDescriptor } from "node:util";

/** `value` is shown behind an option that takes one, as in `--out <folder>`. */
export type Option = ParseArgsOptionDescriptor & { help: string[]; value?: string };
export type Options = Record<string, Option>;

/** Help and parsing both come from it. Texts are lines as a terminal shows them. */
export type Usage<O extends Options> = {
  name: string;
  /** Each way to call the command: what stands behind its name. */
  synopsis: string[];
  about: string[];
  options: O;
  /** What stands below the options. */
  notes?: string[];
};

/** Resolves with the exit status. `signal` aborts on Ctrl-C and SIGTERM. */
export type CommandMain = (words: string[], signal: AbortSignal) => Promise<number>;

/** The command cannot do what its words ask for. The message is for the terminal. */
export class CommandRefused extends Error {
  override name = "CommandRefused";
}

/** The exit status after Ctrl-C. */
export const INTERRUPTED = 130;

// What every command is to the command line.

/** Resolves with the exit status. `signal` aborts on Ctrl-C and SIGTERM. */
export type CommandMain = (words: string[], signal: AbortSignal) => Promise<number>;

/** The exit status after Ctrl-C. */
export const INTERRUPTED = 130;

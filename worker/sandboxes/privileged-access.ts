// The port to what only the containment proof may do to a running sandbox: be root in it, and read what the engine tells.

export type Insider = {
  /** Runs `/bin/sh -c` as root inside the one sandbox of a run; its status and the first 64 KiB it printed. */
  asRoot(
    runId: string,
    line: string,
    timeoutMs: number,
  ): Promise<{ exitStatus: number | null; output: string }>;
  /** Everything the engine tells about that sandbox's container, as text. */
  told(runId: string): Promise<string>;
};

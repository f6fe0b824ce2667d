// The port of a look at GitHub on a schedule, which finds what no webhook brought.
import type { Intent } from "../domain/intent.ts";

export type Sweep = {
  /** For the log, and for the asker of its intents where a machine asks. */
  name: string;
  /** From the end of one look to the start of the next. */
  everyMs: number;
  /**
   * What it found. Each intent is judged like one from a webhook, so a sweep may find the same again and again. Rejects
   * when it could not look; the next look comes all the same.
   */
  find(signal: AbortSignal): Promise<Intent[]>;
};

// The port of a look at GitHub on a schedule, which finds what no webhook brought.

export type Looked = {
  /** What was taken in, or asked for again. */
  found: number;
  /** So many repositories or deliveries were looked at. */
  among: number;
  /** Those that the look went through. */
  installations: { id: number; account: string }[];
};

export type Sweep = {
  /** For the log and the page. */
  name: string;
  /** From the end of one look to the start of the next; the first is at the start. */
  everyMs: number;
  /**
   * Looks, and has everything taken in that it finds. The same may be found again and again: each occasion is taken in
   * once, whoever brings it. Rejects when it could not look, or not at everything; the next look comes all the same.
   */
  look(signal: AbortSignal): Promise<Looked>;
};

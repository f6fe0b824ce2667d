// Why an admitted job has not begun.

export type Wait = {
  /** How many jobs were submitted before it and wait as well, whichever repository they are for. */
  ahead: number;
} & (
  | { kind: "no-worker" }
  /** The repository has as many runs at work as it may. */
  | { kind: "repository-full"; running: number }
  /** All places are taken. */
  | { kind: "all-taken"; running: number }
);

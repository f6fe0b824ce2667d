// A number we promise beside the one that was measured, as lines of text.

export type Promised = {
  what: string;
  measured: number;
  unit: "x" | "%" | "MB" | "MiB" | "ms" | "tokens" | "set-ups";
  /** One of the two bounds, in the same unit. */
  least?: number;
  most?: number;
  /** How the number was measured, a line each. */
  details?: string[];
};

/** A number that could not be measured (NaN) holds no promise. */
export function holds({
  measured,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
}: Promised): boolean {
  return measured >= least && measured <= most;
}

export function promiseText(promised: Promised): string {
  const { what, measured, unit, least, most, details = [] } = promised;
  const bound = least === undefined ? `at most ${most}` : `at least ${least}`;
  const value = `${measured.toFixed(unit === "ms" || unit === "tokens" || unit === "set-ups" ? 0 : 1)} ${unit}`;
  const line = `${holds(promised) ? "holds " : "MISSED"} ${what.padEnd(64)} ${value.padStart(10)}   (${bound} ${unit})`;
  return [line, ...details.map((detail) => `       ${detail}`)].join("\n");
}

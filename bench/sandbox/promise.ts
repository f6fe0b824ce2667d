// A number we promise, beside what was measured.
export type Promised = {
  what: string;
  measured: number;
  unit: "x" | "%" | "MB" | "ms";
  /** At least or at most this. */
  least?: number;
  most?: number;
};

export function holds({
  measured,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
}: Promised): boolean {
  return measured >= least && measured <= most;
}

export function promiseLine(promised: Promised): string {
  const { what, measured, unit, least, most } = promised;
  const bound = least === undefined ? `at most ${most}` : `at least ${least}`;
  const value = `${measured.toFixed(unit === "ms" ? 0 : 1)} ${unit}`;
  return `${holds(promised) ? "holds " : "MISSED"} ${what.padEnd(64)} ${value.padStart(10)}   (${bound} ${unit})`;
}

// One promise with what was measured of it, as a few lines of text; and the little statistics for it.

export type Promised = {
  what: string;
  /** Everything the value was made of. */
  details: string[];
  value: string;
  promise: string;
  holds: boolean;
};

export function textOf({ what, details, value, promise, holds }: Promised): string {
  const lines = [`${what}: ${value}   (promised: ${promise})   ${holds ? "ok" : "MISSED"}`];
  return `${[...lines, ...details.map((detail) => `    ${detail}`)].join("\n")}\n`;
}

export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: number[]): number {
  return quantile(values, 0.5);
}

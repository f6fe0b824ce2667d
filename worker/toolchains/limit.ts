// An expression for a number that says how strict a test is, as `Words` want it.

const NUMBER = String.raw`(-?\d[\d_]*(?:\.\d+)?(?:e-?\d+)?)`;

/** Matches a number between two pieces of expression source; the number is the only group. */
export function limit(before: string, after = ""): RegExp {
  return new RegExp(`${before}${NUMBER}${after}`, "gi");
}

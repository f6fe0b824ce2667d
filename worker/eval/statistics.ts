// Statistics for a few cases: an interval around a rate, and the chance of a difference between two configurations.

/** Two-sided 95 %. */
const Z = 1.959964;

/** Wilson's interval for `hits` of `n`; null without cases. */
export function interval(hits: number, n: number): { low: number; high: number } | null {
  if (n === 0) return null;
  const share = hits / n;
  const centre = share + Z ** 2 / (2 * n);
  const reach = Z * Math.sqrt((share * (1 - share)) / n + Z ** 2 / (4 * n ** 2));
  const scale = 1 + Z ** 2 / n;
  return { low: Math.max(0, (centre - reach) / scale), high: Math.min(1, (centre + reach) / scale) };
}

/**
 * McNemar's exact test: a sign test over the cases where two configurations differ. The probability that a fair coin
 * falls at least as unevenly; 1 if they never differ.
 */
export function exactP(onlyFirst: number, onlySecond: number): number {
  const n = onlyFirst + onlySecond;
  let tail = 0;
  for (let k = 0; k <= Math.min(onlyFirst, onlySecond); k++) tail += Math.exp(logChoose(n, k) - n * Math.LN2);
  return Math.min(1, 2 * tail);
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log(n - k + i) - Math.log(i);
  return sum;
}

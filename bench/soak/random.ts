// Chance that repeats: the same seed gives the same numbers.

export type Random = {
  /** At least 0, and below `below`. */
  number(below: number): number;
  chance(probability: number): boolean;
  oneOf<T>(all: readonly [T, ...T[]]): T;
};

/** Mulberry32, by Tommy Ettinger, in the public domain. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    number: (below) => next() * below,
    chance: (probability) => next() < probability,
    oneOf: (all) => all[Math.floor(next() * all.length)] ?? all[0],
  };
}

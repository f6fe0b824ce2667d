// Two numbers for a control, by its name: an assertion that is altered for the numbers of our own source still has to hold.

/** Different from each other, and new for each run as the name is. */
export function numbersOf(name: string): { one: number; other: number } {
  let sum = 7;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 40_009;
  return { one: 10_000 + sum, other: 60_000 + sum };
}

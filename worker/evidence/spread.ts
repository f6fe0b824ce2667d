// A sample that stands for a whole list.

/** At most so many, the first among them, at equal distances. */
export function spread<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list];
  const at = (i: number) => list.slice(Math.floor((i * list.length) / most))[0];
  return Array.from({ length: most }, (_, i) => at(i)).filter((each) => each !== undefined);
}

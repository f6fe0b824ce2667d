// Work of one kind side by side, at most so many at a time, begun in its order and as long as there is time for it.

/** A third treatment of one kind would only wait for a sandbox, and hold back time that others may use. */
export const MOST_TREATMENTS = 2;

/**
 * `begin`: null where there is no time now. Then it is asked again whenever something has ended, and where nothing is left that could
 * end, that item and all behind it come to null. Rejects with the first rejection, once all that was begun has ended.
 */
export async function someAtATime<Item, Result>(
  items: readonly Item[],
  begin: (item: Item) => Promise<Result> | null,
  most: number,
): Promise<(Result | null)[]> {
  const results: (Result | null)[] = items.map(() => null);
  const running = new Set<Promise<void>>();
  try {
    for (const [at, item] of items.entries()) {
      while (running.size >= most) await Promise.race(running);
      let begun = begin(item);
      while (begun === null && running.size > 0) {
        await Promise.race(running);
        begun = begin(item);
      }
      if (begun === null) break;
      const ending: Promise<void> = begun
        .then((result) => {
          results[at] = result;
        })
        .finally(() => running.delete(ending));
      running.add(ending);
    }
    await Promise.all(running);
  } finally {
    await Promise.allSettled(running);
  }
  return results;
}

// Work under one name is done one after another, in the order in which it came.

export type InTurn = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Within this process. Work that fails does not hold up what comes after it. */
export function takeTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (name, work) => {
    const mine = Promise.allSettled([last.get(name)]).then(work);
    last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (last.get(name) === mine) last.delete(name);
    }
  };
}

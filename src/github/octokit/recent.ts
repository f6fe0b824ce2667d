// What was seen or made recently, the newest so much of it.

export type Recent<T> = {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  forget(key: string): void;
};

/**
 * `most`: of what `weigh` counts, by default entries; beyond it the one that was set or read longest ago is forgotten.
 */
export function recent<T>(most: number, weigh: (value: T) => number = () => 1): Recent<T> {
  const entries = new Map<string, T>();
  let weight = 0;
  const forget = (key: string) => {
    const value = entries.get(key);
    if (value === undefined) return;
    weight -= weigh(value);
    entries.delete(key);
  };
  const set = (key: string, value: T) => {
    forget(key);
    entries.set(key, value);
    weight += weigh(value);
    for (const oldest of entries.keys()) {
      if (weight <= most) return;
      forget(oldest);
    }
  };
  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
    set,
    forget,
  };
}

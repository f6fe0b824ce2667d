// What was seen or made recently, the newest so many of it.

export type Recent<T> = {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  forget(key: string): void;
};

/** `most`: of entries; beyond it the one that was set or read longest ago is forgotten. */
export function recent<T>(most: number): Recent<T> {
  const entries = new Map<string, T>();
  const set = (key: string, value: T) => {
    entries.delete(key);
    entries.set(key, value);
    const [oldest] = entries.keys();
    if (entries.size > most && oldest !== undefined) entries.delete(oldest);
  };
  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
    set,
    forget: (key) => void entries.delete(key),
  };
}

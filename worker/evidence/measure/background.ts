// Work in the background of other work: it is stopped when that ends, nothing of it is left running, no failure is lost.

export type Background<T> = AsyncDisposable & {
  /** Resolves or rejects as the work did. */
  result(): Promise<T>;
};

/** Starts the work at once. Disposing stops it through its signal, and waits until it has ended. */
export function inBackground<T>(
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Background<T> {
  const stop = new AbortController();
  const ending = Promise.allSettled([work(AbortSignal.any([signal, stop.signal]))]);
  return {
    async result() {
      const [ended] = await ending;
      if (ended.status === "rejected") throw ended.reason;
      return ended.value;
    },
    async [Symbol.asyncDispose]() {
      stop.abort(new Error("The work this was started for has ended"));
      await ending;
    },
  };
}

// Work that goes on beside other work, and is stopped with it: nothing of it is left running, and no failure is lost.

export type Beside<T> = AsyncDisposable & {
  /** Rejects as the work did. */
  result(): Promise<T>;
};

/** Disposing stops the work, and waits for its end. */
export function beside<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Beside<T> {
  const stop = new AbortController();
  const ending = Promise.allSettled([work(AbortSignal.any([signal, stop.signal]))]);
  return {
    async result() {
      const [ended] = await ending;
      if (ended.status === "rejected") throw ended.reason;
      return ended.value;
    },
    async [Symbol.asyncDispose]() {
      stop.abort(new Error("What this was done for has ended"));
      await ending;
    },
  };
}

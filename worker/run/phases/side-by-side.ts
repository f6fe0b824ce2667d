// Two pieces of work side by side: when one ends the run, the other is stopped and waited for before anybody goes on.
import type { Step } from "./step.ts";

/** The first `end` wins, in argument order. Rejects with the first rejection, after both have settled. */
export async function sideBySide<A, B>(
  signal: AbortSignal,
  first: (signal: AbortSignal) => Promise<Step<A>>,
  second: (signal: AbortSignal) => Promise<Step<B>>,
): Promise<Step<[A, B]>> {
  const stop = new AbortController();
  const linked = AbortSignal.any([signal, stop.signal]);
  const guarded = async <T>(work: (signal: AbortSignal) => Promise<Step<T>>) => {
    try {
      const step = await work(linked);
      if (step.kind === "end") stop.abort(new Stopped());
      return step;
    } catch (error) {
      stop.abort(new Stopped());
      throw error;
    }
  };
  const [a, b] = await Promise.allSettled([guarded(first), guarded(second)]);
  for (const result of [a, b]) {
    if (result.status === "rejected" && !(result.reason instanceof Stopped)) throw result.reason;
  }
  for (const result of [a, b]) {
    if (result.status === "fulfilled" && result.value.kind === "end") return result.value;
  }
  if (
    a.status === "fulfilled" &&
    a.value.kind === "go" &&
    b.status === "fulfilled" &&
    b.value.kind === "go"
  ) {
    return { kind: "go", value: [a.value.value, b.value.value] };
  }
  throw signal.reason;
}

/** The other side ended first. */
class Stopped extends Error {}

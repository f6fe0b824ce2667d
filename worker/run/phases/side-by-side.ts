// Two pieces of work side by side: when one ends the run, the other is stopped and waited for before anybody goes on.
import type { Found } from "./found.ts";

/** `endsRun`: nobody goes on after this failure. */
export type Together = { signal: AbortSignal; endsRun(thrown: unknown): boolean };

/**
 * The first that ended wins, in argument order. Rejects with the first rejection, after both have settled. Where one fails and
 * the run goes on later, the other comes to its end, and what it paid for is kept.
 */
export async function sideBySide<A, B>(
  { signal, endsRun }: Together,
  first: (signal: AbortSignal) => Promise<Found<A>>,
  second: (signal: AbortSignal) => Promise<Found<B>>,
): Promise<Found<[A, B]>> {
  const stop = new AbortController();
  const linked = AbortSignal.any([signal, stop.signal]);
  const guarded = async <T>(work: (signal: AbortSignal) => Promise<Found<T>>) => {
    try {
      const result = await work(linked);
      if (result.kind === "ended") stop.abort(new Stopped());
      return result;
    } catch (error) {
      if (endsRun(error)) stop.abort(new Stopped());
      throw error;
    }
  };
  const [a, b] = await Promise.allSettled([guarded(first), guarded(second)]);
  for (const result of [a, b]) {
    if (result.status === "rejected" && !(result.reason instanceof Stopped)) throw result.reason;
  }
  for (const result of [a, b]) {
    if (result.status === "fulfilled" && result.value.kind === "ended") return result.value;
  }
  if (
    a.status === "fulfilled" &&
    a.value.kind === "found" &&
    b.status === "fulfilled" &&
    b.value.kind === "found"
  ) {
    return { kind: "found", value: [a.value.value, b.value.value] };
  }
  throw signal.reason;
}

/** The other side ended first. */
class Stopped extends Error {}

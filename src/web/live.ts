// Tells browsers that something changed: one look at ledger and queue for all of them, and only while somebody watches.
import { isDeepStrictEqual } from "node:util";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import { reasonOf } from "../domain/errors.ts";
import type { Log } from "../log.ts";
import type { Sources } from "./sources.ts";

/** What waits makes no event, so it is looked at. */
const LOOK_MS = 2_000;
/** Ages grow also where nothing happens. */
const ANYWAY_MS = 20_000;

export type Live = AsyncDisposable & {
  /** A stream of server-sent events that ends when the browser goes, or the page does. */
  stream(context: Context): Response;
};

export function startLive({ ledger, queue, clock }: Sources, log: Log): Live {
  const over = new AbortController();
  const watching = new Set<() => void>();
  let looking: { stop: AbortController; done: Promise<unknown> } | null = null;

  const tell = () => {
    for (const wake of watching) wake();
  };
  async function tellOfLedger(signal: AbortSignal): Promise<void> {
    for await (const _ of ledger.follow(signal)) tell();
  }
  /** Again and again: somebody may have begun to watch while Redis was away. */
  async function followLedger(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const [followed] = await Promise.allSettled([tellOfLedger(signal)]);
      if (followed.status === "rejected" && !signal.aborted)
        log.warn({ reason: reasonOf(followed.reason) }, "the ledger cannot be followed");
      await Promise.allSettled([clock.sleep(LOOK_MS, signal)]);
    }
  }
  async function lookAtQueue(signal: AbortSignal): Promise<void> {
    let known: unknown = null;
    let toldAt = clock.now();
    while (!signal.aborted) {
      const [waiting] = await Promise.allSettled([queue.queued()]);
      const now =
        waiting.status === "fulfilled"
          ? waiting.value.map(({ runId, why, behind }) => [runId, why, behind])
          : known;
      if (!isDeepStrictEqual(now, known) || clock.now() - toldAt >= ANYWAY_MS) {
        toldAt = clock.now();
        tell();
      }
      known = now;
      await Promise.allSettled([clock.sleep(LOOK_MS, signal)]);
    }
  }
  function look(): void {
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, over.signal]);
    looking = { stop, done: Promise.allSettled([followLedger(signal), lookAtQueue(signal)]) };
  }
  function leave(wake: () => void): void {
    watching.delete(wake);
    if (watching.size > 0) return;
    looking?.stop.abort();
    looking = null;
  }

  return {
    stream: (context) =>
      streamSSE(context, async (stream) => {
        const gone = new AbortController();
        stream.onAbort(() => gone.abort());
        const ends = AbortSignal.any([gone.signal, over.signal]);
        let wake = () => {};
        let isDue = false;
        const onChange = () => {
          isDue = true;
          wake();
        };
        watching.add(onChange);
        if (looking === null) look();
        ends.addEventListener("abort", onChange, { once: true });
        while (!ends.aborted) {
          if (isDue) {
            isDue = false;
            await stream.writeSSE({ event: "changed", data: "" });
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
            if (isDue || ends.aborted) resolve();
          });
        }
        leave(onChange);
      }),
    [Symbol.asyncDispose]: async () => {
      over.abort();
      await looking?.done;
    },
  };
}

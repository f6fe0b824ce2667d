// Tells browsers that something changed: one look at ledger and queue for all of them, and only while somebody watches.
// Nobody hears of what they may not see, not even that it changed.
import { isDeepStrictEqual } from "node:util";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import { reasonOf } from "../domain/errors.ts";
import type { Log } from "../log.ts";
import type { Queued } from "../queue/view.ts";
import { type Sight, sees } from "./sight.ts";
import type { Sources } from "./sources.ts";

/** What waits makes no event, so it is looked at. */
const LOOK_MS = 2_000;
/** Ages grow also where nothing happens. */
const ANYWAY_MS = 20_000;

export type Live = AsyncDisposable & {
  /**
   * A stream of server-sent events that ends when the browser goes, the page does, or `look` answers null: whoever watches
   * is signed out, or GitHub does not say what they may see. `look` is asked before each event.
   */
  stream(context: Context, sight: Sight, look: () => Promise<Sight | null>): Response;
};

type Watcher = {
  sight: Sight;
  /** What waited when it was looked at last, as far as it is seen. */
  waiting: unknown;
  wake(): void;
};

export function startLive({ ledger, queue, clock }: Sources, log: Log): Live {
  const over = new AbortController();
  const watching = new Set<Watcher>();
  let looking: { stop: AbortController; done: Promise<unknown> } | null = null;

  async function tellOfLedger(signal: AbortSignal): Promise<void> {
    for await (const { issue } of ledger.follow(signal))
      for (const watcher of watching) if (sees(watcher.sight, issue.repository)) watcher.wake();
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
    let toldAt = clock.now();
    while (!signal.aborted) {
      const [waiting] = await Promise.allSettled([queue.queued()]);
      if (waiting.status === "fulfilled") tellOfQueue(waiting.value);
      if (clock.now() - toldAt >= ANYWAY_MS) {
        toldAt = clock.now();
        for (const watcher of watching) watcher.wake();
      }
      await Promise.allSettled([clock.sleep(LOOK_MS, signal)]);
    }
  }
  function tellOfQueue(all: Queued[]): void {
    for (const watcher of watching) {
      const now = all
        .filter(({ job }) => sees(watcher.sight, job.issue.repository))
        .map(({ runId, why, behind }) => [runId, why, behind]);
      if (!isDeepStrictEqual(now, watcher.waiting)) watcher.wake();
      watcher.waiting = now;
    }
  }
  function look(): void {
    const stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, over.signal]);
    looking = { stop, done: Promise.allSettled([followLedger(signal), lookAtQueue(signal)]) };
  }
  function leave(watcher: Watcher): void {
    watching.delete(watcher);
    if (watching.size > 0) return;
    looking?.stop.abort();
    looking = null;
  }

  return {
    stream: (context, sight, lookAgain) =>
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
        const watcher: Watcher = { sight, waiting: null, wake: onChange };
        watching.add(watcher);
        if (looking === null) look();
        ends.addEventListener("abort", onChange, { once: true });
        while (!ends.aborted) {
          if (isDue) {
            isDue = false;
            const [now] = await Promise.allSettled([lookAgain()]);
            const seen = now.status === "fulfilled" ? now.value : null;
            watcher.sight = seen ?? watcher.sight;
            // The last one, too: the browser asks for its page again, and is told why it is not shown.
            await stream.writeSSE({ event: "changed", data: "" });
            if (seen === null) break;
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
            if (isDue || ends.aborted) resolve();
          });
        }
        leave(watcher);
      }),
    [Symbol.asyncDispose]: async () => {
      over.abort();
      await looking?.done;
    },
  };
}

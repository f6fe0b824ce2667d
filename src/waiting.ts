// Says on an issue that its run waits, and why, as soon as it is clear that it does not begin at once, and anew as the queue moves.
import { type Clock, isoNow } from "./clock.ts";
import { PermanentError, reasonOf } from "./domain/errors.ts";
import { issueName } from "./domain/repository.ts";
import { initialState } from "./domain/run-state.ts";
import type { GitHub } from "./github/github.ts";
import { shownOver, withShown } from "./github/shown.ts";
import type { Log } from "./log.ts";
import { renderWaiting } from "./messages/sticky.ts";
import type { Queue, Waits } from "./queue/queue.ts";

export type WaitingDeps = {
  queue: Pick<Queue, "unsaid" | "said" | "whileItWaits">;
  github(installationId: number): GitHub;
  clock: Clock;
  log: Log;
};

/** Words within two seconds of the label, and none for a run that begins at once. */
const LOOK_EVERY_MS = 400;
const PATIENCE_MS = 700;
/** After words that could not be written. */
const AGAIN_MS = 10_000;

/** Between two edits of one comment, and how many edits all comments get in a window: GitHub lets an app write 500 times an hour. */
const EDIT_GAP_MS = 10_000;
const MOST_EDITS = 30;
const EDIT_WINDOW_MS = 10 * 60_000;

/** Disposing waits for words that are being written. */
export function tellOfWaiting({ queue, github, clock, log }: WaitingDeps): AsyncDisposable {
  const over = new AbortController();
  const tryAgainAt = new Map<string, number>();
  /** What each comment says since when, as far as this process wrote it. */
  const told = new Map<string, { why: string; atMs: number }>();
  let edits: number[] = [];
  const going = watch();
  return {
    [Symbol.asyncDispose]: async () => {
      over.abort();
      await going;
    },
  };

  async function watch(): Promise<void> {
    while (!over.signal.aborted) {
      const [looked] = await Promise.allSettled([queue.unsaid(PATIENCE_MS)]);
      // While Redis is away, its connection has said so once.
      const unsaid = looked.status === "fulfilled" ? looked.value : [];
      const due = unsaid.filter(({ runId }) => (tryAgainAt.get(runId) ?? 0) <= clock.now());
      for (const runId of tryAgainAt.keys())
        if (!unsaid.some((each) => each.runId === runId)) tryAgainAt.delete(runId);
      await Promise.all(due.map((each) => say(each, false)));
      await sayAnew();
      await Promise.allSettled([clock.sleep(LOOK_EVERY_MS, over.signal)]);
    }
  }

  /** Those in front first: theirs changes soonest. */
  async function sayAnew(): Promise<void> {
    const now = clock.now();
    edits = edits.filter((atMs) => now - atMs < EDIT_WINDOW_MS);
    const [looked] = await Promise.allSettled([queue.said()]);
    const waiting = looked.status === "fulfilled" ? looked.value : [];
    for (const runId of told.keys()) if (!waiting.some((each) => each.runId === runId)) told.delete(runId);
    const moved = waiting.filter(({ runId, why }) => {
      const last = told.get(runId);
      // Another process wrote it, or this one before it began anew: what stands there is not known.
      if (last === undefined) return true;
      return last.why !== JSON.stringify(why) && now - last.atMs >= EDIT_GAP_MS;
    });
    const next = moved.toSorted((a, b) => a.why.ahead - b.why.ahead).slice(0, MOST_EDITS - edits.length);
    edits.push(...next.map(() => now));
    await Promise.all(next.map((each) => say(each, true)));
  }

  async function say(waits: Waits, again: boolean): Promise<void> {
    const { job, runId, why } = waits;
    const fields = { runId, issue: issueName(job.issue), why };
    told.set(runId, { why: JSON.stringify(why), atMs: clock.now() });
    const [said] = await Promise.allSettled([
      queue.whileItWaits({ issue: job.issue, runId, again }, (may) => write(waits, may)),
    ]);
    if (said.status === "rejected") {
      tryAgainAt.set(runId, clock.now() + AGAIN_MS);
      log.warn({ ...fields, reason: reasonOf(said.reason) }, "could not say that a run waits");
    } else if (said.value) log.info(fields, "a run waits");
  }

  async function write({ job, runId, why }: Waits, may: () => Promise<boolean>): Promise<void> {
    const { status } = github(job.installationId);
    const shown = await status.readShown(job.issue);
    // The words of a person that the run must read first.
    if (shown?.spec.kind === "unreadable") return;
    if (!(await may())) throw new Error("reading the issue took too long");
    const state = withShown(initialState(runId, job.issue), shown);
    const view = { ...state, updatedAt: isoNow(clock), outcome: null };
    const [written] = await Promise.allSettled([
      status.writeSticky(job.issue, (there) => shownOver(there, view, (given) => renderWaiting(given, why))),
    ]);
    // A locked or deleted issue takes no words, then or later.
    if (written.status === "rejected" && !(written.reason instanceof PermanentError)) throw written.reason;
  }
}

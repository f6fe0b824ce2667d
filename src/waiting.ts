// Says on an issue that its run waits, and why, as soon as it is clear that it does not begin at once.
import { type Clock, isoNow } from "./clock.ts";
import { PermanentError, reasonOf } from "./domain/errors.ts";
import { issueName } from "./domain/repository.ts";
import { initialState } from "./domain/run-state.ts";
import type { GitHub } from "./github/github.ts";
import { shownOver, withShown } from "./github/shown.ts";
import type { Log } from "./log.ts";
import { renderWaiting } from "./messages/sticky.ts";
import type { Queue } from "./queue/queue.ts";

export type WaitingDeps = {
  queue: Pick<Queue, "unsaid" | "whileItWaits">;
  github(installationId: number): GitHub;
  clock: Clock;
  log: Log;
};

/** Words within two seconds of the label, and none for a run that begins at once. */
const LOOK_EVERY_MS = 400;
const PATIENCE_MS = 700;
/** After words that could not be written. */
const AGAIN_MS = 10_000;

type Unsaid = Awaited<ReturnType<Queue["unsaid"]>>[number];

/** Disposing waits for words that are being written. */
export function tellOfWaiting({ queue, github, clock, log }: WaitingDeps): AsyncDisposable {
  const over = new AbortController();
  const tryAgainAt = new Map<string, number>();
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
      await Promise.all(due.map(say));
      await Promise.allSettled([clock.sleep(LOOK_EVERY_MS, over.signal)]);
    }
  }

  async function say(unsaid: Unsaid): Promise<void> {
    const { job, runId, why } = unsaid;
    const fields = { runId, issue: issueName(job.issue), why };
    const [said] = await Promise.allSettled([
      queue.whileItWaits({ issue: job.issue, runId }, (may) => write(unsaid, may)),
    ]);
    if (said.status === "rejected") {
      tryAgainAt.set(runId, clock.now() + AGAIN_MS);
      log.warn({ ...fields, reason: reasonOf(said.reason) }, "could not say that a run waits");
    } else if (said.value) log.info(fields, "a run waits");
  }

  async function write({ job, runId, why }: Unsaid, may: () => Promise<boolean>): Promise<void> {
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

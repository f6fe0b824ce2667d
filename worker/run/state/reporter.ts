// Watches what a run knows and keeps the issue's comment and labels up to date. Coalesces: writing never holds up the work.
import { type Clock, isoNow } from "../../../src/clock.ts";
import { reasonOf } from "../../../src/domain/errors.ts";
import type { RunState } from "../../../src/domain/run-state.ts";
import type { GitHub } from "../../../src/github/github.ts";
import { shownOver } from "../../../src/github/shown.ts";
import type { Log } from "../../../src/log.ts";
import type { Claim } from "../../../src/queue/queue.ts";
import { gapMs, type Written } from "../decisions/pace.ts";

export type Reporter = {
  /** Written in the background, the newest state winning, as far apart as `gapMs` says. */
  observe(state: RunState): void;
  /** Writes the newest state at once. Resolves when it is written, or cannot be. Never rejects. */
  written(): Promise<void>;
  /** Resolves when nothing is being written any more, and nothing will be. Never rejects. */
  stop(): Promise<void>;
};

export type ReporterDeps = {
  claim: Pick<Claim, "holds">;
  github: Pick<GitHub, "status">;
  clock: Clock;
  log: Log;
};

export function startReporter({ claim, github, clock, log }: ReporterDeps): Reporter {
  const over = new AbortController();
  let newest: RunState | null = null;
  let last: Written | null = null;
  let isLabelled = false;
  let isQueued = false;
  let timer = new AbortController();
  let writing: Promise<void> = Promise.resolve();

  /** A worker that lost its claim writes nothing; a comment that cannot be written does not end a run. */
  const later = (task: () => Promise<void>) => {
    writing = writing
      .then(async () => {
        if (!over.signal.aborted && (await claim.holds())) await task();
      })
      .catch((error) => {
        log.warn({ reason: reasonOf(error) }, "the issue could not be brought up to date");
      });
  };
  const write = async () => {
    isQueued = false;
    if (newest === null) return;
    const { issue, running, spec } = newest;
    const edits = last?.phases === running.join() ? last.edits + 1 : 0;
    last = { atMs: clock.now(), phases: running.join(), version: spec?.version ?? null, edits };
    const { place } = github.status;
    const view = { ...newest, updatedAt: isoNow(clock), outcome: null, place };
    await github.status.writeSticky(issue, (there) => shownOver(there, view));
  };
  /** Each state sets the moment anew; until then, newer ones take the place of older ones. */
  const schedule = async (state: RunState) => {
    timer.abort();
    timer = new AbortController();
    const { signal } = timer;
    const ms = last === null ? 0 : last.atMs + gapMs(last, state) - clock.now();
    if (ms > 0) await clock.sleep(ms, AbortSignal.any([signal, over.signal]));
    else await null;
    if (signal.aborted || isQueued) return;
    isQueued = true;
    later(write);
  };

  return {
    observe(state) {
      newest = state;
      const { commentRead, labels, issue } = state;
      if (labels !== null && !isLabelled) {
        isLabelled = true;
        const change = { add: [labels.working], remove: [labels.needsInfo, labels.blocked] };
        later(async () => {
          const [changed] = await Promise.allSettled([github.status.changeLabels(issue, change)]);
          isLabelled = changed.status === "fulfilled";
          if (changed.status === "rejected") throw changed.reason;
        });
      }
      if (commentRead && !over.signal.aborted) void Promise.allSettled([schedule(state)]);
    },
    async written() {
      timer.abort();
      if (newest?.commentRead === true) later(write);
      await writing;
    },
    async stop() {
      over.abort();
      await writing;
    },
  };
}

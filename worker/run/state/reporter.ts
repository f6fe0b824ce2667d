// Watches what a run knows and keeps the issue's comment and labels up to date. Coalesces: writing never holds up the work.
import { type Clock, isoNow } from "../../../src/clock.ts";
import { reasonOf } from "../../../src/domain/errors.ts";
import type { RunState } from "../../../src/domain/run-state.ts";
import type { GitHub } from "../../../src/github/github.ts";
import type { Log } from "../../../src/log.ts";
import { renderSticky } from "../../../src/messages/sticky.ts";
import type { Claim } from "../../../src/queue/queue.ts";

export type Reporter = {
  /** Written in the background, the newest state winning. */
  observe(state: RunState): void;
  /** Resolves when the newest state is written, or cannot be. Never rejects. */
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
  let newest: RunState | null = null;
  let isLabelled = false;
  let pending = false;
  let stopped = false;
  let writing: Promise<void> = Promise.resolve();

  /** A worker that lost its claim writes nothing; a comment that cannot be written does not end a run. */
  const later = (task: () => Promise<void>) => {
    writing = writing
      .then(async () => {
        if (!stopped && (await claim.holds())) await task();
      })
      .catch((error) => {
        log.warn({ reason: reasonOf(error) }, "the issue could not be brought up to date");
      });
  };
  const write = async () => {
    pending = false;
    if (newest === null) return;
    const comment = renderSticky({ ...newest, updatedAt: isoNow(clock), outcome: null });
    await github.status.writeSticky(newest.issue, comment);
  };

  return {
    observe(state) {
      newest = state;
      const { commentRead, labels, issue } = state;
      if (labels !== null && !isLabelled) {
        isLabelled = true;
        const change = { add: [labels.working], remove: [labels.needsInfo, labels.blocked] };
        later(() => github.status.changeLabels(issue, change));
      }
      if (pending || !commentRead) return;
      pending = true;
      later(write);
    },
    written: () => writing,
    async stop() {
      stopped = true;
      await writing;
    },
  };
}

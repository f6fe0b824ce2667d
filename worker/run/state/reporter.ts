// Keeps the sticky comment and the ledger up to date while the run goes on. Coalesces: writing never holds up the work.
import { type Clock, isoNow } from "../../../src/clock.ts";
import { reasonOf } from "../../../src/domain/errors.ts";
import type { PhaseName } from "../../../src/domain/outcome.ts";
import type { IssueRef } from "../../../src/domain/repository.ts";
import type { Happening } from "../../../src/domain/run-event.ts";
import type { GitHub, LabelChange } from "../../../src/github/github.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import type { Log } from "../../../src/log.ts";
import { renderSticky, type StickyView } from "../../../src/messages/sticky.ts";
import type { Claim } from "../../../src/queue/queue.ts";

export type Reporter = {
  view(): StickyView;
  /** What the issue showed before is known: from now on the comment may be written without losing it. */
  open(known: Partial<StickyView>): void;
  /** Changes what the comment shows; written in the background, the newest state winning. */
  show(change: Partial<StickyView>): void;
  /** Runs one phase: shown, timed, and in the ledger. */
  phase<T>(name: PhaseName, work: () => Promise<T>): Promise<T>;
  event(happening: Happening): Promise<void>;
  /** Changes labels in the background. */
  labels(change: LabelChange): void;
  /** Ends all writing in the background. Answers what the comment shows; null where it was never read. Never rejects. */
  close(): Promise<StickyView | null>;
};

export type ReporterDeps = {
  issue: IssueRef;
  claim: Claim;
  github: Pick<GitHub, "status">;
  ledger: Pick<Ledger, "append">;
  clock: Clock;
  log: Log;
};

export function startReporter(first: StickyView, deps: ReporterDeps): Reporter {
  let view = first;
  let writing: Promise<void> = Promise.resolve();
  let pending = false;
  let opened = false;
  let closed = false;

  /** A worker that lost its claim writes nothing; a comment that cannot be written does not end a run. */
  const write = async () => {
    pending = false;
    if (closed || !(await deps.claim.holds())) return;
    view = { ...view, updatedAt: isoNow(deps.clock) };
    await deps.github.status.writeSticky(deps.issue, renderSticky(view));
  };
  const later = (task: () => Promise<void>) => {
    writing = writing.then(task).catch((error) => {
      deps.log.warn({ reason: reasonOf(error) }, "the issue could not be brought up to date");
    });
  };
  const background = () => {
    if (pending || !opened) return;
    pending = true;
    later(write);
  };
  const event = (happening: Happening) =>
    deps.ledger.append({ runId: view.runId, issue: deps.issue, at: isoNow(deps.clock), ...happening });

  return {
    view: () => view,
    open(known) {
      opened = true;
      view = { ...view, ...known };
      background();
    },
    show(change) {
      view = { ...view, ...change };
      background();
    },
    async phase(name, work) {
      const startedAt = deps.clock.now();
      view = { ...view, running: [...view.running, name] };
      background();
      await event({ kind: "phase-started", phase: name });
      try {
        return await work();
      } finally {
        const durationMs = deps.clock.now() - startedAt;
        view = {
          ...view,
          running: view.running.filter((n) => n !== name),
          done: withPhase(view.done, name, durationMs),
        };
        await event({ kind: "phase-ended", phase: name, durationMs });
      }
    },
    event,
    labels(change) {
      later(async () => {
        if (await deps.claim.holds()) await deps.github.status.changeLabels(deps.issue, change);
      });
    },
    async close() {
      closed = true;
      await writing;
      return opened ? view : null;
    },
  };
}

/** A phase that runs again adds to its time. */
function withPhase(done: StickyView["done"], name: PhaseName, durationMs: number): StickyView["done"] {
  const before = done.find((phase) => phase.name === name);
  if (before === undefined) return [...done, { name, durationMs }];
  return done.map((phase) =>
    phase === before ? { name, durationMs: phase.durationMs + durationMs } : phase,
  );
}

// A ledger in memory, as much of it as a run writes and a test reads.
import type { RunReport } from "../../../src/domain/outcome.ts";
import type { RunEvent } from "../../../src/domain/run-event.ts";
import type { RunPart, SaidStep } from "../../../src/domain/run-part.ts";
import type { Ledger, LedgerWriter, PullEnded } from "../../../src/ledger/ledger.ts";

export type FakeLedger = LedgerWriter &
  Pick<Ledger, "pullEnded" | "issue" | "readReport" | "events"> & {
    /** Of all runs, in the order they came. */
    all: RunEvent[];
    /** The newest of each kind. */
    kept: Map<RunPart["kind"], RunPart>;
    heard: SaidStep[];
    pullsEnded: PullEnded[];
  };

export function fakeLedger(): FakeLedger {
  const all: RunEvent[] = [];
  const reports = new Map<string, RunReport>();
  const kept: FakeLedger["kept"] = new Map();
  const heard: SaidStep[] = [];
  const pullsEnded: PullEnded[] = [];
  const eventsOf = (runId: string) => all.filter((event) => event.runId === runId);
  return {
    all,
    kept,
    heard,
    pullsEnded,
    issue: async () => null,
    pullEnded: async (ended) => void pullsEnded.push(ended),
    keepPart: async (_runId, part) => void kept.set(part.kind, part),
    say: async (_runId, step) => void heard.push(step),
    append: async (event) => void all.push(event),
    saveReport: async (report) => void reports.set(report.runId, report),
    readReport: async (runId) => reports.get(runId) ?? null,
    events: async (runId) => eventsOf(runId),
  };
}

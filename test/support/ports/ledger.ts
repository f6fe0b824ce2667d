// A ledger in memory, as much of it as a run writes and a test reads.
import type { RunReport } from "../../../src/domain/outcome.ts";
import type { RunEvent } from "../../../src/domain/run-event.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";

export type FakeLedger = Pick<Ledger, "append" | "saveReport" | "readReport" | "events" | "runs"> & {
  /** Of all runs, in the order they came. */
  all: RunEvent[];
};

export function fakeLedger(): FakeLedger {
  const all: RunEvent[] = [];
  const reports = new Map<string, RunReport>();
  const eventsOf = (runId: string) => all.filter((event) => event.runId === runId);
  return {
    all,
    append: async (event) => void all.push(event),
    saveReport: async (report) => void reports.set(report.runId, report),
    readReport: async (runId) => reports.get(runId) ?? null,
    events: async (runId) => eventsOf(runId),
    async runs(limit) {
      const ids = [...new Set(all.map(({ runId }) => runId))];
      const found = ids.flatMap((runId) => {
        const [first] = eventsOf(runId);
        const end = eventsOf(runId).find((event) => event.kind === "ended");
        const ended = end?.outcome.kind ?? null;
        return first === undefined ? [] : [{ runId, issue: first.issue, startedAt: first.at, ended }];
      });
      return found.toSorted((a, b) => (a.startedAt > b.startedAt ? -1 : 1)).slice(0, limit);
    },
  };
}

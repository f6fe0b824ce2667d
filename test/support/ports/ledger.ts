// A ledger in memory, as much of it as a run writes and a test reads.
import type { Ledger, RunEvent } from "../../../src/ledger/ledger.ts";

export type FakeLedger = Pick<Ledger, "append" | "saveReport" | "readReport" | "events" | "runs"> & {
  /** Of all runs, in the order they came. */
  all: RunEvent[];
};

export function fakeLedger(): FakeLedger {
  const all: RunEvent[] = [];
  const reports = new Map<string, string>();
  const eventsOf = (runId: string) => all.filter((event) => event.runId === runId);
  return {
    all,
    append: async (event) => void all.push(event),
    saveReport: async (runId, report) => void reports.set(runId, JSON.stringify(report)),
    readReport: async (runId) => JSON.parse(reports.get(runId) ?? "null"),
    events: async (runId) => eventsOf(runId),
    async runs(limit) {
      const ids = [...new Set(all.map(({ runId }) => runId))];
      const found = ids.flatMap((runId) => {
        const [first] = eventsOf(runId);
        const ended = eventsOf(runId).find(({ kind }) => kind === "ended")?.what ?? null;
        return first === undefined ? [] : [{ runId, issue: first.issue, startedAt: first.at, ended }];
      });
      return found.toSorted((a, b) => (a.startedAt > b.startedAt ? -1 : 1)).slice(0, limit);
    },
  };
}

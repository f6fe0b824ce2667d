// What every ledger must do for the run that writes it and for its readers.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { RunReport } from "../../src/domain/outcome.ts";
import { ended, type Happening, type RunEvent } from "../../src/domain/run-event.ts";
import type { Ledger } from "../../src/ledger/ledger.ts";

export type LedgerWorld = AsyncDisposable & {
  ledger: Pick<Ledger, "append" | "saveReport" | "readReport" | "events">;
};

const issue = { repository: { owner: "octo", name: "hello" }, number: 1 };
const outcome = { kind: "no-change", reason: { kind: "spec-unchanged" } } as const;
const report: RunReport = { runId: "r1", outcome, spec: null, usage: {}, phases: [] };
const started: Happening = { kind: "started", job: "work", asker: { kind: "person", login: "ada" } };

const anEvent = (at: string, happening: Happening, runId = "r1"): RunEvent => ({
  ...{ runId, issue, at: `2030-01-01T00:00:${at}.000Z` },
  ...happening,
});

export function describeLedger(name: string, open: () => Promise<LedgerWorld>): void {
  describe(`${name}, as a ledger`, () => {
    let world: LedgerWorld;
    beforeEach(async () => {
      world = await open();
    });
    afterEach(async () => {
      await world[Symbol.asyncDispose]();
    });

    it("keeps the events of a run in order", async () => {
      const events = [
        anEvent("00", started),
        anEvent("01", { kind: "phase-started", phase: "ticket" }),
        anEvent("02", ended(outcome)),
      ];
      for (const event of [...events, anEvent("03", started, "r2")]) await world.ledger.append(event);
      expect(await world.ledger.events("r1")).toEqual(events);
      expect(await world.ledger.events("r9")).toEqual([]);
    });

    it("keeps the newest report of a run", async () => {
      const { ledger } = world;
      await ledger.saveReport({ ...report, phases: [{ name: "ticket", durationMs: 1 }] });
      await ledger.saveReport(report);
      expect([await ledger.readReport("r1"), await ledger.readReport("r9")]).toEqual([report, null]);
    });
  });
}

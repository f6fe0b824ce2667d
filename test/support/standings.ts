// Issues and runs as the ledger tells of them, for tests of the page.
import { DEFAULT_BUDGET } from "../../src/domain/budget.ts";
import type { RunRow, Standing } from "../../src/ledger/rows.ts";

export const NOON = Date.parse("2030-01-01T12:00:00.000Z");

export function aRunRow(part: Partial<RunRow> = {}): RunRow {
  return {
    runId: "r1",
    issue: { repository: { id: 11, owner: "octo", name: "duration" }, number: 1 },
    title: "Round once",
    job: "work",
    startedAt: "2030-01-01T11:30:00.000Z",
    endedAt: null,
    ended: null,
    phase: "build",
    phaseAt: "2030-01-01T11:40:00.000Z",
    steps: 4,
    tokens: 1000,
    usd: 0.5,
    budget: DEFAULT_BUDGET,
    shares: { usd: 0.1, tokens: 0.01, steps: 0.03, minutes: 0.2 },
    ...{ architect: null, coder: "m1", reviewer: null, conflicts: 0 },
    installationId: 5,
    ...part,
  };
}

export function aStanding(part: Partial<Standing> = {}): Standing {
  const newest = part.newest === undefined ? aRunRow() : part.newest;
  return {
    issue: newest?.issue ?? { repository: { id: 11, owner: "octo", name: "duration" }, number: 1 },
    title: "Round once",
    lane: "running",
    since: Date.parse("2030-01-01T11:30:00.000Z"),
    run: "r1",
    rounds: 0,
    usd: 0,
    pull: null,
    merged: null,
    head: null,
    outcome: null,
    installationId: 5,
    newest,
    ...part,
  };
}

/** What of a page a person reads: its text, with one line for each block. */
export function readable(page: string): string {
  const main = /<main[^>]*>([\s\S]*)<\/main>/.exec(page)?.[1] ?? "";
  return main
    .replace(/<(?:\/?(?:tr|p|h\d|section|li|table|pre|summary|dt|form|option)|br)[^>]*>/g, "\n")
    .replace(/<\/t[dh]>/g, " | ")
    .replace(/<[^>]+>/g, "")
    .replace(/[^\S\n]+/g, " ")
    .replace(/ *\n[\s|]*/g, "\n")
    .trim();
}

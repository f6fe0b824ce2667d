// Which phase of a run is at work: two may be at once, and a process that goes away leaves one begun.
import { expect, it } from "@jest/globals";
import type { PhaseName } from "../../../src/domain/outcome.ts";
import type { Happening } from "../../../src/domain/run-event.ts";
import { atWorkIn, notedOf } from "../../../src/ledger/noted.ts";
import { aJob } from "../../support/builders.ts";

const started: Happening = { kind: "started", job: "work", asker: { kind: "person", login: "ada" } };
const begins = (phase: PhaseName): Happening => ({ kind: "phase-started", phase });
const ends = (phase: PhaseName): Happening => ({ kind: "phase-ended", phase, durationMs: 1 });

/** The phase that the row of the run tells after all of them, one a minute. */
function atWorkAfter(...happenings: Happening[]): string | null {
  const row: Record<string, string> = {};
  for (const [minute, happening] of happenings.entries()) {
    const at = new Date(Date.UTC(2030, 0, 1, 0, minute)).toISOString();
    const { run } = notedOf({ runId: "a", issue: aJob({}).issue, at, ...happening });
    for (const [field, value] of Object.entries(run)) row[field] = String(value);
  }
  return { ...row, ...atWorkIn(row) }.phase ?? null;
}

it.each<[string, Happening[], string | null]>([
  ["nothing before the first", [started], null],
  ["the one that began last", [started, begins("spec"), begins("baseline")], "baseline"],
  ["the one that is left", [started, begins("spec"), begins("baseline"), ends("baseline")], "spec"],
  ["the one before, between two", [started, begins("ticket"), ends("ticket")], "ticket"],
  [
    "none that a lost process began",
    [started, begins("spec"), started, begins("build"), ends("build")],
    "build",
  ],
])("is %s", (_which, happenings, phase) => {
  expect(atWorkAfter(...happenings)).toBe(phase);
});

// Entries as they lie in Redis: what is written is read, and so is what the version before wrote, to the letter.
import { describe, expect, it } from "@jest/globals";
import { brokenCheck } from "../../../src/domain/broken-check.ts";
import { gaveUp, type RunReport } from "../../../src/domain/outcome.ts";
import { ended, type RunEvent } from "../../../src/domain/run-event.ts";
import { eventEntry, readEvent, readReport, reportEntry } from "../../../src/ledger/entries.ts";
import { aCheckResult } from "../../support/builders.ts";

const head = {
  runId: "0d6c",
  issue: { repository: { owner: "octo", name: "clock" }, number: 12 },
  at: "2030-01-01T00:00:00.000Z",
};
const outcome = {
  kind: "failed",
  reason: { kind: "begun-too-often", cause: { kind: "workers-died", times: 4 } },
  log: "Killed",
  patchKept: null,
} satisfies RunReport["outcome"];

describe("an entry of this version", () => {
  it("is read as it was written, the log of an outcome in the report alone", () => {
    const end: RunEvent = { ...head, ...ended(outcome) };
    const report: RunReport = { runId: "0d6c", outcome, spec: null, usage: {}, phases: [] };
    expect(readEvent(eventEntry(end))).toEqual({
      ...head,
      kind: "ended",
      outcome: { ...outcome, log: null },
    });
    expect(readReport(reportEntry(report))).toEqual(report);
  });

  it("has the broken checks of a run that gave up in the report alone", () => {
    const reason = { kind: "not-handed-in", attempts: 5 } as const;
    const tests = [{ name: "adds", status: "failed", message: "1 == 2" } as const];
    const failing = aCheckResult({ ending: "failed", exitStatus: 1, tests });
    const outcome = gaveUp(reason, [brokenCheck(failing, "1 failed")]);
    const report: RunReport = { runId: "0d6c", outcome, spec: null, usage: {}, phases: [] };
    expect(readEvent(eventEntry({ ...head, ...ended(outcome) }))).toEqual({
      ...head,
      kind: "ended",
      outcome: gaveUp(reason),
    });
    expect(readReport(reportEntry(report))).toEqual(report);
  });
});

describe("an entry of the version before", () => {
  const first = (rest: string) =>
    `{"runId":"0d6c","issue":"octo/clock#12","at":"2030-01-01T00:00:00.000Z",${rest}}`;

  it.each([
    [
      `"kind":"started","what":"work","detail":"asked by ada","durationMs":null`,
      { kind: "past", was: "started", what: "work", told: "asked by ada" },
    ],
    [
      `"kind":"phase-started","what":"work order","detail":"","durationMs":null`,
      { kind: "phase-started", phase: "work order" },
    ],
    [
      `"kind":"phase-ended","what":"baseline","detail":"","durationMs":812`,
      { kind: "phase-ended", phase: "baseline", durationMs: 812 },
    ],
    [
      `"kind":"note","what":"wall","detail":"12 steps in a row changed nothing and showed nothing new; the architect's answer: amend","durationMs":null`,
      {
        ...{ kind: "past", was: "note", what: "wall" },
        told: "12 steps in a row changed nothing and showed nothing new; the architect's answer: amend",
      },
    ],
    [
      `"kind":"ended","what":"opened","detail":"https://github.com/octo/clock/pull/13","durationMs":null`,
      { kind: "past", was: "ended", what: "opened", told: "https://github.com/octo/clock/pull/13" },
    ],
  ])("is an event of today where its facts suffice, else told in its own words: %s", (rest, read) => {
    expect(readEvent(first(rest))).toEqual({ ...head, ...read });
  });

  it.each([
    [
      `{"kind":"failed","what":"The sandbox could not be used","because":"no engine","remedy":"Once that is mended, comment \`/ai retry\`","log":null,"patchKept":null}`,
      { what: "failed", told: "The sandbox could not be used: no engine" },
    ],
    [
      `{"kind":"opened","pull":{"number":13,"url":"https://github.com/octo/clock/pull/13","headSha":"c0ffee"},"stand":"2 of 2 criteria proven"}`,
      { what: "opened", told: "2 of 2 criteria proven" },
    ],
    [
      `{"kind":"cancelled","by":"ada","because":"the label was removed"}`,
      { what: "cancelled", told: "the label was removed" },
    ],
    [`{"kind":"needs-answer","questions":[],"patchKept":null}`, { what: "needs-answer", told: "" }],
  ])("is a report whose outcome is told in its own words: %s", (was, read) => {
    const text = `{"runId":"0d6c","outcome":${was},"spec":null,"usage":{"coder":{"inputTokens":9,"cachedTokens":0,"outputTokens":1,"steps":1,"usd":0.02}},"phases":[{"name":"work order","durationMs":7}]}`;
    expect(readReport(text)).toEqual({
      runId: "0d6c",
      outcome: { kind: "past", was: "ended", ...read },
      spec: null,
      usage: { coder: { inputTokens: 9, cachedTokens: 0, outputTokens: 1, steps: 1, usd: 0.02 } },
      phases: [{ name: "work order", durationMs: 7 }],
    });
  });
});

it("reads nothing of a version that is not known", () => {
  expect([readEvent(`{"version":3,"event":{}}`), readReport(`{"version":3,"report":{}}`)]).toEqual([
    null,
    null,
  ]);
});

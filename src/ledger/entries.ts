// How events and reports lie in Redis: facts under a version, and what is read of the version before, which kept sentences.
import { z } from "zod";
import { Role, Usage } from "../domain/budget.ts";
import { PhaseName, RunReport } from "../domain/outcome.ts";
import { readIssueName } from "../domain/repository.ts";
import { RunEvent } from "../domain/run-event.ts";
import { Spec } from "../domain/spec.ts";
import type { KeptEvent, KeptReport } from "./ledger.ts";

/** Version 1 wrote no version. */
const VERSION = 2;

const EventEntry = z.object({ version: z.literal(VERSION), event: RunEvent });
const ReportEntry = z.object({ version: z.literal(VERSION), report: RunReport });

export function eventEntry(event: RunEvent): string {
  return JSON.stringify({ version: VERSION, event } satisfies z.infer<typeof EventEntry>);
}

export function reportEntry(report: RunReport): string {
  return JSON.stringify({ version: VERSION, report } satisfies z.infer<typeof ReportEntry>);
}

/** Null for an entry of a version that we do not know. */
export function readEvent(text: string): KeptEvent | null {
  const entry: unknown = JSON.parse(text);
  const first = FirstEvent.safeParse(entry).data;
  return EventEntry.safeParse(entry).data?.event ?? (first === undefined ? null : sinceFirst(first));
}

export function readReport(text: string): KeptReport | null {
  const entry: unknown = JSON.parse(text);
  return ReportEntry.safeParse(entry).data?.report ?? FirstReport.safeParse(entry).data ?? null;
}

const FirstEvent = z.object({
  version: z.never().optional(),
  runId: z.string(),
  issue: z.string(),
  at: z.string(),
  kind: z.enum(["started", "phase-started", "phase-ended", "note", "ended"]),
  /** Kind of job, phase, kind of note or kind of outcome. */
  what: z.string(),
  detail: z.string(),
  durationMs: z.number().nullable(),
});

function sinceFirst({ kind, what, detail, ...event }: z.infer<typeof FirstEvent>): KeptEvent | null {
  const issue = readIssueName(event.issue);
  if (issue === null) return null;
  const head = { runId: event.runId, issue, at: event.at };
  if (kind === "started" || kind === "note" || kind === "ended")
    return { ...head, kind: "past", was: kind, what, told: detail };
  const phase = PhaseName.safeParse(what).data;
  if (phase === undefined) return null;
  return kind === "phase-started"
    ? { ...head, kind, phase }
    : { ...head, kind, phase, durationMs: event.durationMs ?? 0 };
}

const FirstOutcome = z.object({
  kind: z.string(),
  what: z.string().optional(),
  because: z.string().optional(),
  stand: z.string().optional(),
  by: z.string().optional(),
});

const FirstReport = z
  .object({
    version: z.never().optional(),
    runId: z.string(),
    outcome: FirstOutcome,
    spec: Spec.nullable(),
    usage: z.partialRecord(Role, Usage),
    phases: RunReport.shape.phases,
  })
  .transform(({ version: _, outcome, ...report }): KeptReport => {
    const { kind, what, because, stand, by } = outcome;
    const told = [what, because ?? stand ?? by].filter((part) => part !== undefined).join(": ");
    return { ...report, outcome: { kind: "past", was: "ended", what: kind, told } };
  });

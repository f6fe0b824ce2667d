// The port to run history and live events: what the operator's page and `demo` read. GitHub stays the truth.
import { z } from "zod";
import type { IssueRef } from "../domain/repository.ts";

export const RunEvent = z.object({
  runId: z.string(),
  /** `owner/name#12` */
  issue: z.string(),
  /** ISO 8601, UTC. */
  at: z.string(),
  kind: z.enum(["started", "phase-started", "phase-ended", "note", "ended"]),
  /** Phase name, note or outcome kind. */
  what: z.string(),
  /** One short line for a person; never a prompt, a token or a patch. */
  detail: z.string(),
  durationMs: z.number().nullable(),
});
export type RunEvent = z.infer<typeof RunEvent>;

export type Ledger = AsyncDisposable & {
  /** Appends to the run's stream and to the live feed. Keeps the newest 1,000 events of a run, for 30 days. */
  append(event: RunEvent): Promise<void>;
  /** The run's result as JSON (RunReport, evidence, transcript address), kept 30 days. */
  saveReport(runId: string, report: unknown): Promise<void>;
  readReport(runId: string): Promise<unknown>;
  events(runId: string): Promise<RunEvent[]>;
  /** Newest first. */
  runs(limit: number): Promise<{ runId: string; issue: string; startedAt: string; ended: string | null }[]>;
  runsOf(issue: IssueRef): Promise<string[]>;
  /** Events of all runs from now on; ends when the signal aborts. */
  follow(signal: AbortSignal): AsyncIterable<RunEvent>;
};

// What the ledger tells of issues and runs at a glance, and how a row of it lies in Redis.
import { z } from "zod";
import { Budget, Shares } from "../domain/budget.ts";
import { JobKind } from "../domain/job.ts";
import { Outcome, PhaseName } from "../domain/outcome.ts";
import { IssueRef, readIssueName } from "../domain/repository.ts";

/** Where an issue stands. What waits for its turn is known to the queue alone. */
export const LANES = ["running", "needs-answer", "in-review", "blocked", "done"] as const;
export const Lane = z.enum(LANES);
export type Lane = z.infer<typeof Lane>;

/** An earlier version kept its name alone. */
const Located = z
  .string()
  .transform((text) => (text.startsWith("{") ? JSON.parse(text) : readIssueName(text)))
  .pipe(IssueRef);
const Amount = z.coerce.number();
/** A field that holds JSON; null where it is absent, or of a version that this one cannot read. */
const jsonOf = <T>(schema: z.ZodType<T>) =>
  z
    .string()
    .optional()
    .transform((text) => (text === undefined ? null : (schema.safeParse(JSON.parse(text)).data ?? null)));

export const RunRow = z.object({
  runId: z.string(),
  issue: Located,
  /** In its author's words, as the run read it; null until then. */
  title: z.string().nullable().default(null),
  job: JobKind.nullable().default(null),
  /** ISO 8601, UTC. */
  startedAt: z.string(),
  endedAt: z.string().nullable().default(null),
  /** The kind of its outcome; null while it has none. */
  ended: z.string().nullable().default(null),
  /** At work, and begun last of those; between two phases the one before; null before the first. */
  phase: z
    .string()
    .optional()
    .transform((name) => PhaseName.safeParse(name).data ?? null),
  phaseAt: z.string().nullable().default(null),
  steps: Amount.default(0),
  tokens: Amount.default(0),
  /** Null: the price is not known. */
  usd: z
    .string()
    .optional()
    .transform((text) => (text === "" ? null : Number(text ?? 0))),
  budget: jsonOf(Budget),
  shares: jsonOf(Shares),
  /** The model of each role; null: it was not asked. */
  architect: z.string().nullable().default(null),
  coder: z.string().nullable().default(null),
  reviewer: z.string().nullable().default(null),
  /** Times that the change met a conflict with what others changed. */
  conflicts: Amount.default(0),
  installationId: Amount.nullable().default(null),
});
export type RunRow = z.infer<typeof RunRow>;

export const IssueRow = z.object({
  issue: Located,
  title: z.string().nullable().default(null),
  lane: Lane,
  /** Milliseconds since the epoch: when it came there; in review: when its pull request was opened. */
  since: Amount,
  /** The id of its newest run. */
  run: z.string(),
  /** Reviews of its newest pull request that were answered by a commit. */
  rounds: Amount.default(0),
  /** Of all its runs that ended; those without a known price count nothing. */
  usd: Amount.default(0),
  /** Its open pull request. */
  pull: Amount.nullable().default(null),
  merged: Amount.nullable().default(null),
  /** The commit that we published last. */
  head: z.string().nullable().default(null),
  /** How its newest run ended, without log; null while it runs. */
  outcome: jsonOf(Outcome),
  installationId: Amount.nullable().default(null),
});
export type IssueRow = z.infer<typeof IssueRow>;

/** An issue with its newest run. */
export type Standing = IssueRow & { newest: RunRow | null };

/** A page of a long list: `from` counts from 0. */
export type Span = { from: number; count: number };
export type Listed<T> = { rows: T[]; of: number };

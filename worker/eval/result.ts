// The record of a finished case and of its configuration. An evaluation that goes on reads it back.
import { z } from "zod";
import { addUsage, Budget, NO_USAGE, Role, type Usage } from "../../src/domain/budget.ts";
import { PHASES } from "../../src/domain/outcome.ts";
import { Verdict, VerdictReason } from "./verdict.ts";

const count = z.int().nonnegative();

const UsageRead = z.object({
  inputTokens: count,
  cachedTokens: count,
  outputTokens: count,
  steps: count,
  usd: z.number().nonnegative().nullable(),
});

const HiddenRead = z.object({
  ending: z.enum(["passed", "failed", "timed-out", "not-laid"]),
  exitStatus: z.int().nullable(),
  durationMs: z.number(),
});

export const CaseResult = z.object({
  name: z.string(),
  /** A digest of the case's content; empty if the case could not be read. */
  digest: z.string(),
  verdict: Verdict,
  reason: VerdictReason,
  /** The kind of the run's outcome; null: no run reached one. */
  outcome: z.string().nullable(),
  /** From the beginning of the run to its outcome; 0 for a case without a run. */
  runMs: z.number(),
  /** The run together with set-up and hidden tests. */
  totalMs: z.number(),
  usage: z.partialRecord(Role, UsageRead),
  phases: z.array(z.object({ name: z.enum(PHASES), durationMs: z.number() })),
  hidden: z.object({ base: HiddenRead.nullable(), change: HiddenRead.nullable() }),
});
export type CaseResult = z.infer<typeof CaseResult>;

export const Configuration = z.object({
  label: z.string(),
  architect: z.enum(["on", "off"]),
  models: z.partialRecord(Role, z.string()),
  budget: Budget,
});
export type Configuration = z.infer<typeof Configuration>;

export const Evaluation = z.object({
  version: z.literal(2),
  configuration: Configuration,
  cases: z.array(CaseResult),
});
export type Evaluation = z.infer<typeof Evaluation>;

/** A settled case does not run again. A broken case may have been mended, and an error may not return. */
export function isSettled({ verdict }: CaseResult): boolean {
  return verdict === "resolved" || verdict === "false-success" || verdict === "honest-stop";
}

export type Summary = {
  counts: Record<Verdict, number>;
  /** Cases that say something about the models. */
  settled: number;
  published: number;
  usage: Partial<Record<Role, Usage>>;
  total: Usage;
  runMs: number;
};

export function summaryOf(cases: CaseResult[]): Summary {
  const of = (verdict: Verdict) => cases.filter((each) => each.verdict === verdict).length;
  const counts = {
    resolved: of("resolved"),
    "false-success": of("false-success"),
    "honest-stop": of("honest-stop"),
    "broken-case": of("broken-case"),
    error: of("error"),
  };
  const usage: Summary["usage"] = {};
  for (const role of Role.options) {
    const spent = cases.flatMap((each) => each.usage[role] ?? []);
    if (spent.length > 0) usage[role] = spent.reduce(addUsage, NO_USAGE);
  }
  return {
    counts,
    settled: cases.filter(isSettled).length,
    published: counts.resolved + counts["false-success"],
    usage,
    total: Object.values(usage).reduce(addUsage, NO_USAGE),
    runMs: cases.reduce((sum, each) => sum + each.runMs, 0),
  };
}

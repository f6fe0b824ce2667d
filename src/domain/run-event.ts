// What happens during a run, one fact at a time, as the ledger keeps it. The words for it are made where it is shown.
import { z } from "zod";
import { Asker } from "./asker.ts";
import { Budget, Role, Shares, Usage } from "./budget.ts";
import { CheckEnding } from "./evidence.ts";
import { JobKind } from "./job.ts";
import { Outcome, PhaseName } from "./outcome.ts";
import { IssueRef } from "./repository.ts";
import { Spec } from "./spec.ts";
import { Wall } from "./wall.ts";

export const Happening = z.discriminatedUnion("kind", [
  /** Again for each execution of the run. `resumed`: what an earlier execution had done, and the replies of models it paid. */
  z.object({
    kind: z.literal("started"),
    job: JobKind,
    asker: Asker,
    resumed: z.object({ times: z.int(), done: z.array(PhaseName), replies: z.int() }).optional(),
  }),
  /** The issue was read. `title`: in the words of its author. */
  z.object({ kind: z.literal("read"), title: z.string(), installationId: z.int(), budget: Budget }),
  /** A role replied. `spent`: by all roles so far; `shares`: of each cap of the budget. */
  z.object({
    kind: z.literal("stepped"),
    role: Role,
    model: z.string(),
    step: z.int(),
    spent: Usage,
    shares: Shares,
  }),
  /** What is to be built, of this version on. */
  z.object({ kind: z.literal("specified"), spec: Spec }),
  /** A change of the coder was measured: each check, with how many of its tests failed and what its tools complained of. */
  z.object({
    kind: z.literal("attempted"),
    attempt: z.int(),
    checks: z.array(
      z.object({ name: z.string(), ending: CheckEnding, failedTests: z.int(), diagnostics: z.int() }),
    ),
    criteria: z.object({ proven: z.int(), of: z.int() }),
  }),
  z.object({ kind: z.literal("phase-started"), phase: PhaseName }),
  z.object({ kind: z.literal("phase-ended"), phase: PhaseName, durationMs: z.number() }),
  /** The coder came to a wall; `advice`: what the architect made of it. */
  z.object({
    kind: z.literal("wall"),
    wall: Wall,
    advice: z.enum(["amend", "narrow", "ask", "stop"]),
  }),
  /** What others changed stands in the way of the change, which is done again: on the base, or on its own branch. */
  z.object({ kind: z.literal("conflict"), with: z.enum(["base", "branch"]) }),
  /** The outcome without its log and its broken checks, which are in the report only. */
  z.object({ kind: z.literal("ended"), outcome: Outcome }),
]);
export type Happening = z.infer<typeof Happening>;

export const EventHead = z.object({
  runId: z.string(),
  issue: IssueRef,
  /** ISO 8601, UTC. */
  at: z.string(),
});
export type EventHead = z.infer<typeof EventHead>;

export const RunEvent = z.intersection(EventHead, Happening);
export type RunEvent = z.infer<typeof RunEvent>;

export function ended(outcome: Outcome): Happening {
  switch (outcome.kind) {
    case "failed":
      return { kind: "ended", outcome: { ...outcome, log: null } };
    case "gave-up":
      return { kind: "ended", outcome: { ...outcome, broken: [] } };
    default:
      return { kind: "ended", outcome };
  }
}

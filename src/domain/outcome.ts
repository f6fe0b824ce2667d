// How a run ends: exactly one of these, shown on the issue with cause and next step. Also after a crash.
import { z } from "zod";
import { Asker } from "./asker.ts";
import { Role, Usage } from "./budget.ts";
import { Question, Spec } from "./spec.ts";
import { Stop } from "./stop.ts";

/** `headSha` null: it is a file, and no commit was made. */
export const PullRef = z.object({ number: z.int(), url: z.string(), headSha: z.string().nullable() });
export type PullRef = z.infer<typeof PullRef>;

export const Outcome = z.discriminatedUnion("kind", [
  /** `stand`: what the evidence says of it, in a few words. */
  z.object({ kind: z.literal("opened"), pull: PullRef, stand: z.string() }),
  z.object({
    kind: z.literal("revised"),
    pull: PullRef,
    commitSha: z.string(),
    answered: z.int(),
    stand: z.string(),
  }),
  z.object({
    kind: z.literal("needs-answer"),
    questions: z.array(Question),
    patchKept: z.string().nullable(),
  }),
  z.object({ kind: z.literal("no-change"), because: z.string() }),
  z.object({
    kind: z.literal("gave-up"),
    because: z.string(),
    remedy: z.string(),
    log: z.string().nullable(),
    patchKept: z.string().nullable(),
  }),
  Stop.extend({ kind: z.literal("cancelled") }),
  z.object({ kind: z.literal("superseded"), by: Asker }),
  z.object({
    kind: z.literal("failed"),
    what: z.string(),
    because: z.string(),
    remedy: z.string(),
    log: z.string().nullable(),
    patchKept: z.string().nullable(),
  }),
]);
export type Outcome = z.infer<typeof Outcome>;

export const PHASES = [
  "ticket",
  "workspace",
  "spec",
  "baseline",
  "work order",
  "build",
  "verify",
  "review",
  "guard",
  "publish",
] as const;
export const PhaseName = z.enum(PHASES);
export type PhaseName = z.infer<typeof PhaseName>;

/** What a run leaves behind besides its outcome. */
export const RunReport = z.object({
  runId: z.string(),
  outcome: Outcome,
  spec: Spec.nullable(),
  usage: z.partialRecord(Role, Usage),
  /** Milliseconds per phase, in the order they ran. */
  phases: z.array(z.object({ name: PhaseName, durationMs: z.number() })),
});
export type RunReport = z.infer<typeof RunReport>;

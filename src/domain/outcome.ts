// How a run ends: exactly one of these, shown on the issue with cause and next step, even after a crash.
import { z } from "zod";
import { Asker } from "./asker.ts";
import { BrokenCheck } from "./broken-check.ts";
import { Role, Usage } from "./budget.ts";
import { Tally } from "./conclusion.ts";
import { FailedReason, GaveUpReason, NoChangeReason } from "./reason.ts";
import { Question, Spec } from "./spec.ts";
import { Stop } from "./stop.ts";

/** `headSha` null: it is a file, and no commit was made. */
export const PullRef = z.object({ number: z.int(), url: z.string(), headSha: z.string().nullable() });
export type PullRef = z.infer<typeof PullRef>;

/** Name under which the operator finds the change; null: there was none. */
const patchKept = z.string().nullable();
/** The branch that has the commit of the run, without a pull request. Absent: there is none. */
const branchKept = z.string().optional();

export const Outcome = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("opened"),
    pull: PullRef,
    measured: Tally,
    /** The repository has no drafts, so it is an ordinary one. Absent: it is a draft. */
    noDraft: z.literal(true).optional(),
    /** It was marked as ready, as the rules say. */
    ready: z.literal(true).optional(),
  }),
  z.object({
    kind: z.literal("revised"),
    pull: PullRef,
    commitSha: z.string(),
    /** How many review threads it answers. */
    answered: z.int(),
    measured: Tally,
  }),
  z.object({ kind: z.literal("needs-answer"), questions: z.array(Question), patchKept }),
  z.object({ kind: z.literal("no-change"), reason: NoChangeReason }),
  /** `broken`: the checks that did not hold when they were last measured. */
  z.object({
    kind: z.literal("gave-up"),
    reason: GaveUpReason,
    broken: z.array(BrokenCheck),
    patchKept,
    branchKept,
  }),
  /**
   * What the CI shows to be red since a merge was tried here. `jobs`: what is red. `broken`: the commands that hold without
   * the merge and not with it; none: nothing here shows it.
   */
  z.object({
    ...{ kind: z.literal("watched"), number: z.int(), commitSha: z.string() },
    ...{ jobs: z.array(z.string()), broken: z.array(z.string()) },
  }),
  Stop.extend({ kind: z.literal("cancelled"), branchKept }),
  z.object({ kind: z.literal("superseded"), by: Asker }),
  z.object({
    kind: z.literal("failed"),
    reason: FailedReason,
    /** The last lines of what a program printed; null: nothing that explains the reason. */
    log: z.string().nullable(),
    patchKept,
    branchKept,
  }),
]);
export type Outcome = z.infer<typeof Outcome>;

export function gaveUp(reason: GaveUpReason, broken: BrokenCheck[] = []): Outcome {
  return { kind: "gave-up", reason, broken, patchKept: null };
}

export function failed(reason: FailedReason, log: string | null = null): Outcome {
  return { kind: "failed", reason, log, patchKept: null };
}

export function unchanged(reason: NoChangeReason): Outcome {
  return { kind: "no-change", reason };
}

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

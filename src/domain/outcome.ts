// How a run ends: exactly one of these, shown on the issue with cause and next step. Also after a crash.
import type { Usage } from "./budget.ts";
import type { Question, Spec } from "./spec.ts";

/** `headSha` null: it is a file, and no commit was made. */
export type PullRef = { number: number; url: string; headSha: string | null };

export type Outcome =
  /** `stand`: what the evidence says of it, in a few words. */
  | { kind: "opened"; pull: PullRef; stand: string }
  | { kind: "revised"; pull: PullRef; commitSha: string; answered: number; stand: string }
  | { kind: "needs-answer"; questions: Question[]; patchKept: string | null }
  | { kind: "no-change"; because: string }
  | { kind: "gave-up"; because: string; remedy: string; log: string | null; patchKept: string | null }
  | { kind: "cancelled"; by: string; because: string }
  | { kind: "superseded"; by: string }
  | {
      kind: "failed";
      what: string;
      because: string;
      remedy: string;
      log: string | null;
      patchKept: string | null;
    };

/** What a run leaves behind besides its outcome. */
export type RunReport = {
  runId: string;
  outcome: Outcome;
  spec: Spec | null;
  usage: Partial<Record<"architect" | "coder" | "reviewer", Usage>>;
  /** Milliseconds per phase, in the order they ran. */
  phases: { name: PhaseName; durationMs: number }[];
};

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
export type PhaseName = (typeof PHASES)[number];

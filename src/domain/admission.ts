// Whether an intent may become a job, and if not why. Pure: the facts were fetched live by the caller.
import type { Asker } from "./asker.ts";
import type { Intent } from "./intent.ts";
import type { Job } from "./job.ts";
import type { Labels } from "./rules.ts";
import type { Stop } from "./stop.ts";
import { isTrusted, type Permission } from "./ticket.ts";

/** Requests for one issue in the breaker's window after which nothing more is admitted. */
export const BREAKER_LIMIT = 20;
export const BREAKER_WINDOW_MS = 60 * 60_000;

export type Facts = {
  /** Live, of the asker. */
  permission: Permission;
  labels: string[];
  state: "open" | "closed";
  /** A job for this issue is queued or active. */
  running: boolean;
  /** Admitted requests for this issue in the breaker's window. */
  recent: number;
  names: Labels;
  /** ISO 8601, UTC. */
  now: string;
};

export type Refusal =
  | { kind: "not-trusted"; asker: Asker; permission: Permission }
  | { kind: "already-running" }
  | { kind: "closed" }
  | { kind: "not-labelled"; label: string }
  | { kind: "too-many"; limit: number; windowMs: number };

export type Admission =
  | { kind: "admitted"; job: Job; supersedes: boolean }
  | { kind: "cancel"; stop: Stop }
  | { kind: "answer"; with: "help" }
  | { kind: "refused"; refusal: Refusal }
  /** Nothing was asked of us: no job, no answer. */
  | { kind: "ignored"; because: Ignored };

export type Ignored =
  /** Plain talk asks nothing of us, so what stands against it is not answered. */
  | Refusal
  | { kind: "nothing-running" }
  /** Deliveries overtake each other: an order that was taken back since is none. */
  | { kind: "taken-back" };

export function admit(intent: Intent, facts: Facts): Admission {
  if (intent.kind === "stop") return admitStop(intent, facts);
  if (!isTrusted(facts.permission)) return refuseStranger(intent, facts);
  if (intent.kind === "help") return { kind: "answer", with: "help" };
  if (facts.state === "closed") {
    return intent.kind === "refine" ? ignored({ kind: "closed" }) : refused({ kind: "closed" });
  }
  const label = facts.names.ready;
  if (!facts.labels.includes(label)) {
    const unlabelled: Refusal = { kind: "not-labelled", label };
    return intent.kind === "refine" ? ignored(unlabelled) : refused(unlabelled);
  }
  if (facts.running && (intent.kind === "start" || intent.kind === "retry"))
    return refused({ kind: "already-running" });
  if (facts.recent >= BREAKER_LIMIT) {
    return refused({ kind: "too-many", limit: BREAKER_LIMIT, windowMs: BREAKER_WINDOW_MS });
  }
  return {
    kind: "admitted",
    job: jobFor(intent, facts),
    supersedes: intent.kind === "refine" || intent.kind === "go",
  };
}

/** Removing the label or closing is GitHub's own permission; a `/ai stop` needs write access like every command. */
function admitStop(intent: Extract<Intent, { kind: "stop" }>, facts: Facts): Admission {
  const { because } = intent;
  if (because.kind === "command" && !isTrusted(facts.permission)) return refuseStranger(intent, facts);
  if (!facts.running) {
    return because.kind === "command"
      ? { kind: "answer", with: "help" }
      : ignored({ kind: "nothing-running" });
  }
  const takenBack =
    (because.kind === "issue-closed" && facts.state === "open") ||
    (because.kind === "label-removed" && facts.labels.includes(facts.names.ready));
  if (takenBack) return ignored({ kind: "taken-back" });
  return { kind: "cancel", stop: { by: intent.asker, because } };
}

/** A stranger's plain comment or review asks us for nothing; a label or a command does, and is answered. */
function refuseStranger(intent: Intent, facts: Facts): Admission {
  const refusal: Refusal = { kind: "not-trusted", asker: intent.asker, permission: facts.permission };
  return intent.kind === "refine" || intent.kind === "revise" ? ignored(refusal) : refused(refusal);
}

function refused(refusal: Refusal): Admission {
  return { kind: "refused", refusal };
}

function ignored(because: Ignored): Admission {
  return { kind: "ignored", because };
}

function jobFor(intent: Exclude<Intent, { kind: "stop" | "help" }>, facts: Facts): Job {
  const kinds = { start: "work", retry: "work", go: "refine", refine: "refine", revise: "revise" } as const;
  return {
    kind: kinds[intent.kind],
    issue: intent.issue,
    installationId: intent.installationId,
    asker: intent.asker,
    admittedAt: later(facts.now, intent.at),
    textDigest: intent.kind === "revise" ? null : intent.textDigest,
    vouches: vouches(intent),
    acceptRecommended: intent.kind === "go",
    delivery: intent.delivery,
  };
}

/** What caused the intent happened before it was admitted, whatever GitHub's clock and ours say. */
function later(now: string, at: string | null): string {
  return at !== null && Date.parse(at) > Date.parse(now) ? new Date(Date.parse(at)).toISOString() : now;
}

function vouches(intent: Intent): boolean {
  if (intent.kind === "refine") return intent.commentId === null;
  return intent.kind === "start" || intent.kind === "retry";
}

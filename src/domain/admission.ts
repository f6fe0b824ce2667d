// Whether an intent may become a job, and if not why. Pure: the facts were fetched live by the caller.
import type { Intent } from "./intent.ts";
import type { Job } from "./job.ts";
import type { Labels } from "./rules.ts";
import { isTrusted, type Permission } from "./ticket.ts";

/** Requests for one issue in the breaker's window after which nothing more is admitted. */
export const BREAKER_LIMIT = 20;
export const BREAKER_WINDOW_MS = 60 * 60_000;

export type Facts = {
  /** Live, of the actor. */
  permission: Permission;
  /** The actor is an app or bot account (never trusted by name, so it still needs its permission). */
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
  | { kind: "not-trusted"; actor: string; permission: Permission }
  | { kind: "already-running" }
  | { kind: "closed" }
  | { kind: "not-labelled"; label: string }
  | { kind: "too-many"; limit: number; windowMs: number };

export type Admission =
  | { kind: "admitted"; job: Job; supersedes: boolean }
  | { kind: "cancel"; by: string; because: string }
  | { kind: "answer"; with: "help" }
  | { kind: "refused"; refusal: Refusal }
  /** Nothing was asked of us: no job, no answer. */
  | { kind: "ignored"; because: string };

export function admit(intent: Intent, facts: Facts): Admission {
  if (intent.kind === "stop") return admitStop(intent, facts);
  if (!isTrusted(facts.permission)) return refuseStranger(intent, facts);
  if (intent.kind === "help") return { kind: "answer", with: "help" };
  if (facts.state === "closed") {
    return intent.kind === "refine"
      ? { kind: "ignored", because: "a comment on a closed issue" }
      : refused({ kind: "closed" });
  }
  const labelled = facts.labels.includes(facts.names.ready);
  if (!labelled && intent.kind === "refine")
    return { kind: "ignored", because: "a comment on an issue without our label" };
  if (!labelled) return refused({ kind: "not-labelled", label: facts.names.ready });
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
  if (intent.because === "command" && !isTrusted(facts.permission)) return refuseStranger(intent, facts);
  if (!facts.running) {
    return intent.because === "command"
      ? { kind: "answer", with: "help" }
      : { kind: "ignored", because: "nothing is running" };
  }
  // Deliveries overtake each other: an order that was taken back since is none.
  if (intent.because === "issue-closed" && facts.state === "open")
    return { kind: "ignored", because: "the issue is open again" };
  if (intent.because === "label-removed" && facts.labels.includes(facts.names.ready))
    return { kind: "ignored", because: "the label is on again" };
  const because = {
    "label-removed": "the label was removed",
    "issue-closed": "the issue was closed",
    command: "/ai stop",
  };
  return { kind: "cancel", by: intent.actor, because: because[intent.because] };
}

/** A stranger's plain comment or review asks us for nothing; a label or a command does, and is answered. */
function refuseStranger(intent: Intent, facts: Facts): Admission {
  if (intent.kind === "refine" || intent.kind === "revise") {
    return { kind: "ignored", because: `${intent.actor} has no write access` };
  }
  return refused({ kind: "not-trusted", actor: intent.actor, permission: facts.permission });
}

function refused(refusal: Refusal): Admission {
  return { kind: "refused", refusal };
}

function jobFor(intent: Exclude<Intent, { kind: "stop" | "help" }>, facts: Facts): Job {
  const kinds = { start: "work", retry: "work", go: "refine", refine: "refine", revise: "revise" } as const;
  return {
    kind: kinds[intent.kind],
    issue: intent.issue,
    installationId: intent.installationId,
    actor: intent.actor,
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

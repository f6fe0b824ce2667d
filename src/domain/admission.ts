// Whether an intent may become a job, and if not why. Pure: the facts were fetched live by the caller.
import type { AfterCi } from "./after-ci.ts";
import type { Asked, Intent, Untidy, Wish } from "./intent.ts";
import { type Job, type JobKind, OPEN_TO_MACHINES } from "./job.ts";
import type { Refusal } from "./refusal.ts";
import { hasLabel, type Labels, type Rules } from "./rules.ts";
import type { Stop } from "./stop.ts";
import { isTrusted, type Permission } from "./ticket.ts";

/** In this window the rules bound how many requests for one issue are admitted. */
export const BREAKER_WINDOW_MS = 60 * 60_000;

export type Facts = {
  /** Live, of the asker; `none` for a machine, whose intents do not depend on it. */
  permission: Permission;
  labels: string[];
  /** Gone: deleted, transferred, or out of our installation's reach. */
  state: "open" | "closed" | "gone";
  /** A job for this issue is queued or active. */
  running: boolean;
  /** It has not begun. */
  waits: boolean;
  /** Admitted requests for this issue in the breaker's window, and those of them that bots made. */
  recent: number;
  recentByBots: number;
  requests: Rules["requests"];
  /** The rules name the bot that asks. */
  hearsBot: boolean;
  names: Labels;
  /** Its occasion was taken in before. */
  heard: boolean;
  /** Whether the author of a text that nobody saw has write access; true where there is none. */
  authorTrusted: boolean;
  /** Whether something in a review that nobody had read asks for anything; true where there is none. */
  asks: boolean;
  /** ISO 8601, UTC. */
  now: string;
};

export type Admission =
  | { kind: "admitted"; job: Job; supersedes: boolean }
  | { kind: "cancel"; stop: Stop }
  /** The draft of the issue becomes an ordinary pull request. */
  | { kind: "make-ready" }
  | { kind: "answer"; with: "help" | "where-words-count" }
  | ({ kind: "tidied" } & Untidy)
  /** Jobs of the CI run again, or a person is told of it on the pull request. */
  | { kind: "ci-answered"; pull: number; after: Extract<AfterCi, { kind: "rerun" | "tell" | "ready" }> }
  | { kind: "refused"; refusal: Refusal }
  /** No job, and nothing is shown on the issue. */
  | { kind: "ignored"; because: Ignored };

export type Ignored =
  /** Refused, where nobody asked for an answer. */
  | Refusal
  | { kind: "nothing-running" }
  /** Nothing in the review asks for anything. */
  | { kind: "nothing-asked" }
  /** It was said on a pull request that is none of ours. */
  | { kind: "not-our-pull" }
  /** There is nothing to work on, and nowhere to say so. */
  | { kind: "issue-gone" }
  /** A webhook or a sweep was quicker. */
  | { kind: "heard-before" }
  /** The run at work shows the state of the issue. */
  | { kind: "run-at-work" }
  /** Deliveries overtake each other: the label is back, or the issue is open again. */
  | { kind: "taken-back" }
  /** A machine asked for what only a person may ask for. */
  | { kind: "not-for-machines"; wish: JobKind | "command" };

export function admit(intent: Intent, facts: Facts): Admission {
  const admission = judge(intent, facts);
  if (facts.state !== "gone" || admission.kind === "cancel") return admission;
  return { kind: "ignored", because: { kind: "issue-gone" } };
}

function judge(intent: Intent, facts: Facts): Admission {
  if (facts.heard) return { kind: "ignored", because: { kind: "heard-before" } };
  switch (intent.kind) {
    case "run":
      return admitRun(intent, facts);
    case "stop":
      return admitStop(intent, facts);
    case "help":
      return admitCommand(intent, facts, { kind: "answer", with: "help" });
    case "ready":
      return admitCommand(intent, facts, { kind: "make-ready" });
    case "said-on-pull":
      return { kind: "ignored", because: { kind: "not-our-pull" } };
    case "plain-words-on-pull":
      return distrust(intent, facts) === null
        ? { kind: "answer", with: "where-words-count" }
        : { kind: "ignored", because: { kind: "nothing-asked" } };
    case "ci-ended":
    case "base-ci-ended":
      return { kind: "ignored", because: { kind: "not-our-pull" } };
    case "ci-stands":
      return admitCi(intent, facts);
    case "tidy":
      return facts.running && intent.because !== "pull-closed"
        ? { kind: "ignored", because: { kind: "run-at-work" } }
        : { kind: "tidied", ...untidy(intent) };
    default:
      return intent satisfies never;
  }
}

function untidy(intent: Of<"tidy">): Untidy {
  const { because } = intent;
  return because === "pull-closed" ? { because, pull: intent.pull } : { because };
}

type Of<K extends Wish["kind"]> = Asked & Extract<Wish, { kind: K }>;

function admitRun(intent: Of<"run">, facts: Facts): Admission {
  const { asker, job } = intent;
  if (asker.kind === "machine" && !OPEN_TO_MACHINES[job])
    return { kind: "ignored", because: { kind: "not-for-machines", wish: job } };
  if (!facts.asks) return { kind: "ignored", because: { kind: "nothing-asked" } };
  // It finds out what is to do, and a run at work may change that.
  if (facts.running && intent.whileRunning === "give-way")
    return { kind: "ignored", because: { kind: "run-at-work" } };
  const refusal = distrustOf(intent, facts) ?? obstacle(intent, facts);
  if (refusal === null) {
    return {
      kind: "admitted",
      job: jobFor(intent, facts),
      supersedes: intent.whileRunning === "supersede",
    };
  }
  // A machine reads no answer.
  return asker.kind === "machine" || isUnshown(refusal, intent)
    ? { kind: "ignored", because: refusal }
    : { kind: "refused", refusal };
}

/** Words to a bot may bring its next ones, so it is told only where it put the label on. */
function isUnshown({ kind }: Refusal, { unshownRefusals, occasion }: Of<"run">): boolean {
  return kind === "bot" ? occasion?.kind !== "asked" : unshownRefusals.includes(kind);
}

/** A bot may ask for nothing but an answer to its review, and only where the rules name it. */
function distrustOf(intent: Of<"run">, facts: Facts): Refusal | null {
  if (intent.isBot && facts.hearsBot && intent.review !== null) return null;
  return distrust(intent, facts);
}

/** Null where the asker may: a person with write access, a machine, or whoever runs it. */
function distrust({ asker, isBot }: Asked, { permission }: Facts): Refusal | null {
  if (asker.kind === "machine" || asker.kind === "operator") return null;
  if (isBot) return { kind: "bot", login: asker.login };
  if (isTrusted(permission)) return null;
  return { kind: "not-trusted", login: asker.login, permission };
}

function obstacle({ merged, whileRunning, unseenAuthor, isBot }: Of<"run">, facts: Facts): Refusal | null {
  // A merge closes its issue.
  const isOver = merged === undefined && facts.state === "closed";
  if (isOver) return { kind: "closed" };
  const isLabelled = merged !== undefined || hasLabel(facts.labels, facts.names.ready);
  if (!isLabelled) return { kind: "not-labelled", label: facts.names.ready };
  if (unseenAuthor !== null && !facts.authorTrusted) return { kind: "text-unseen", author: unseenAuthor };
  if (facts.running && whileRunning === "refuse") return { kind: "already-running", waits: facts.waits };
  const { hour, bots } = facts.requests;
  const tooMany = { kind: "too-many", windowMs: BREAKER_WINDOW_MS } as const;
  if (isBot && facts.recentByBots >= bots) return { ...tooMany, by: "bots", limit: bots };
  if (facts.recent >= hour) return { ...tooMany, by: "anybody", limit: hour };
  return null;
}

/** Removing the label or closing is GitHub's own permission; a `/ai stop` needs write access like every command. */
function admitStop(intent: Of<"stop">, facts: Facts): Admission {
  const { asker, because } = intent;
  const cancel: Admission = {
    kind: "cancel",
    stop: { by: asker, because },
  };
  const nothing: Admission = { kind: "ignored", because: { kind: "nothing-running" } };
  if (because.kind === "command") {
    // The page answers the operator, so nobody else has to read of it.
    const unneeded: Admission = asker.kind === "operator" ? nothing : { kind: "answer", with: "help" };
    return admitCommand(intent, facts, facts.running ? cancel : unneeded);
  }
  if (!facts.running) return nothing;
  const isBack =
    because.kind === "issue-closed" ? facts.state === "open" : hasLabel(facts.labels, facts.names.ready);
  return isBack ? { kind: "ignored", because: { kind: "taken-back" } } : cancel;
}

/** A run at work makes another head, and its CI is looked at then. */
function admitCi({ pull, after }: Of<"ci-stands">, facts: Facts): Admission {
  if (after.kind === "nothing") return { kind: "ignored", because: { kind: "nothing-asked" } };
  if (facts.state === "closed") return { kind: "ignored", because: { kind: "closed" } };
  if (!hasLabel(facts.labels, facts.names.ready))
    return { kind: "ignored", because: { kind: "not-labelled", label: facts.names.ready } };
  if (facts.running) return { kind: "ignored", because: { kind: "run-at-work" } };
  return { kind: "ci-answered", pull, after };
}

function admitCommand(asked: Asked, facts: Facts, admission: Admission): Admission {
  if (asked.asker.kind === "machine")
    return { kind: "ignored", because: { kind: "not-for-machines", wish: "command" } };
  const refusal = distrust(asked, facts);
  if (refusal?.kind === "bot") return { kind: "ignored", because: refusal };
  return refusal === null ? admission : { kind: "refused", refusal };
}

function jobFor(intent: Of<"run">, facts: Facts): Job {
  return {
    kind: intent.job,
    issue: intent.issue,
    installationId: intent.installationId,
    asker: intent.asker,
    admittedAt: later(facts.now, intent.at),
    textDigest: intent.textDigest,
    vouches: intent.vouches,
    acceptRecommended: intent.acceptRecommended,
    byCommand: intent.byCommand,
    delivery: intent.delivery,
    ...(intent.merged === undefined ? {} : { merged: intent.merged }),
  };
}

/** The cause of an intent happened before its admission, whatever GitHub's clock and ours say. */
function later(now: string, at: string | null): string {
  return at !== null && Date.parse(at) > Date.parse(now) ? new Date(Date.parse(at)).toISOString() : now;
}

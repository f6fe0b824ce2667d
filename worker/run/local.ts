// A run that somebody starts by hand, without GitHub and queue: its job, and a claim that no other worker can have.
import { type Clock, isoNow } from "../../src/clock.ts";
import type { Job } from "../../src/domain/job.ts";
import type { IssueRef } from "../../src/domain/repository.ts";
import type { Claim, StopOrder } from "../../src/queue/queue.ts";

const ISSUE_NUMBER = 1;

/** `name` may be anything; what a repository cannot be called becomes a dash. */
export function localIssue(name: string): IssueRef {
  const fitting = name.replace(/[^A-Za-z0-9._-]/g, "-").slice(0, 100);
  return { repository: { owner: "local", name: fitting || "repository" }, number: ISSUE_NUMBER };
}

export function localJob(issue: IssueRef, clock: Clock): Job {
  return {
    kind: "work",
    byCommand: false,
    issue,
    installationId: 0,
    asker: { kind: "operator" },
    admittedAt: isoNow(clock),
    textDigest: null,
    vouches: true,
    acceptRecommended: false,
    delivery: "none",
  };
}

const ALONE = { holds: async () => true, progressed: async () => undefined };

/** The signal cancels it. Stays bound to the signal until disposed. */
export function localClaim(runId: string, signal: AbortSignal): Claim & Disposable {
  const stop = new AbortController();
  const order: StopOrder = {
    kind: "cancelled",
    by: { kind: "operator" },
    because: { kind: "interrupted" },
  };
  const cancel = () => stop.abort(order);
  if (signal.aborted) cancel();
  signal.addEventListener("abort", cancel, { once: true });
  const dispose = () => signal.removeEventListener("abort", cancel);
  return { runId, retry: 0, signal: stop.signal, ...ALONE, [Symbol.dispose]: dispose };
}

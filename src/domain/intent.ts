// What a person or a machine of ours asked for, in our words. A trigger makes it from a GitHub event; admission judges it.
import type { Asker } from "./asker.ts";
import type { JobKind } from "./job.ts";
import type { Refusal } from "./refusal.ts";
import type { IssueRef } from "./repository.ts";
import type { StopReason } from "./stop.ts";

export type Intent = Asked & Wish;

export type Asked = {
  issue: IssueRef;
  installationId: number;
  asker: Exclude<Asker, { kind: "operator" }>;
  /** When GitHub says it happened, ISO 8601; null where it does not say. Its clock is not ours. */
  at: string | null;
  /** GitHub's delivery GUID, for tracing. */
  delivery: string;
};

export type Wish =
  | ({ kind: "run" } & RunWish)
  | { kind: "stop"; because: Extract<StopReason, { kind: "command" | "label-removed" | "issue-closed" }> }
  | { kind: "help" };

/** A fresh run from the current spec: what the label and `/ai retry` ask for alike. */
export function freshRun(textDigest: string): Wish {
  return {
    kind: "run",
    job: "work",
    textDigest,
    vouches: true,
    acceptRecommended: false,
    whileRunning: "refuse",
    unshownRefusals: [],
  };
}

export type RunWish = {
  job: JobKind;
  /** Pins the issue text as the asker saw it (see `digest` in job.ts); null where the asker could not have seen it. */
  textDigest: string | null;
  /** The asker speaks for the text of the issue, too, whoever wrote it. */
  vouches: boolean;
  /** The asker accepts the recommended answers. */
  acceptRecommended: boolean;
  /** What becomes of it while a run of the issue is waiting or active. */
  whileRunning: "refuse" | "supersede" | "follow";
  /** Refusals that the issue does not show: plain talk asks nothing of us. */
  unshownRefusals: Refusal["kind"][];
};

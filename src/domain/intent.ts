// What a person or a machine of ours asked for, in our words. A trigger makes it from a GitHub event; admission judges it.
import type { Asker } from "./asker.ts";
import type { IssueRef } from "./repository.ts";
import type { StopReason } from "./stop.ts";

type Asked = {
  issue: IssueRef;
  installationId: number;
  asker: Asker;
  /** When GitHub says it happened, ISO 8601; null where it does not say. Its clock is not ours. */
  at: string | null;
  /** GitHub's delivery GUID, for tracing. */
  delivery: string;
};

/** `textDigest` pins the issue text as the asker saw it (see `digest` in job.ts). */
export type Intent =
  | (Asked & { kind: "start"; textDigest: string })
  | (Asked & { kind: "refine"; textDigest: string; commentId: number | null })
  | (Asked & { kind: "retry"; textDigest: string })
  | (Asked & { kind: "go"; textDigest: string })
  | (Asked & { kind: "revise"; pull: number; reviewId: number })
  | (Asked & {
      kind: "stop";
      because: Extract<StopReason, { kind: "command" | "label-removed" | "issue-closed" }>;
    })
  | (Asked & { kind: "help" });

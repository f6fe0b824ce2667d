// The port to somebody who is told how a run ended.
import type { Job } from "../domain/job.ts";
import type { RunReport } from "../domain/outcome.ts";
import type { IssueRef } from "../domain/repository.ts";
import type { Labels } from "../domain/rules.ts";
import type { RunState } from "../domain/run-state.ts";
import type { Stop } from "../domain/stop.ts";

export type Ended =
  | {
      kind: "ran";
      job: Job;
      report: RunReport;
      /** What the run knew last. Where it never came to read the issue's comment, it knows nothing of what that shows. */
      state: RunState;
      /** The names of our labels in this repository. */
      labels: Labels;
      /** ISO 8601, UTC. */
      at: string;
    }
  /** It was cancelled while it was queued. */
  | { kind: "never-began"; issue: IssueRef; stop: Stop };

export type Announcer = {
  /** For the log. */
  name: string;
  /**
   * Tells of the ending while nobody else may begin a run of the issue. May be called again for the same run, with the
   * same outcome, where a worker died meanwhile. Rejects when it could not; the outcome stands all the same, and the
   * others are told.
   */
  announce(ended: Ended): Promise<void>;
};

// The port of whoever is told how a run ended.
import type { Job } from "../domain/job.ts";
import type { RunReport } from "../domain/outcome.ts";
import type { Labels } from "../domain/rules.ts";
import type { StickyView } from "../messages/sticky.ts";

export type Ended = {
  job: Job;
  report: RunReport;
  /** ISO 8601, UTC. */
  at: string;
  /** What the comment on the issue showed last; null where the run never came to read it. */
  shown: StickyView | null;
  /** The names of our labels in this repository. */
  labels: Labels;
};

export type Announcer = {
  /** For the log. */
  name: string;
  /**
   * Tells of the outcome while the run's claim holds. May be called again for the same run, with the same outcome, where
   * a worker died meanwhile. Rejects when it could not; the outcome stands all the same, and the others are told.
   */
  announce(ended: Ended): Promise<void>;
};

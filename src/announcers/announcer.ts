// The port to somebody who is told how a run ended.
import type { Ended } from "../domain/ended.ts";

export type Announcer = {
  /** For the log. */
  name: string;
  /**
   * Tells of the ending while nobody else may begin a run of the issue, or later where that was not possible. May be
   * called again for the same run, with the same outcome, where a worker died meanwhile. Rejects when it could not; the outcome stands all the same, and the
   * others are told.
   */
  announce(ended: Ended): Promise<void>;
};

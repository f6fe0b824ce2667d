// What pages are made of: the ledger and the state of the queue, and nothing else.
import type { Clock } from "../clock.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { QueueView } from "../queue/view.ts";

export type Sources = {
  ledger: Pick<
    Ledger,
    | "lane"
    | "issue"
    | "run"
    | "runsOf"
    | "events"
    | "readReport"
    | "parts"
    | "said"
    | "repositories"
    | "sums"
    | "follow"
  >;
  queue: QueueView;
  clock: Clock;
  /** The web address of the GitHub on which issues are. */
  serverUrl: string;
};

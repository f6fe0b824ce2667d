// What pages are made of: the ledger, the state of the queue and the signs of our processes, and nothing else.
import type { Clock } from "../clock.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { QueueView } from "../queue/view.ts";
import type { Signs } from "../signs/signs.ts";

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
  signs: Pick<Signs, "all">;
  clock: Clock;
  /** The web address of the GitHub on which issues are. */
  serverUrl: string;
};

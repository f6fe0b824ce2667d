// What pages are made of: the ledger and the state of the queue, and nothing else.
import type { Clock } from "../clock.ts";
import type { Ledger } from "../ledger/ledger.ts";

export type Sources = {
  ledger: Pick<Ledger, "runs">;
  clock: Pick<Clock, "now">;
};

// The one way a run ends, whichever way that is: its report is kept, everybody is told, and the ledger says that it is over.

import type { Ended } from "../domain/ended.ts";
import { ClaimLost, reasonOf } from "../domain/errors.ts";
import type { News } from "../domain/news.ts";
import { ended } from "../domain/run-event.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Log } from "../log.ts";
import type { Announcer } from "./announcer.ts";

export type FinishDeps = {
  announcers: Announcer[];
  /** Null: nothing is kept, as of a run that never began. */
  ledger: Pick<Ledger, "append" | "saveReport"> | null;
  log: Log;
};

/** Answers the names of those who could not be told; why is in the log. Rejects when the ledger cannot be written. */
export async function finish(end: Ended, { announcers, ledger, log }: FinishDeps): Promise<string[]> {
  if (end.kind === "ran") await ledger?.saveReport(end.report);
  const untold = await tellAll(end, announcers, log);
  if (end.kind === "ran") {
    const { report, job, at } = end;
    await ledger?.append({ runId: report.runId, issue: job.issue, at, ...ended(report.outcome) });
    log.info({ outcome: report.outcome.kind }, "run ended");
  }
  return untold;
}

/** Answers the names of those who could not be told. Rejects with ClaimLost alone. */
export async function tellAll(news: News, announcers: Announcer[], log: Log): Promise<string[]> {
  const told = await Promise.allSettled(announcers.map(async (announcer) => announcer.announce(news)));
  return told.flatMap((result, index) => {
    const name = announcers[index]?.name ?? "";
    if (result.status === "fulfilled") return [];
    // Another worker ends the run, in its own words.
    if (result.reason instanceof ClaimLost) throw result.reason;
    log.warn({ announcer: name, reason: reasonOf(result.reason) }, "could not tell of news");
    return [name];
  });
}

// The one way a run ends: its report is kept, everybody is told, and the ledger says that it is over.
import type { Ended } from "../../../src/announcers/announcer.ts";
import { reasonOf } from "../../../src/domain/errors.ts";
import { ended } from "../../../src/domain/run-event.ts";
import type { Ports } from "../ports.ts";

/** Answers the names of those who could not be told; why is in the log. Rejects when the ledger cannot be written. */
export async function finish(
  end: Ended,
  { announcers, ledger, log }: Pick<Ports, "announcers" | "ledger" | "log">,
): Promise<string[]> {
  const { job, report, at } = end;
  await ledger.saveReport(report);
  const told = await Promise.allSettled(announcers.map(async (announcer) => announcer.announce(end)));
  const untold = told.flatMap((result, index) => {
    const name = announcers[index]?.name ?? "";
    if (result.status === "fulfilled") return [];
    log.warn({ announcer: name, reason: reasonOf(result.reason) }, "could not tell of an outcome");
    return [name];
  });
  await ledger.append({ runId: report.runId, issue: job.issue, at, ...ended(report.outcome) });
  log.info({ runId: report.runId, outcome: report.outcome.kind }, "run ended");
  return untold;
}

// Ledger and queue as one person sees them: what is of another repository is not there, and counts nowhere.
import type { Repository } from "../domain/repository.ts";
import type { RunRow } from "../ledger/rows.ts";
import { type Sight, sees } from "./sight.ts";
import type { Sources } from "./sources.ts";

/** For one answer: which repository a run is of is asked for once. */
export function narrowed(sources: Sources, sight: Sight): Sources {
  if (sight.kind === "everything") return sources;
  const { ledger, queue } = sources;
  const isSeen = (repository: Repository) => sees(sight, repository);
  const known = new Map<string, Promise<RunRow | null>>();
  const run = (runId: string) => {
    const row = known.get(runId) ?? ledger.run(runId);
    known.set(runId, row);
    return row.then((found) => (found !== null && isSeen(found.issue.repository) ? found : null));
  };
  async function of<T>(runId: string, nothing: T, read: () => Promise<T>): Promise<T> {
    return (await run(runId)) === null ? nothing : read();
  }
  const repositories = () => ledger.repositories(isSeen);
  return {
    ...sources,
    ledger: {
      run,
      events: (runId) => of(runId, [], () => ledger.events(runId)),
      readReport: (runId) => of(runId, null, () => ledger.readReport(runId)),
      parts: (runId) => of(runId, [], () => ledger.parts(runId)),
      said: (runId, span) => of(runId, { rows: [], of: 0 }, () => ledger.said(runId, span)),
      issue: async (issue) => (isSeen(issue.repository) ? ledger.issue(issue) : null),
      runsOf: async (issue) => (isSeen(issue.repository) ? ledger.runsOf(issue) : []),
      lane: async (lane, only, span) =>
        ledger.lane(lane, (only ?? (await repositories())).filter(isSeen), span),
      repositories: async (wanted = () => true) => (await repositories()).filter(wanted),
      sums: async (days) =>
        (await ledger.sums(days)).filter(({ repository }) => sight.places.has(repository)),
      async *follow(signal) {
        for await (const event of ledger.follow(signal)) if (isSeen(event.issue.repository)) yield event;
      },
    },
    queue: {
      ...queue,
      queued: async () => (await queue.queued()).filter(({ job }) => isSeen(job.issue.repository)),
    },
  };
}

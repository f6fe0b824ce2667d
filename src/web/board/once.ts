// An issue stands on the page once: where a run of it waits in the queue, a lane that asks something of people leaves it out.
import { issueKey } from "../../domain/naming.ts";
import { identityOf, type Repository } from "../../domain/repository.ts";
import type { Lane, Listed, Span, Standing } from "../../ledger/rows.ts";
import type { Queued } from "../../queue/view.ts";
import type { Sources } from "../sources.ts";

/** `known`: how the issue of each job stands; null: no run of it is known. */
export type Waiting = { queued: Queued[]; known: (Standing | null)[] };

/** `only`: the repository whose jobs are wanted; null: all. */
export async function waitingIn({ ledger, queue }: Sources, only: Repository | null): Promise<Waiting> {
  const queued = (await queue.queued()).filter(
    ({ job }) => only === null || identityOf(job.issue.repository) === identityOf(only),
  );
  return { queued, known: await Promise.all(queued.map(({ job }) => ledger.issue(job.issue))) };
}

/** Where an issue stays while another run of it waits. Elsewhere nothing is asked of a person until that run ends. */
const STAY = new Set<Lane>(["running", "in-review"]);

/** A lane without the issues that wait, in pages of its own: places and the number of all count only what is left. */
export function laneWithout(
  lane: Lane,
  { known }: Pick<Waiting, "known">,
  read: (span: Span) => Promise<Listed<Standing>>,
): (span: Span) => Promise<Listed<Standing>> {
  const waiting = STAY.has(lane) ? [] : known.filter((standing) => standing?.lane === lane);
  const keys = new Set(waiting.flatMap((standing) => (standing === null ? [] : issueKey(standing.issue))));
  if (keys.size === 0) return read;
  return async ({ from, count }) => {
    // How many of them stand before the page only what is before it tells.
    const listed = await read({ from: 0, count: from + count + keys.size });
    const left = listed.rows.filter(({ issue }) => !keys.has(issueKey(issue)));
    return { rows: left.slice(from, from + count), of: Math.max(left.length, listed.of - keys.size) };
  };
}

// Whether a review is answered in the code alone or begins the work anew. The architect proposes; a command of a person overrides.
import type { Asker } from "../../../src/domain/asker.ts";
import { type Direction, isRestart, type Proposal } from "../../../src/domain/direction.ts";
import type { Job } from "../../../src/domain/job.ts";
import type { Thread } from "../../../src/github/thread.ts";
import { asksOf } from "./asks.ts";

/** `criteria`, `threads`: ids of what the spec says, and of what waits for an answer. */
export type About = {
  command: { kind: Direction["kind"]; by: Asker } | null;
  proposal: Proposal | null;
  criteria: readonly string[];
  threads: readonly number[];
};

/** A proposal counts only where it names a thread that waits, and a criterion that changes or something that is missing. */
export function directionOf({ command, proposal, criteria, threads }: About): Direction {
  if (command !== null) return { kind: command.kind, because: { kind: "command", by: command.by } };
  if (proposal === null) return { kind: "polish", because: { kind: "not-proposed" } };
  const changed = proposal.criteria.filter((id) => criteria.includes(id));
  const asking = proposal.threads.filter((id) => threads.includes(id));
  if (asking.length === 0 || changed.length + proposal.missing.length === 0)
    return { kind: "polish", because: { kind: "names-nothing" } };
  return {
    kind: "restart",
    because: { kind: "proposed", threads: asking, criteria: changed, said: proposal.because },
  };
}

type Waiting = { direction: Direction | null; threads: Thread[] };

/** The architect may propose a direction, and nobody else has said one. */
export function isUndecided(job: Job, { direction, threads }: Waiting): boolean {
  return asksOf(job).course === "found" && direction === null && threads.length > 0;
}

/** The direction that a job has from its beginning; null: it is found, or there is none. */
export function directionAsked(job: Job): Direction | null {
  const { course } = asksOf(job);
  if (course === "found" || course === "none") return null;
  const command = { kind: course, by: job.asker };
  return directionOf({ command, proposal: null, criteria: [], threads: [] });
}

/** The architect proposed a restart, and the spec that came of it asks for the same as before. */
export function afterSpec(direction: Direction | null, isNew: boolean): Direction | null {
  if (isNew || !isRestart(direction) || direction.because.kind === "command") return direction;
  return { kind: "polish", because: { kind: "spec-unchanged" } };
}

/** The threads as they stand: what is built afresh has other lines than those that they were written on. */
export function threadsIn({ direction, threads }: Waiting): Thread[] {
  if (!isRestart(direction)) return threads;
  return threads.map((thread) => ({ ...thread, isOutdated: thread.line !== null }));
}

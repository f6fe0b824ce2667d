// How far apart the edits of a run's comment are, so that many runs fit into what GitHub lets an app write in an hour.
import type { RunState } from "../../../src/domain/run-state.ts";

/** The newest edit. `edits`: how many came before it within the same phases. */
export type Written = { atMs: number; phases: string; version: number | null; edits: number };

const LEAST_MS = 10_000;
const MOST_MS = 10 * 60_000;

/**
 * A new phase or version of the spec shows ten seconds after the edit before it, or at once where that is over; whatever
 * else changes waits longer with each edit of the phase.
 */
export function gapMs(written: Written, { running, spec }: Pick<RunState, "running" | "spec">): number {
  const isNew = written.phases !== running.join() || written.version !== (spec?.version ?? null);
  return isNew ? LEAST_MS : Math.min(LEAST_MS * 2 ** (written.edits + 1), MOST_MS);
}

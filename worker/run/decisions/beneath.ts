// Whether the base moved beneath a plan, so that the work has to be planned and built afresh on it.
import type { WorkOrder } from "../../../src/domain/work-order.ts";

/** A base that moves faster than that is followed by git alone: a run goes on with what it has. */
const MOST_AFRESH = 2;

/** What a commit holds at a path, by git's id; null: nothing. */
type Holds = (path: string) => string | null;

export type Moved = {
  order: Pick<WorkOrder, "footprint">;
  /** Paths that the change touches. */
  changed: readonly string[];
  before: Holds;
  now: Holds;
  /** How often the run was begun afresh for that already. */
  times: number;
  /** The change goes on from what is on the branch of our pull request, and is not planned anew. */
  continues: boolean;
};

/**
 * The files of the order's footprint of which the plan no longer speaks the truth: they came, went, or are another's work now
 * that the change leaves alone. A file that both changed is merged by git and measured again, so it is none of them; neither is
 * what lies in a folder of the footprint, where the plan names no file. Empty: the change is carried over.
 */
export function movedBeneath({ order, changed, before, now, times, continues }: Moved): string[] {
  if (continues || times >= MOST_AFRESH) return [];
  return order.footprint.filter((path) => {
    const [was, is] = [before(path), now(path)];
    if (was === is) return false;
    return was === null || is === null || !changed.includes(path);
  });
}

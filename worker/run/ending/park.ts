// Parks a run after its work order, where its turn has not come. Everything before is kept, so it goes on from there.
import { Parked } from "../../../src/domain/errors.ts";
import type { WorkOrder } from "../../../src/domain/work-order.ts";
import type { Run } from "../state/begin.ts";

/** Throws Parked where the run has to wait; its issue stays its own. What is built already goes on. */
export async function parkUntilItsTurn(
  { job, work, turn }: Pick<Run, "job" | "work" | "turn">,
  order: WorkOrder,
): Promise<void> {
  if (work.now().building !== null) return;
  const parking = await turn(job.issue, order);
  if (parking !== null) throw new Parked(parking.lookAgainMs);
}

// The work order of a run; or, where a review changes what is wanted or the base moved beneath it, where the run begins anew.
import { type Direction, isRestart } from "../../../src/domain/direction.ts";
import type { Spec } from "../../../src/domain/spec.ts";
import type { WorkOrder } from "../../../src/domain/work-order.ts";
import type { Ordered } from "../../roles/architect.ts";
import { afterSpec, directionOf, isUndecided } from "../decisions/direction.ts";
import type { Run } from "../state/begin.ts";
import { type Found, found } from "./found.ts";
import { keptOf, type Opening } from "./ticket.ts";

/** Nothing was built: the run goes on from this opening as if it had just read it. */
export type Redirected = { kind: "redirected"; opening: Opening };

type DirectionNeeds = Pick<Run, "job" | "work">;

/** Null: the spec is what the direction of the run says that it is. */
export async function redirectedBy(
  run: DirectionNeeds,
  opening: Opening,
  spec: Spec,
): Promise<Redirected | null> {
  const isNew = spec.version !== opening.previous?.version;
  const direction = afterSpec(opening.direction, isNew);
  return direction === opening.direction ? null : beginAnew(run, opening, direction);
}

/** `opening`: with the direction, where a review waits. */
export async function orderOnce(
  run: DirectionNeeds,
  { opening, spec }: { opening: Opening; spec: Spec },
  orderWork: () => Promise<Found<Ordered>>,
): Promise<Found<{ order: WorkOrder; opening: Opening }> | Redirected> {
  const { order: before, opening: kept } = run.work.now();
  if (before !== null) return found({ order: before, opening });
  const ordered = await orderWork();
  if (ordered.kind === "ended") return ordered;
  const { order, proposal } = ordered.value;
  const direction = isUndecided(run.job, opening)
    ? directionOf({
        ...{ command: null, proposal },
        criteria: spec.criteria.map(({ id }) => id),
        threads: opening.threads.map(({ id }) => id),
      })
    : opening.direction;
  if (isRestart(direction) && opening.direction === null) return beginAnew(run, opening, direction);
  await run.work.keep({ order, opening: kept && { ...kept, direction } });
  return found({ order, opening: { ...opening, direction } });
}

/** The base moved beneath the plan: the run goes on from its newest commit, with the spec that people agreed on. */
export async function beginAfresh(
  { work, note, learn }: Pick<Run, "work" | "note" | "learn">,
  opening: Opening,
  beneath: string[],
): Promise<Redirected> {
  note([{ kind: "begun-afresh", paths: beneath }]);
  const afresh = [...opening.afresh, beneath];
  const { specified } = work.now();
  learn({ diff: null });
  await work.keep({
    opening: { ...keptOf(opening), afresh },
    specified: specified && { ...specified, short: null },
    ...{ order: null, baseline: null, red: [], building: null },
  });
  return { kind: "redirected", opening: { ...opening, afresh } };
}

async function beginAnew(
  { work }: DirectionNeeds,
  opening: Opening,
  direction: Direction | null,
): Promise<Redirected> {
  const kept = work.now().opening;
  const undone = { specified: null, order: null, baseline: null, red: [] };
  const round = { ...opening.round, first: isRestart(direction) ? null : opening.round.first };
  await work.keep({ opening: kept && { ...kept, direction, round }, ...undone });
  return { kind: "redirected", opening: { ...opening, direction, round } };
}

// The base is looked at again before a publish: where it moved, git carries the change over to it, or it is planned afresh there.
import { gaveUp, unchanged } from "../../../src/domain/outcome.ts";
import { isEmpty } from "../../../src/domain/patch.ts";
import { movedBeneath } from "../decisions/beneath.ts";
import type { Built } from "../decisions/next.ts";
import { startOf, waitingIn } from "../decisions/start.ts";
import type { Run } from "../state/begin.ts";
import { beginAfresh, type Redirected } from "./direction.ts";
import { ended, type Found, found } from "./found.ts";
import { pullEnded } from "./pull-ended.ts";
import { doAgain, planOn, putOn } from "./put-on.ts";
import { relocked } from "./relock.ts";
import type { Opening } from "./ticket.ts";
import type { Plan } from "./work-order.ts";
import { type Ground, openGround } from "./workspace.ts";

/** A base that moves faster than its checks run is not followed for ever: GitHub has the last word then. */
const MOST_FOLLOWED = 3;

/**
 * Null: the change stands where it is. Otherwise the plan on the newest base, with the change carried over and about to be
 * measured again, as `build` finds it. What a model read and wrote stays: nobody is asked again. Redirected: the base moved
 * beneath the plan, of which only the spec stays.
 */
export async function onNewerBase(
  run: Run,
  plan: Plan,
  built: Built,
  times: number,
): Promise<Found<Plan> | Redirected | null> {
  const sha = times < MOST_FOLLOWED ? await newerBase(run, plan.ground, built) : null;
  if (sha === null) return null;
  // Its own merge moves the base, too.
  const over = await pullEnded(run, plan.ground.opening);
  if (over !== null) return ended(over);
  return follow(run, plan, built, onto(sha, plan.ground.opening));
}

/** A person pointed the pull request at another branch: the change is carried over to the newest commit of that one. */
export async function onOtherBase(
  run: Run,
  plan: Plan,
  built: Built,
  { number, into, races }: { number: number; into: string; races: number },
): Promise<Found<Plan> | Redirected> {
  const { opening } = plan.ground;
  const sha =
    races < MOST_FOLLOWED ? await run.github.source.branchSha(run.job.issue.repository, into) : null;
  if (sha === null) return ended(gaveUp({ kind: "retargeted", number, into }));
  const pull = opening.pull === null ? null : { ...opening.pull, into };
  return follow(run, plan, built, onto(sha, { ...opening, into, pull }));
}

async function follow(
  run: Run,
  plan: Plan,
  built: Built,
  opening: Opening,
): Promise<Found<Plan> | Redirected> {
  const opened = await run.phase("workspace", () => openGround(run, opening, run.claim.signal));
  if (opened.kind === "ended") return opened;
  await using failed = new AsyncDisposableStack();
  const ground = failed.use(opened.value);
  const beneath = movedBeneath({
    ...{ order: plan.order, changed: built.patch.changes.map(({ path }) => path) },
    ...{ times: opening.afresh.length, continues: ground.existing !== null },
    before: (path) => plan.ground.workspace.view.contentId(path),
    now: (path) => ground.workspace.view.contentId(path),
  });
  if (beneath.length > 0) return beginAfresh(run, opening, beneath);
  const carried = await carryOver(run, ground, built);
  if (carried.kind === "ended") return carried;
  const followed = await planOn(run, plan, ground);
  if (followed.kind === "found") failed.move();
  return followed;
}

/** The newest commit of the base; null: the change stands on it, or nothing will be written. */
async function newerBase(run: Run, ground: Ground, built: Built): Promise<string | null> {
  const { opening, workspace, publishedTreeSha } = ground;
  if (built.patch.treeSha === publishedTreeSha) return null;
  const sha = await run.github.source.branchSha(run.job.issue.repository, opening.into);
  return sha === workspace.sha ? null : sha;
}

/** A run that continues a pull request carries over what is there; any other one begins there anew. */
function onto(sha: string, opening: Opening): Opening {
  const { pull, intoSha } = opening;
  const { continues } = startOf(pull, { waiting: waitingIn(opening), intoSha });
  return continues ? { ...opening, rebasedOn: sha } : { ...opening, intoSha: sha };
}

async function carryOver(run: Run, ground: Ground, built: Built): Promise<Found<null>> {
  const { opening, workspace } = ground;
  const { into: base } = opening;
  const applied = await workspace.apply(built.patch.diff, "three-way");
  const written = applied.kind === "applied" ? null : await relocked(run, ground, built.patch);
  if (written !== null) {
    await putOn(run, opening, built, written);
    return found(null);
  }
  if (applied.kind === "does-not-apply") {
    const { fault } = applied;
    const otherwise = { kind: "base-conflicts", base, fault } as const;
    return doAgain(run, ground, built, { by: "base", fault, otherwise });
  }
  if (isEmpty(applied.patch)) return ended(unchanged({ kind: "base-holds-it", base }));
  await putOn(run, opening, built, applied.patch);
  return found(null);
}

// People pushed to our branch before our commit was there: the change is merged with theirs, and measured again.
import { gaveUp, type Outcome } from "../../../src/domain/outcome.ts";
import { identityOf } from "../../../src/domain/repository.ts";
import type { OpenPull } from "../../../src/github/github.ts";
import type { Built } from "../decisions/next.ts";
import { mergedOnto } from "../decisions/start.ts";
import type { Run } from "../state/begin.ts";
import { ended, type Found, found } from "./found.ts";
import { doAgain, planOn, putOn } from "./put-on.ts";
import type { Plan } from "./work-order.ts";
import { type Ground, openGround } from "./workspace.ts";

/** A branch that people push to faster than its checks run is theirs. */
const MOST_RACES = 3;
const MAX_BYTES = 10 * 1024 * 1024;

/**
 * The plan on what people pushed, with the change merged into it and about to be measured again, as `build` finds it. Nothing
 * of theirs is ever written over, and no model is asked again unless both changed the same lines.
 */
export async function onNewerBranch(run: Run, plan: Plan, built: Built, races: number): Promise<Found<Plan>> {
  const { opening } = plan.ground;
  const lost: Outcome = gaveUp({ kind: "branch-moved", branch: opening.branch });
  const { open: pull } = races < MOST_RACES ? await run.github.pulls.find(run.job.issue) : { open: null };
  if (pull === null || opening.branchSha === null || pull.branch !== opening.branch) return ended(lost);
  const rebasedOn = mergedOnto(pull, { continues: plan.ground.existing !== null, ...opening });
  const newer = { ...opening, pull, branchSha: pull.headSha, rebasedOn };
  const opened = await run.phase("workspace", () => openGround(run, newer, run.claim.signal));
  if (opened.kind === "ended") return opened;
  await using failed = new AsyncDisposableStack();
  const ground = failed.use(opened.value);
  const carried = await merge(
    run,
    { from: plan.ground, to: ground, pull, branchSha: opening.branchSha },
    built,
  );
  if (carried.kind === "ended") return carried;
  const merged = await planOn(run, plan, ground);
  if (merged.kind === "found") failed.move();
  return merged;
}

type Merging = {
  from: Ground;
  to: Ground;
  pull: OpenPull;
  /** The branch as the change was built for it. */
  branchSha: string;
};

/** What the run adds to the branch as it was, added to the branch as it is. */
async function merge(run: Run, { from, to, pull, branchSha }: Merging, built: Built): Promise<Found<null>> {
  const ours = await from.workspace.diffFrom(branchSha, built.patch, MAX_BYTES);
  const key = identityOf(run.job.issue.repository);
  await using theirs = await run.workspaces.open(key, to.opening.git, pull.headSha, run.claim.signal);
  const applied = await theirs.apply(ours, "three-way");
  const otherwise = { kind: "branch-moved", branch: pull.branch } as const;
  if (applied.kind === "does-not-apply")
    return doAgain(run, to, built, { by: "branch", fault: applied.fault, otherwise });
  const whole = await to.workspace.apply(await theirs.diffFrom(to.workspace.sha, applied.patch, MAX_BYTES));
  if (whole.kind === "does-not-apply") return ended(gaveUp(otherwise));
  await putOn(run, to.opening, built, whole.patch);
  return found(null);
}

// The base is looked at again before a publish: where it moved in a way that matters, the change is carried over to it by git.
import { gaveUp, unchanged } from "../../../src/domain/outcome.ts";
import { isEmpty } from "../../../src/domain/patch.ts";
import { slug } from "../../../src/domain/repository.ts";
import type { TreeView } from "../../toolchains/toolchain.ts";
import type { Built } from "../decisions/next.ts";
import { mustFollow, startOf } from "../decisions/start.ts";
import type { Run } from "../state/begin.ts";
import type { Position } from "../state/checkpoint.ts";
import { ended, type Found, found } from "./found.ts";
import { baselineOnce } from "./once.ts";
import type { Opening } from "./ticket.ts";
import type { Plan } from "./work-order.ts";
import { type Ground, openGround } from "./workspace.ts";

/** A base that moves faster than its checks run is not followed for ever: GitHub has the last word then. */
const MOST_FOLLOWED = 3;

/**
 * Null: the change stands where it is. Otherwise the plan on the newest base, with the change carried over and about to be
 * measured again, as `build` finds it. What a model read and wrote stays: nobody is asked again.
 */
export async function onNewerBase(
  run: Run,
  plan: Plan,
  built: Built,
  followed: number,
): Promise<Found<Plan> | null> {
  const { signal } = run.claim;
  const sha = followed < MOST_FOLLOWED ? await newerBase(run, plan.ground, built) : null;
  if (sha === null) return null;
  const opening = onto(sha, plan.ground.opening);
  const opened = await run.phase("workspace", () => openGround(run, opening, signal));
  if (opened.kind === "ended") return opened;
  await using failed = new AsyncDisposableStack();
  const ground = failed.use(opened.value);
  const carried = await carryOver(run, ground, built);
  if (carried.kind === "ended") return carried;
  const baseline = await baselineOnce(run, ground, signal);
  if (baseline.kind === "ended") return baseline;
  failed.move();
  const { project } = baseline.value;
  return found({ ...plan, ground: { ...ground, project }, baseline: baseline.value });
}

/** The newest commit of the base, where the change has to follow it; null: it has not. */
async function newerBase(run: Run, ground: Ground, built: Built): Promise<string | null> {
  const { opening, workspace, publishedTreeSha } = ground;
  const { repository } = run.job.issue;
  // The pull request holds it already: nothing will be written.
  if (built.patch.treeSha === publishedTreeSha) return null;
  const sha = await run.github.source.branchSha(repository, opening.into);
  if (sha === null || sha === workspace.sha) return null;
  await using newest = await run.workspaces.open(slug(repository), opening.git, sha, run.claim.signal);
  const changed = built.patch.changes.map(({ path }) => path);
  return mustFollow(differing(workspace.view, newest.view), changed) ? sha : null;
}

function differing(before: TreeView, after: TreeView): string[] {
  const paths = new Set([...before.paths, ...after.paths]);
  return [...paths].filter((path) => before.contentId(path) !== after.contentId(path));
}

/** A run that continues a pull request carries over what is there; any other one begins there anew. */
function onto(sha: string, opening: Opening): Opening {
  const { pull, threads } = opening;
  const { continues } = startOf(pull, { threads: threads.length, intoSha: opening.intoSha });
  return continues ? { ...opening, rebasedOn: sha } : { ...opening, intoSha: sha };
}

async function carryOver(run: Run, { opening, workspace }: Ground, built: Built): Promise<Found<null>> {
  const { into: base } = opening;
  const applied = await workspace.apply(built.patch.diff, "three-way");
  if (applied.kind === "does-not-apply")
    return ended(gaveUp({ kind: "base-conflicts", base, fault: applied.fault }));
  if (isEmpty(applied.patch)) return ended(unchanged({ kind: "base-holds-it", base }));
  const { diff, treeSha } = applied.patch;
  run.learn({ diff });
  const { git: _, ...kept } = opening;
  const position: Position = { kind: "measure", done: built.done, cap: null, wall: null, uncarried: [] };
  const { building } = run.work.now();
  if (building === null) return found(null);
  await run.work.keep({
    opening: kept,
    baseline: null,
    building: {
      ...{ position, progress: building.progress },
      diff: Buffer.from(diff).toString("base64"),
      reviewed: { treeSha, findings: built.findings },
    },
  });
  return found(null);
}

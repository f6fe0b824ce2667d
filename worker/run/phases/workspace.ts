// What a run builds on: the base commit, the toolchain's view of it, and a change that is already there to continue.

import { type Convention, conventionOf } from "../../../src/domain/convention.ts";
import { isRestart } from "../../../src/domain/direction.ts";
import { failed, unchanged } from "../../../src/domain/outcome.ts";
import { isEmpty, type Patch } from "../../../src/domain/patch.ts";
import { identityOf } from "../../../src/domain/repository.ts";
import type { GitSource } from "../../../src/github/github.ts";
import type { Thread } from "../../../src/github/thread.ts";
import type { Parser } from "../../map/parser.ts";
import type { Territory } from "../../roles/order-check.ts";
import { type Guide, guidesOf } from "../../roles/style.ts";
import { recipeOf } from "../../toolchains/as-rules.ts";
import { type CiChecks, withCiChecks } from "../../toolchains/ci-checks.ts";
import { hintsIn } from "../../toolchains/hints.ts";
import { inRunnersWay } from "../../toolchains/in-the-way.ts";
import { recognise } from "../../toolchains/recognise.ts";
import type { Project } from "../../toolchains/toolchain.ts";
import { isWorkflow } from "../../toolchains/tree.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { asksOf, idleBeforeWork } from "../decisions/asks.ts";
import { parentsOf, parentsOn, startOf, waitingIn } from "../decisions/start.ts";
import type { Replacement } from "../decisions/suggestions.ts";
import type { Run } from "../state/begin.ts";
import { ended, type Found, found } from "./found.ts";
import { withSuggestions } from "./suggested.ts";
import { surveyTerritory } from "./territory.ts";
import type { Opening } from "./ticket.ts";

export type Ground = AsyncDisposable & {
  opening: Opening;
  workspace: Workspace;
  project: Project;
  /** The tree of our open pull request, where it stands on the commit this run builds on; null: it cannot be compared. */
  publishedTreeSha: string | null;
  /** What the red jobs run that the run is about, as far as the workflow files say it. */
  ci: CiChecks;
  /** A change that this run continues, as a patch on the base, with the suggestions; null: it starts from the base alone. */
  existing: Uint8Array | null;
  /** What the branch of our pull request holds, as a patch on this commit; null: that is not known here. */
  onBranch: Patch | null;
  /** Suggestions of the review that are part of it, word for word. */
  suggested: Replacement[];
  /** Parents of the commit to be made. */
  parents: string[];
  /** What its own guides say: style, never permission. */
  guides: Guide[];
  /** How its commit subjects are written. */
  convention: Convention;
  /** Reads code while the change is measured. */
  parser: Parser;
  /** The commit and its map, made when it is first asked for. */
  territory(): Promise<Territory>;
  /** What the run lets go of at its end. */
  held: AsyncDisposableStack;
};

/** What is usual now, not years ago. */
const SUBJECTS = 50;
const MOST_NAMED = 100;
const MAX_EXISTING_BYTES = 10 * 1024 * 1024;

export type GroundNeeds = Pick<Run, "job" | "workspaces" | "surveyor" | "startParser" | "note">;

export async function openGround(
  run: GroundNeeds,
  opening: Opening,
  signal: AbortSignal,
): Promise<Found<Ground>> {
  const { pull, threads, red, commentsAreRead } = opening;
  const waiting = { hasPull: pull !== null, threads: threads.length, red: red.length, commentsAreRead };
  const idle = idleBeforeWork(asksOf(run.job), waiting);
  if (idle !== null) return ended(unchanged(idle));
  const start = startOf(pull, { waiting: waitingIn(opening), intoSha: opening.intoSha });
  // No suggestion speaks of the lines of what is built afresh.
  const reviewed = isRestart(opening.direction) ? [] : threads;
  await using held = new AsyncDisposableStack();
  const { rebasedOn } = opening;
  const source = sourceFor(opening);
  const open = (sha: string) =>
    run.workspaces.open(identityOf(run.job.issue.repository), source, sha, signal);
  const workspace = held.use(await open(rebasedOn ?? start.sha));
  run.note(workspace.notes);
  const published =
    pull !== null && start.comparable && rebasedOn === null
      ? await workspace.diffTo(pull.headSha, MAX_EXISTING_BYTES)
      : null;
  const onBranch = published === null ? null : await patchOf(workspace, published);
  // GitHub runs the workflows of the branch; ours are read from the base.
  const known = onBranch?.changes.some(({ path }) => isWorkflow(path)) ? [] : red;
  const recognised = await recognise(workspace.view, opening.rules);
  const checked = recognised && (await withCiChecks(recognised, known, workspace.view));
  const project = checked?.project ?? null;
  if (project === null || project.checks.length === 0) {
    const hints = await hintsIn(workspace.view);
    return ended(failed({ kind: "nothing-to-check", toolchain: project?.toolchain ?? null, hints }));
  }
  if (project.missing !== null) {
    const { toolchain, missing } = project;
    const recipe = { ...recipeOf(project, await hintsIn(workspace.view)), image: missing.image };
    return ended(failed({ kind: "no-program", toolchain, ...missing, recipe }));
  }
  if (project.guessed.length > 0) run.note([{ kind: "checks-guessed", commands: [...project.guessed] }]);
  if (project.unchecked.length > 0)
    run.note([{ kind: "folders-unchecked", folders: [...project.unchecked] }]);
  const inTheWay = inRunnersWay(project, workspace.view.paths);
  if (inTheWay.length > 0) run.note([{ kind: "in-runners-way", paths: inTheWay.slice(0, MOST_NAMED) }]);
  const begun = start.continues && published !== null && published.length > 0 ? published : null;
  const there =
    pull !== null && rebasedOn !== null
      ? await carriedOver(pull.headSha, { from: await open(start.sha), to: workspace, threads: reviewed })
      : {
          ...(await withSuggestions(workspace, { existing: begun, threads: reviewed })),
          onBranch,
        };
  const ground = {
    opening,
    workspace,
    project,
    ci: checked?.ci ?? { commands: [], added: [] },
    publishedTreeSha: published === null ? null : (there.onBranch?.treeSha ?? null),
    existing: there.diff,
    onBranch: there.onBranch,
    suggested: there.made,
    parents:
      rebasedOn === null ? parentsOf(start, opening.branchSha) : parentsOn(rebasedOn, opening.branchSha),
    guides: await guidesOf(workspace.view),
    convention: conventionOf(await workspace.subjects(workspace.sha, SUBJECTS)),
  };
  let territory: Promise<Territory> | null = null;
  const survey = () => {
    territory ??= surveyTerritory({ surveyor: run.surveyor, workspace, existing: null, signal });
    return territory;
  };
  const kept = held.move();
  return found({
    ...ground,
    parser: kept.use(run.startParser()),
    territory: survey,
    held: kept,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  });
}

type Carried = { from: Workspace; to: Workspace; threads: Thread[] };

function sourceFor({ git, rules }: Opening): GitSource {
  return rules.submodules ? { ...git, submodules: rules.registries ?? [] } : git;
}

/** The change that is there, as a patch on a newer base; null: it conflicts, or there is none. */
async function carriedOver(headSha: string, { from, to, threads }: Carried) {
  await using old = from;
  const existing = await old.diffTo(headSha, MAX_EXISTING_BYTES);
  // A suggestion speaks of the lines of the branch.
  const { diff, made } = await withSuggestions(old, { existing, threads });
  const [onBranch, all] = [await over(to, existing), await over(to, diff ?? existing)];
  return all === null ? { diff: null, made: [], onBranch } : { diff: all.diff, made, onBranch };
}

async function over(workspace: Workspace, diff: Uint8Array): Promise<Patch | null> {
  const applied = await workspace.apply(diff, "three-way");
  return applied.kind === "applied" && !isEmpty(applied.patch) ? applied.patch : null;
}

async function patchOf(workspace: Workspace, diff: Uint8Array): Promise<Patch | null> {
  const applied = await workspace.apply(diff);
  return applied.kind === "applied" ? applied.patch : null;
}

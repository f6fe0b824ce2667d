// What a run builds on: the base commit, the toolchain's view of it, and a change that is already there to continue.

import { type Convention, conventionOf } from "../../../src/domain/convention.ts";
import { NO_DIFF } from "../../../src/domain/patch.ts";
import { slug } from "../../../src/domain/repository.ts";
import type { Territory } from "../../roles/order-check.ts";
import { recognise } from "../../toolchains/recognise.ts";
import type { Project } from "../../toolchains/toolchain.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { failed, unchanged } from "../ending/endings.ts";
import type { Run } from "../state/context.ts";
import { end, go, type Step } from "./step.ts";
import { styleOf } from "./style.ts";
import { surveyTerritory } from "./territory.ts";
import type { Opening } from "./ticket.ts";

export type Ground = AsyncDisposable & {
  opening: Opening;
  workspace: Workspace;
  project: Project;
  /** The tree of our open pull request, where it stands on the commit this run builds on; null: it cannot be compared. */
  publishedTreeSha: string | null;
  /** A change that this run continues, as a patch on the base; null: it starts from the base alone. */
  existing: Uint8Array | null;
  /** Parents of the commit to be made. */
  parents: string[];
  /** The repository's own conventions: style, never permission. */
  style: string;
  /** How its commit subjects are written. */
  convention: Convention;
  /** The commit and its map, made when it is first asked for. */
  territory(): Promise<Territory>;
  /** What the run lets go of at its end. */
  held: AsyncDisposableStack;
};

/** What is usual now, not years ago. */
const SUBJECTS = 50;
const MAX_EXISTING_BYTES = 10 * 1024 * 1024;

export async function openGround(run: Run, opening: Opening, signal: AbortSignal): Promise<Step<Ground>> {
  const { pull } = opening;
  if (run.job.kind === "revise" && pull === null) {
    return end(unchanged({ kind: "pull-not-open" }));
  }
  if (run.job.kind === "revise" && opening.threads.length === 0 && opening.commentsAreRead) {
    return end(unchanged({ kind: "no-thread-waits" }));
  }
  // A fresh run starts from the newest base; only a review, or a person's commits, make it continue what is there.
  const continues = pull !== null && (opening.threads.length > 0 || pull.commitsByOthers.length > 0);
  const sha = continues ? pull.mergeBaseSha : opening.intoSha;
  await using held = new AsyncDisposableStack();
  const workspace = held.use(
    await run.ports.workspaces.open(slug(run.job.issue.repository), opening.git, sha, signal),
  );
  run.reporter.show({ notes: [...run.reporter.view().notes, ...workspace.notes] });
  const project = await recognise(workspace.view, opening.rules);
  if (project === null || project.checks.length === 0)
    return end(failed({ kind: "nothing-to-check", toolchain: project?.toolchain ?? null }));
  const comparable = pull !== null && pull.mergeBaseSha === sha;
  const published = comparable ? await workspace.diffTo(pull.headSha, MAX_EXISTING_BYTES) : NO_DIFF;
  const convention = conventionOf(await workspace.subjects(workspace.sha, SUBJECTS));
  const ground = {
    opening,
    workspace,
    project,
    publishedTreeSha: comparable ? await treeOf(workspace, published) : null,
    existing: continues && published.length > 0 ? published : null,
    parents: await parentsOf(opening, workspace, continues),
    style: await styleOf(workspace.view),
    convention,
  };
  let territory: Promise<Territory> | null = null;
  const survey = () => {
    territory ??= surveyTerritory({ surveyor: run.ports.surveyor, workspace, existing: null, signal });
    return territory;
  };
  const kept = held.move();
  return go({ ...ground, territory: survey, held: kept, [Symbol.asyncDispose]: () => kept.disposeAsync() });
}

async function treeOf(workspace: Workspace, diff: Uint8Array): Promise<string | null> {
  const applied = await workspace.apply(diff);
  return applied.kind === "applied" ? applied.patch.treeSha : null;
}

/** Never forced: the new commit stands on the branch as it is, and on the base it was built from where that is newer. */
async function parentsOf(opening: Opening, workspace: Workspace, continues: boolean): Promise<string[]> {
  if (opening.branchSha === null) return [workspace.sha];
  if (continues || opening.pull?.mergeBaseSha === workspace.sha) return [opening.branchSha];
  return [opening.branchSha, workspace.sha];
}

// What is done for proof once the head holds: parts of the change are taken out, and the tests named for criteria have to notice.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import type { Ablation } from "../../../src/domain/experiment.ts";
import { utf8OrNull } from "../../workspace/tree-view.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { type Arms, testsOf, withBuilds } from "../measure/arms.ts";
import { type Claim, proversOf } from "../prove/trace.ts";
import { ablate } from "./ablate.ts";
import { takenOut } from "./take-out.ts";

export type Experimenting = Arms & {
  workspace: Pick<Workspace, "contents">;
  claims: Claim[];
};

/** Empty where nothing that was named ran on the head. */
export async function ablations(experiment: Experimenting, head: CheckResult[]): Promise<Ablation[]> {
  const { project, patch, claims, workspace, signal } = experiment;
  const provers = proversOf(claims, head);
  if (provers.length === 0) return [];
  const files = new Map((await workspace.contents(patch)).map(({ path, content }) => [path, content]));
  const textOf = (path: string) => {
    const content = files.get(path) ?? null;
    return content === null ? null : utf8OrNull(content);
  };
  const named = new Set(provers.map(({ check }) => check));
  return await ablate({
    project,
    checks: withBuilds(
      project,
      testsOf(project).filter(({ name }) => named.has(name)),
    ),
    ...{ head, provers, signal },
    parts: takenOut(patch.changes, textOf),
    open: () => experiment.open(patch.diff),
  });
}

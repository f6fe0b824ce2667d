// The work order for an agreed spec: written along with it where the issue is small, else in a conversation of its own.
import type { Evidence } from "../../../src/domain/evidence.ts";
import { gaveUp } from "../../../src/domain/outcome.ts";
import type { Spec } from "../../../src/domain/spec.ts";
import type { WorkOrder } from "../../../src/domain/work-order.ts";
import { type Ordered, type Specified, writeOrder } from "../../roles/architect.ts";
import { checksText } from "../../roles/checks-text.ts";
import { redJobsText } from "../../roles/ci-text.ts";
import { withConvention } from "../../roles/convention-text.ts";
import { styleText } from "../../roles/style.ts";
import { suggestionsOrder } from "../../roles/suggestions-order.ts";
import { patchText } from "../../roles/texts.ts";
import { threadsText } from "../../roles/threads-text.ts";
import { readerTools } from "../../tools/index.ts";
import { isUndecided, threadsIn } from "../decisions/direction.ts";
import { asksOnlySuggestions } from "../decisions/suggestions.ts";
import { unanswered } from "../decisions/unanswered.ts";
import type { Run } from "../state/begin.ts";
import type { Learn } from "../state/state.ts";
import type { Baseline } from "./baseline.ts";
import { type EquipNeeds, equip } from "./equip.ts";
import { ended, type Found, found } from "./found.ts";
import { openOnDemand } from "./open-sandbox.ts";
import { madeIn } from "./suggested.ts";
import { surveyTerritory } from "./territory.ts";
import type { Ground } from "./workspace.ts";

/** What people agreed and what it stands on: what is built, measured, reviewed, guarded and published. */
export type Plan = { ground: Ground; spec: Spec; baseline: Baseline; order: WorkOrder };

export type Agreed = Specified & { baseline: Baseline };

export type OrderNeeds = Pick<Run, "job" | "claim" | "sandboxes" | "settings" | "surveyor" | "budgets"> &
  EquipNeeds & { learn: Learn<"size" | "usage"> };

export async function orderWork(run: OrderNeeds, ground: Ground, agreed: Agreed): Promise<Found<Ordered>> {
  const failing = knownFailures(agreed.baseline.results);
  const short = shortOrder(agreed.short, failing);
  if (short !== null) {
    run.learn({ size: short.size });
    return found({ order: short.order, proposal: null });
  }
  const { suggested } = ground;
  if (asksOnlySuggestions(ground.opening.threads, suggested))
    return found({
      order: suggestionsOrder(
        agreed.spec,
        suggested.map(({ path }) => path),
      ),
      proposal: null,
    });
  const { signal } = run.claim;
  const { existing, opening, workspace, guides, convention, project } = ground;
  const { results } = agreed.baseline;
  const use = { layer: agreed.baseline.layer, patch: existing, purpose: "architect" } as const;
  await using sandbox = openOnDemand(run, ground, use, signal);
  const territory =
    existing === null
      ? ground.territory()
      : surveyTerritory({ surveyor: run.surveyor, workspace, existing, signal });
  const answer = await writeOrder(equip(run, opening.rules, readerTools(sandbox), signal), {
    ...(await territory),
    spec: agreed.spec,
    existingChange: existing === null ? "" : patchText(existing),
    threads: threadsText(threadsIn(opening), madeIn(ground)),
    pictures: opening.pictures,
    redJobs: redJobsText(opening.red),
    style: withConvention(styleText(guides, ["code", "tests", "commits"]), convention),
    checks: checksText({ project, results, paths: workspace.view.paths, near: [] }),
    mayRestart: isUndecided(run.job, opening),
  });
  return answer.kind === "handed-in"
    ? found(answer.value)
    : ended(gaveUp(unanswered("write-order", answer, run.budgets())));
}

/** An order that was written along with the spec knows nothing of tests that fail before any change. */
export function shortOrder(short: Specified["short"], failing: string[]): Specified["short"] {
  return failing.length === 0 ? short : null;
}

function knownFailures(results: Evidence["base"]): string[] {
  return results.flatMap((r) => (r.tests ?? []).filter((t) => t.status === "failed").map((t) => t.name));
}

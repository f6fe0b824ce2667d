// The second pair of eyes: a fresh conversation over spec, change and evidence, in a sandbox of its own.
import type { Evidence } from "../../../src/domain/evidence.ts";
import type { Finding } from "../../../src/domain/finding.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import type { HandIn } from "../../roles/ask-role.ts";
import { review } from "../../roles/reviewer.ts";
import { readerTools } from "../../tools/index.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { type EquipNeeds, equip } from "./equip.ts";
import { openOnDemand, type SandboxNeeds } from "./open-sandbox.ts";
import type { Plan } from "./work-order.ts";

export type Change = { patch: Patch; evidence: Evidence };

export async function reviewChange(
  run: SandboxNeeds & EquipNeeds,
  plan: Plan,
  change: Change,
): Promise<HandIn<Finding[]>> {
  const { ground, baseline, spec } = plan;
  const signal = run.claim.signal;
  const use = { layer: baseline.layer, patch: change.patch.diff, purpose: "review" } as const;
  await using sandbox = openOnDemand(run, ground, use, signal);
  const equipment = equip(run, ground.opening.rules, readerTools(sandbox), signal);
  return await review(equipment, {
    spec,
    diff: change.patch.diff,
    evidence: change.evidence,
    style: ground.style,
    linesOf: await headLines(change.patch, ground.workspace),
  });
}

/** How many lines a text file has on the head: as the change leaves it, or as it was. */
async function headLines(
  patch: Patch,
  workspace: Workspace,
): Promise<(path: string) => Promise<number | null>> {
  const changed = new Map((await workspace.contents(patch)).map(({ path, content }) => [path, content]));
  return async (path) => {
    const content = changed.get(path);
    if (content === null) return null;
    const text = content === undefined ? await workspace.view.read(path) : Buffer.from(content).toString();
    return text === null ? null : linesIn(text);
  };
}

function linesIn(text: string): number {
  return text.replace(/\n$/, "").split("\n").length;
}

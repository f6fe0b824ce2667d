// The architect's work order for an agreed spec, validated against the base tree.
import type { Evidence } from "../../src/domain/evidence.ts";
import type { Spec } from "../../src/domain/spec.ts";
import type { WorkOrder } from "../../src/domain/work-order.ts";
import { writeOrder } from "../roles/architect.ts";
import { patchText, threadsText } from "../roles/texts.ts";
import { readerTools } from "../tools/index.ts";
import type { Baseline } from "./baseline.ts";
import { deskFor, type Run } from "./context.ts";
import { unanswered } from "./endings.ts";
import type { Ground } from "./open-ground.ts";
import { openSandbox } from "./open-sandbox.ts";
import { end, go, type Step } from "./step.ts";

export type Agreed = { spec: Spec; baseline: Baseline };

export async function plan(run: Run, ground: Ground, agreed: Agreed): Promise<Step<WorkOrder>> {
  const signal = run.claim.signal;
  const place = { layer: agreed.baseline.layer, patch: ground.existing, purpose: "architect" } as const;
  await using sandbox = await openSandbox(run, ground, place, signal);
  const answer = await writeOrder(deskFor(run, ground.opening.rules, readerTools(sandbox), signal), {
    spec: agreed.spec,
    knownFailures: knownFailures(agreed.baseline.results),
    existingChange: ground.existing === null ? "" : patchText(ground.existing),
    threads: threadsText(ground.opening.threads),
    tree: ground.workspace.view,
    style: ground.style,
  });
  return answer.kind === "answered" ? go(answer.value) : end(unanswered("write the work order", answer));
}

function knownFailures(results: Evidence["base"]): string[] {
  return results.flatMap((r) => (r.tests ?? []).filter((t) => t.status === "failed").map((t) => t.name));
}

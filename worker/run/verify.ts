// Measures a change in fresh sandboxes: nothing the coder's own sandbox shows counts.
import type { Evidence } from "../../src/domain/evidence.ts";
import type { Patch } from "../../src/domain/patch.ts";
import { measure } from "../evidence/matrix.ts";
import type { Done } from "../roles/coder.ts";
import type { Assignment } from "./assignment.ts";
import type { Run } from "./context.ts";
import { openSandbox } from "./open-sandbox.ts";

export function verify(
  run: Run,
  assignment: Assignment,
  change: { patch: Patch; done: Done },
): Promise<Evidence> {
  const { ground, baseline, spec } = assignment;
  const signal = run.claim.signal;
  return measure({
    project: ground.project,
    workspace: ground.workspace,
    patch: change.patch,
    base: baseline.results,
    criteria: spec.criteria,
    claims: change.done.proofs,
    open: (patch) => openSandbox(run, ground, { layer: baseline.layer, patch, purpose: "verify" }, signal),
    signal,
  });
}

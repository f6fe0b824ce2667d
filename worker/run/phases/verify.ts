// Measures a change in fresh sandboxes: nothing the coder's own sandbox shows counts.
import { brokenChecks } from "../../../src/domain/broken-checks.ts";
import type { Evidence } from "../../../src/domain/evidence.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import { type Measurement, measure } from "../../evidence/matrix.ts";
import { withLostCommands } from "../../evidence/measure/lost-command.ts";
import { mendedSince } from "../../evidence/prove/mended.ts";
import { withCopies } from "../../evidence/scrutiny/copied.ts";
import type { Done } from "../../roles/done.ts";
import { isTestPath } from "../../toolchains/paths.ts";
import type { Run } from "../state/begin.ts";
import type { Meter } from "../state/meter.ts";
import { openSandbox, type SandboxNeeds } from "./open-sandbox.ts";
import type { Plan } from "./work-order.ts";

export type VerifyNeeds = SandboxNeeds &
  Pick<Run, "settings" | "clock"> & { meter: Pick<Meter, "exhausted"> };

export async function verify(
  run: VerifyNeeds,
  plan: Omit<Plan, "order"> & { order: Pick<Plan["order"], "contradicts"> },
  change: { patch: Patch; done: Done; handedIn: boolean },
): Promise<Evidence> {
  const { ground, baseline, spec, order } = plan;
  const signal = run.claim.signal;
  const blinding = {
    at: Math.floor(run.clock.now() / 1000),
    paths: change.patch.changes.map(({ path }) => path),
  };
  const measurement: Measurement = {
    project: ground.project,
    workspace: ground.workspace,
    parser: ground.parser,
    patch: change.patch,
    base: baseline.results,
    memory: baseline.memory,
    criteria: spec.criteria,
    claims: change.done.proofs,
    undecidable: change.done.undecidable,
    // A test that contradicts no criterion of the spec is nobody's order.
    announced: order.contradicts.filter(({ because }) => spec.criteria.some(({ id }) => id === because)),
    handedIn: change.handedIn,
    // The reserve pays for what a change does, not for how good its tests are; nor does that matter while it goes on.
    qualityMs: change.handedIn && run.meter.exhausted() === null ? run.settings.testQualityMs : 0,
    open: async (patch) => {
      const use = { layer: baseline.layer, patch, blinding, purpose: "verify" } as const;
      return withLostCommands(await openSandbox(run, ground, use, signal), "machine");
    },
    signal,
  };
  const evidence = await measure(measurement);
  const mended = await mendedIn(plan, measurement, { ...change, evidence });
  return await withCopies({ ...evidence, mended }, change.patch, ground.workspace);
}

/** Only of a change that holds, and that the coder handed in: until then every answer may change. */
async function mendedIn(
  { ground: { onBranch, opening } }: Pick<Plan, "ground">,
  measurement: Measurement,
  { evidence, done, handedIn }: { evidence: Evidence; done: Done; handedIn: boolean },
): Promise<Evidence["mended"]> {
  const named = done.answers.flatMap(({ by }) => by ?? []);
  const { base, head } = evidence;
  if (
    !handedIn ||
    onBranch === null ||
    opening.threads.length === 0 ||
    named.length === 0 ||
    brokenChecks(base, head).length > 0
  )
    return [];
  const { patch } = measurement;
  return mendedSince(measurement, { before: onBranch, patch, head, named, isTest: isTestPath });
}

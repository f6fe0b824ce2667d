// A red job of the CI, answered by our own run of what it runs: with the change and without it, before a model is asked.
import { newlyBroken } from "../../../src/domain/broken-checks.ts";
import type { CheckResult } from "../../../src/domain/evidence.ts";
import { unchanged } from "../../../src/domain/outcome.ts";
import { NOTHING_SAID } from "../../roles/done.ts";
import { runsAsCi } from "../../toolchains/ci-checks.ts";
import { afterCiHere } from "../decisions/after-ci.ts";
import type { Run } from "../state/begin.ts";
import type { Baseline } from "./baseline.ts";
import { ended, type Found, found } from "./found.ts";
import { type VerifyNeeds, verify } from "./verify.ts";
import type { Agreed } from "./work-order.ts";
import type { Ground } from "./workspace.ts";

/** What red jobs run and does not hold here without the change, either, tells nothing of the change, and is no check here. */
export function withoutRedCi(baseline: Baseline, { ci }: Pick<Ground, "ci">): Baseline {
  const isTelling = ({ check, ending }: CheckResult) => ending === "passed" || !ci.added.includes(check.name);
  const results = baseline.results.filter(isTelling);
  const names = new Set(baseline.results.filter((each) => !isTelling(each)).map(({ check }) => check.name));
  const checks = baseline.project.checks.filter(({ name }) => !names.has(name));
  return { ...baseline, results, project: { ...baseline.project, checks } };
}

export type CiNeeds = VerifyNeeds & Pick<Run, "phase">;

/** What holds without the change and not with it; empty where the run is about no red job, or nothing here tells. */
export async function ciHere(
  run: CiNeeds,
  ground: Ground,
  { spec, baseline }: Pick<Agreed, "spec" | "baseline">,
): Promise<Found<CheckResult[]>> {
  const { existing, opening, ci, workspace } = ground;
  const applied = opening.red.length === 0 || existing === null ? null : await workspace.apply(existing);
  if (applied?.kind !== "applied") return found([]);
  const plan = { ground, spec, baseline, order: { contradicts: [] } };
  const change = { patch: applied.patch, done: NOTHING_SAID, handedIn: false };
  const { base, head } = await run.phase("verify", () => verify(run, plan, change));
  const held = ci.commands.filter((command) =>
    base.some(({ check, ending }) => ending === "passed" && runsAsCi(check, command)),
  );
  const next = afterCiHere(newlyBroken(base, head), { red: opening.red, held });
  return next.kind === "leave" ? ended(unchanged(next.reason)) : found(next.broken);
}

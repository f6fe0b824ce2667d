// Runs the checks of the touched packages first, so that a break there shows before everything has run.
import { brokenChecks } from "../../../src/domain/broken-checks.ts";
import { type Check, type CheckResult, failedTests } from "../../../src/domain/evidence.ts";
import { NO_DIFF, type Patch } from "../../../src/domain/patch.ts";
import type { Project } from "../../toolchains/toolchain.ts";
import { BROKEN_MS, repeated, type Steady } from "./flaky.ts";

export type Looking = {
  project: Pick<Project, "narrow">;
  patch: Patch;
  /** The baseline of everything. */
  base: CheckResult[];
  /** Checks on the base with a patch applied, or none, in a fresh sandbox. */
  on(patch: Uint8Array, checks: Check[]): Promise<CheckResult[]>;
};

/** The broken checks, with the same checks on the base. Null: nothing is broken for certain, so everything has to run. */
export async function brokenEarly(looking: Looking): Promise<(Steady & { base: CheckResult[] }) | null> {
  const { project, patch, base, on } = looking;
  const checks = project.narrow(patch.changes);
  if (checks === null) return null;
  const results = await on(patch.diff, checks);
  if (brokenChecks(base, results).length === 0) return null;
  // These commands are ours: where they fail on the base too, the failure says nothing about the change.
  const before = await on(NO_DIFF, checks);
  const builds = checks.filter((check) => check.kind === "build");
  const again = async (check: Check) => {
    const last = (await on(patch.diff, [...builds, check])).at(-1);
    if (last === undefined) throw new Error(`${check.name} was not run again`);
    return last;
  };
  const steady = await repeated({ base: before, results, alsoHolding: false, limitMs: BROKEN_MS, again });
  return brokenChecks(before, steady.results).some(saysWhat) ? { ...steady, base: before } : null;
}

/** A command that fails without naming anything, as on a path that is no test, may hold where everything runs. */
function saysWhat(result: CheckResult): boolean {
  const errors = result.diagnostics.some(({ severity }) => severity === "error");
  return errors || failedTests(result).length > 0 || result.ending === "timed-out";
}

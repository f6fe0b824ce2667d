// Set-up and every check on the untouched base, before the coder spends a token. A red base stops the run loudly.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import { failed, type Outcome } from "../../../src/domain/outcome.ts";
import type { Unreached } from "../../../src/domain/reason.ts";
import { identityOf } from "../../../src/domain/repository.ts";
import type { WorkOrder } from "../../../src/domain/work-order.ts";
import { runEach } from "../../evidence/measure/check.ts";
import { withLostCommands } from "../../evidence/measure/lost-command.ts";
import { type Memory, startMemory } from "../../evidence/measure/memory.ts";
import { setUp } from "../../evidence/measure/set-up.ts";
import { versionsNotHad } from "../../evidence/measure/versions.ts";
import type { EgressRefusal, Layer, RefusalReason } from "../../sandboxes/sandbox.ts";
import { recipeOf } from "../../toolchains/as-rules.ts";
import { hintsIn } from "../../toolchains/hints.ts";
import type { Project } from "../../toolchains/toolchain.ts";
import type { Run } from "../state/begin.ts";
import { ended, type Found, found } from "./found.ts";
import { openSandbox, type SandboxGround, type SandboxNeeds } from "./open-sandbox.ts";
import { type RedPackage, redUnder, unbuiltIn, withoutRed } from "./red-packages.ts";
import type { Ground } from "./workspace.ts";

/** `memory`: what checks showed on trees of this base, with this set-up. */
export type Baseline = {
  layer: Layer | null;
  results: CheckResult[];
  memory: Memory;
  /** What is checked: all of the project, or its packages that build. */
  project: Project;
  red: RedPackage[];
};

type Known = Pick<Baseline, "results" | "red">;

export type BaselineNeeds = SandboxNeeds & Pick<Run, "job" | "log" | "clock" | "note">;

export type Measured = SandboxGround & Pick<Ground, "held">;

/** `known`: what an earlier execution of the run found; null: nothing was measured yet. */
export async function measureBaseline(
  run: BaselineNeeds,
  ground: Measured,
  known: Known | null,
  signal: AbortSignal,
): Promise<Found<Baseline>> {
  const { project, workspace } = ground;
  const { sandboxes, settings } = run;
  const { tree, view } = workspace;
  // The commit is on the base branch, and only people with write access put anything there.
  const trust = { domain: identityOf(run.job.issue.repository), ref: "trusted" } as const;
  const refused: Unreached[] = [];
  const onRefusal = (refusal: EgressRefusal) => {
    const { target, why } = unreached(refusal);
    if (!refused.some((each) => each.target === target)) refused.push({ target, why });
    run.log.info(refusal, "set-up was not let through");
  };
  const place = { tree, view, trust, limits: settings.limits, runId: run.claim.runId, onRefusal };
  const ready = await setUp(sandboxes, project, place, signal);
  if (ready.kind === "failed") {
    const { command, exitStatus, log } = ready;
    const recipe = recipeOf(project, await hintsIn(view));
    return ended(failed({ kind: "not-set-up", command, exitStatus, refused, recipe }, log));
  }
  const { layer } = ready;
  if (layer !== null) ground.held.use(layer);
  run.note(
    await versionsNotHad(
      () => openSandbox(run, ground, { layer, patch: null, purpose: "setup" }, signal),
      project,
      signal,
    ),
  );
  if (known !== null) return found({ layer, ...asKnown(project, known) });
  // As every other arm: a test that needs the history of the repository fails here, too.
  const blinding = { at: Math.floor(run.clock.now() / 1000), paths: [] };
  const bare = { layer, patch: null, purpose: "baseline" } as const;
  const use = { ...bare, blinding };
  // A machine that ends on the base has nothing to do with a change, so it ends the run.
  const open = async () => withLostCommands(await openSandbox(run, ground, use, signal), "tool-server");
  const results = await runEach(open, project, project.checks, signal);
  const unbuilt = unbuiltIn(results);
  const memory = startMemory();
  if (unbuilt === undefined) return found({ layer, results, memory, project, red: [] });
  const remaining = await withoutRed(project, (checks) => runEach(open, project, [...checks], signal));
  if (remaining !== null) {
    const packages = remaining.red.map(({ folder, unbuilt: { check } }) => ({
      folder,
      command: check.command,
    }));
    run.note([{ kind: "packages-unbuilt", packages }]);
    return found({ layer, memory, ...remaining });
  }
  const openWithHistory = async () =>
    withLostCommands(await openSandbox(run, ground, bare, signal), "tool-server");
  const limit = await limitMet(unbuilt, () => runEach(openWithHistory, project, [unbuilt.check], signal));
  const reason = {
    kind: "base-does-not-build",
    command: unbuilt.check.command,
    ended: endOf(unbuilt),
    recipe: recipeOf(project, await hintsIn(view)),
  } as const;
  return ended(failed(limit === null ? reason : { ...reason, limit }, unbuilt.output));
}

/** The checks are those whose results were kept. */
export function asKnown(project: Project, { results, red }: Known): Omit<Baseline, "layer"> {
  const checks = results.map(({ check }) => check);
  return { results, memory: startMemory(), project: { ...project, checks }, red };
}

/** The ending of a run whose whole footprint is in packages that do not build; null: there is something to build. */
export function unbuiltUnder(
  { red, project }: Baseline,
  { footprint }: Pick<WorkOrder, "footprint">,
): Outcome | null {
  const under = redUnder(red, footprint);
  if (under === null) return null;
  const { check, output } = under.unbuilt;
  const reason = {
    kind: "base-does-not-build",
    command: check.command,
    ended: endOf(under.unbuilt),
  } as const;
  return failed({ ...reason, recipe: recipeOf(project) }, output);
}

/** What of the sandbox made the build fail; null: it fails as it would anywhere. */
async function limitMet(
  { ending, exitStatus }: CheckResult,
  withHistory: () => Promise<CheckResult[]>,
): Promise<"history" | "killed" | null> {
  if (ending === "timed-out") return null;
  if (exitStatus === null || exitStatus === KILLED) return "killed";
  const [again] = await withHistory();
  return again?.ending === "passed" ? "history" : null;
}

/** As a shell says that a program was killed: 128 and the signal's number. */
const KILLED = 137;

function endOf({ ending, exitStatus, check }: CheckResult) {
  const { timeoutMs } = check;
  return ending === "timed-out"
    ? ({ kind: "timed-out", timeoutMs } as const)
    : ({ kind: "exited", exitStatus } as const);
}

function unreached({ target, reason }: EgressRefusal): Unreached {
  return { target: hostOf(target), why: WHY[reason.kind] ?? "other" };
}

const WHY: Partial<Record<RefusalReason["kind"], Unreached["why"]>> = {
  "not-allowed": "not-allowed",
  "no-address": "no-address",
  unreachable: "no-answer",
};

/** Null: it is no `host:port`. The proxy may be sent anything, and only such a pair can stand in the rules. */
function hostOf(target: string): string | null {
  return /^[a-z0-9.-]{1,253}:\d{1,5}$/i.test(target) ? target : null;
}

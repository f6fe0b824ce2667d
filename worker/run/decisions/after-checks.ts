// What follows from the measurement of a change.

import { newlyBroken } from "../../../src/domain/broken-checks.ts";
import type { Cap } from "../../../src/domain/budget.ts";
import { passWithout } from "../../../src/domain/conclusion.ts";
import type { CheckResult, Evidence } from "../../../src/domain/evidence.ts";
import type { GuardFault } from "../../../src/domain/guard-fault.ts";
import { isAnnounced, rewrittenPlaces } from "../../../src/domain/rewritten.ts";
import type { Wall } from "../../../src/domain/wall.ts";
import type { RanNowhere, SecondLook } from "../../roles/second-look.ts";
import {
  attemptsBound,
  atWall,
  type Bounds,
  failuresAfter,
  type History,
  namesOf,
  toldOf,
} from "./history.ts";
import { giveUp, type Measured, type Next } from "./next.ts";
import { type Budgets, outOfBudget } from "./unanswered.ts";

/** `wall`: what stopped the coder, or the attempt ran into; null: nothing. `handedIn`: the coder says that this is all. */
export type Circumstances = {
  exhausted: Cap | null;
  wall: Wall | null;
  handedIn: boolean;
  /** The guard ends the run for these before anything is published. */
  guardFaults: GuardFault[];
  history: History;
  bounds: Bounds;
  budgets: Budgets;
};

export function afterChecks(measured: Measured, circumstances: Circumstances): Next {
  const { evidence } = measured;
  const { exhausted, handedIn, history, bounds, budgets } = circumstances;
  const broken = newlyBroken(evidence.base, evidence.head);
  if (broken.length > 0) return afterBroken(broken, circumstances);
  const goesOn = exhausted === null && history.attempts < bounds.maxAttempts;
  const look = untold(evidence, circumstances);
  if (look !== null && goesOn && handedIn) return { kind: "again", told: { kind: "second-look", look } };
  if (handedIn) return { kind: "review", measured };
  // The reserve paid for this measurement, for a person who takes the change over. Without being handed in it is not published.
  if (exhausted !== null) return giveUp(outOfBudget("finish-change", exhausted, budgets));
  if (goesOn) return { kind: "again", told: { kind: "not-handed-in" } };
  return giveUp({ kind: "not-handed-in", attempts: history.attempts });
}

function afterBroken(broken: CheckResult[], circumstances: Circumstances): Next {
  const { exhausted, wall, history, bounds } = circumstances;
  const bound = attemptsBound(history, bounds, exhausted);
  if (bound !== null) return giveUp({ kind: "checks-fail", checks: namesOf(broken), bound }, broken);
  const { times } = failuresAfter(broken, history);
  if (times >= bounds.maxSameFailures)
    return atWall({ kind: "same-failures", attempts: times }, broken, history, bounds);
  if (wall !== null) return atWall(wall, broken, history, bounds);
  return { kind: "again", told: { kind: "checks", broken } };
}

/** What the coder can mend and was not told yet; null: nothing. */
function untold(
  evidence: Evidence,
  { history: { told }, guardFaults }: Pick<Circumstances, "history" | "guardFaults">,
): SecondLook | null {
  const sound = passWithout(evidence).filter(({ reportFault }) => reportFault === undefined);
  const passes = sound.length > 0 || onlyHeld(evidence);
  const look: SecondLook = {
    provesNothing: passes && !told.provesNothing,
    notRun: told.notRun ? [] : evidence.notRun,
    weakened: told.weakened ? [] : evidence.weakened,
    rewritten: told.rewritten ? [] : rewrittenPlaces(evidence.rewritten).filter((each) => !isAnnounced(each)),
    ranNowhere: told.ranNowhere ? [] : ranNowhere(evidence),
    unnamed: told.unnamed ? [] : unnamed(evidence),
    failedControls: told.failedControls ? [] : failedControls(evidence),
    strays: told.strays ? [] : strays(evidence),
    grown: told.grown ? [] : evidence.suspicions.filter((each) => each.kind === "grown"),
    dependencies: told.dependencies ? [] : evidence.dependencies.filter(({ announced }) => !announced),
    // It was told of before anything was measured.
    uncarried: [],
    guardFaults: told.guardFaults ? [] : guardFaults,
  };
  return Object.values(toldOf(look)).includes(true) ? look : null;
}

function ranNowhere({ proofs }: Evidence): RanNowhere[] {
  return proofs.flatMap(({ criterion, faults }) =>
    faults.filter((fault) => fault.kind === "ran-nowhere").map((fault) => ({ criterion, fault })),
  );
}

/** Criteria for which the coder gave neither a test nor a reason why none can decide them. */
function unnamed({ proofs }: Evidence): string[] {
  return proofs.flatMap(({ criterion, faults }) =>
    faults.some(({ kind }) => kind === "nothing-named") ? [criterion] : [],
  );
}

function failedControls({ proofs }: Evidence): string[] {
  const failed = proofs.flatMap(({ faults }) => faults.filter((fault) => fault.kind === "control-failed"));
  return [...new Set(failed.map(({ check }) => check))];
}

function strays({ suspicions }: Evidence): string[] {
  return suspicions.flatMap((suspicion) => (suspicion.kind === "stray-files" ? suspicion.paths : []));
}

/** Each test that was named for a criterion passes without the change as well. */
function onlyHeld({ proofs }: Evidence): boolean {
  const holding = proofs.filter(
    ({ with: on, faults }) => on === "passed" && !faults.some(({ kind }) => kind === "report-unsound"),
  );
  return holding.length > 0 && holding.every((proof) => proof.without === "passed");
}

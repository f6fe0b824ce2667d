// What follows for a proof where parts of the change were taken out.
import type { Ablation, Sight } from "../../../src/domain/experiment.ts";
import type { AblationGap, ProofFault, Prover } from "../../../src/domain/proof.ts";
import { ablatedBy, isRed } from "./ablated.ts";

/** The test has to fail at an assertion for at least one part. */
export function ablationFaults(
  by: Prover,
  without: Sight,
  ablations: readonly Ablation[] | null,
): ProofFault[] {
  if (ablations === null) return [{ kind: "no-ablation", why: "no-time" }];
  const tried = ablations.filter(({ ending }) => ending !== "unbuilt" && ending !== "out-of-time");
  if (tried.length === 0) return [{ kind: "no-ablation", why: gapOf(ablations) }];
  if (ablatedBy(by, tried).some(({ sight }) => isRed(by, sight))) return [];
  const green = tried.filter((each) => ablatedBy(by, [each]).some(({ sight }) => sight === "passed"));
  if (without === "failed-otherwise" && green.length === 0)
    return [{ kind: "red-otherwise-without", sight: without }];
  return [{ kind: "survives-ablation", places: green.map(({ place }) => place) }];
}

function gapOf(ablations: readonly Ablation[]): AblationGap {
  if (ablations.some(({ ending }) => ending === "out-of-time")) return "no-time";
  return ablations.length === 0 ? "nothing-to-take-out" : "unbuilt";
}

// What one test showed while parts of the change were taken out.
import type { Ablated, Ablation, Sight } from "../../../src/domain/experiment.ts";
import type { Prover } from "../../../src/domain/proof.ts";

export function ablatedBy(by: Prover, ablations: readonly Ablation[]): Ablated[] {
  const test = by.kind === "test" ? by.test : null;
  return ablations.flatMap(({ seen }) =>
    seen.filter((each) => each.check === by.check && each.test === test),
  );
}

/** A whole command has no assertion that everybody can tell; it is red where it ran and failed. */
export function isRed(by: Prover, sight: Sight): boolean {
  return sight === "failed-at-assertion" || (by.kind === "check" && sight === "failed-otherwise");
}

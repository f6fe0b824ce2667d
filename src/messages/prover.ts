// The test or check that should prove a criterion, in a few words.
import type { Prover } from "../domain/proof.ts";
import { code } from "./words.ts";

export function proverText(prover: Prover): string {
  if (prover.kind === "check") return `check ${code(prover.check)}`;
  return `test “${prover.test}” in ${code(prover.check)}${prover.flaky ? ", which is flaky" : ""}`;
}

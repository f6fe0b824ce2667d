// What becomes of a run whose pull request a person merged or closed meanwhile.
import { gaveUp, type Outcome, unchanged } from "../../../src/domain/outcome.ts";

export function endedBy(kind: "merged" | "closed", number: number): Outcome {
  if (kind === "merged") return unchanged({ kind: "pull-merged", number });
  return gaveUp({ kind: "pull-closed", number, branchGone: false });
}

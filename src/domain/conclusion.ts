// What the evidence as a whole says of a change. From measurements alone: no model is asked.
import { brokenChecks, type Evidence } from "./evidence.ts";
import type { Criterion } from "./spec.ts";

/**
 * `success`: every check holds, every criterion is proven, and nothing is to be looked at twice. `neutral`: the checks
 * hold, and a person has to say of something else whether it is right. `failure`: a check does not hold; such a change
 * is not published today, so nobody sees it.
 */
export type Conclusion = "success" | "neutral" | "failure";

export function conclusionOf(evidence: Evidence, criteria: Criterion[]): Conclusion {
  if (brokenChecks(evidence.base, evidence.head).length > 0) return "failure";
  const proven = unproven(evidence, criteria).length === 0;
  return proven && evidence.suspicions.length === 0 ? "success" : "neutral";
}

/** The criteria that no test or command holds. */
export function unproven({ proofs }: Evidence, criteria: Criterion[]): Criterion[] {
  return criteria.filter(({ id }) => !proofs.some((proof) => proof.criterion === id && proof.holds));
}

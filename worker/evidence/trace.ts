// From each acceptance criterion to the test or check that proves it. Somebody said where to look; the harness looks.
import type { CheckResult, Proof } from "../../src/domain/evidence.ts";
import type { Criterion } from "../../src/domain/spec.ts";

/** A pointer: the name of a test as its runner prints it, or of a check. */
export type Claim = { criterion: string; by: string };

export function trace(criteria: Criterion[], claims: Claim[], head: CheckResult[]) {
  const proofs: Proof[] = [];
  const notCovered: string[] = [];
  for (const { id, text } of criteria) {
    const found = claims
      .filter((claim) => claim.criterion === id)
      .flatMap((claim) => proofFor(claim, head) ?? []);
    const proof = found.find((each) => each.holds) ?? found[0];
    if (proof !== undefined) proofs.push(proof);
    else notCovered.push(`**${id}** ${text}: no test or check was found that proves it.`);
  }
  return { proofs, notCovered };
}

function proofFor({ criterion, by }: Claim, head: CheckResult[]): Proof | null {
  const check = head.find((result) => result.check.name === by.trim());
  if (check !== undefined) {
    return {
      criterion,
      by: `check \`${check.check.name}\``,
      exitStatus: check.exitStatus,
      holds: check.ending === "passed",
    };
  }
  for (const result of head) {
    const test =
      (result.tests ?? []).find(({ name }) => name === by) ??
      (result.tests ?? []).find(({ name }) => isNamed(name, by));
    if (test === undefined) continue;
    return {
      criterion,
      by: `test “${test.name}” in \`${result.check.name}\`${test.status === "flaky" ? ", which is flaky" : ""}`,
      exitStatus: result.exitStatus,
      holds: test.status === "passed",
    };
  }
  return null;
}

const SHORTEST_NAME = 6;

/** Runners print suites and files around the name a person knows; a very short piece would name anything. */
function isNamed(name: string, by: string): boolean {
  const wanted = by.trim();
  return wanted.length >= SHORTEST_NAME && name.includes(wanted);
}

// From each acceptance criterion to the test or check that proves it. Somebody said where to look; the harness looks, and
// a test that passes without the change as well proves nothing of it.
import { brokenChecks, type CheckResult, type Proof } from "../../../src/domain/evidence.ts";
import type { Criterion } from "../../../src/domain/spec.ts";

/** A pointer: the name of a test as its runner prints it, or of a check. */
export type Claim = { criterion: string; by: string };

/** `onBase`: with the test files of the patch alone; null where it has none. */
export type Traced = { base: CheckResult[]; onBase: CheckResult[] | null; head: CheckResult[] };

export function trace(criteria: Criterion[], claims: Claim[], sides: Traced) {
  const proofs: Proof[] = [];
  const notCovered: string[] = [];
  for (const { id, text } of criteria) {
    const found = claims
      .filter((claim) => claim.criterion === id)
      .flatMap((claim) => proofFor(claim, sides) ?? []);
    const proof =
      found.find((each) => each.holds && each.without === "red") ??
      found.find((each) => each.holds) ??
      found[0];
    if (proof !== undefined) proofs.push(proof);
    const lack = lackOf(proof);
    if (lack !== null) notCovered.push(`**${id}** ${text}: ${lack}`);
  }
  return { proofs, notCovered };
}

function lackOf(proof: Proof | undefined): string | null {
  if (proof === undefined) return "no test or check was found that proves it.";
  if (!proof.holds || proof.without === "red") return null;
  return proof.without === "green"
    ? `${proof.by} passes without the change, too, so it does not show that the change does it.`
    : `${proof.by} passes, and did not run without the change, so nobody saw it fail.`;
}

function proofFor({ criterion, by }: Claim, sides: Traced): Proof | null {
  const { head } = sides;
  const check = head.find((result) => result.check.name === by.trim());
  if (check !== undefined) {
    return {
      criterion,
      by: `check \`${check.check.name}\``,
      exitStatus: check.exitStatus,
      holds: check.ending === "passed",
      without: checkWithout(check.check.name, sides),
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
      without: testWithout(result.check.name, test.name, sides),
    };
  }
  return null;
}

function withoutChange(check: string, { base, onBase }: Traced): CheckResult | undefined {
  return [...(onBase ?? []), ...base].find((result) => result.check.name === check);
}

function checkWithout(check: string, sides: Traced): Proof["without"] {
  const result = withoutChange(check, sides);
  if (result === undefined) return "unseen";
  return result.ending === "passed" ? "green" : "red";
}

const WITHOUT = { passed: "green", failed: "red", skipped: "unseen", flaky: "unseen" } as const;

function testWithout(check: string, name: string, sides: Traced): Proof["without"] {
  const result = withoutChange(check, sides);
  const there = (result?.tests ?? []).find((test) => test.name === name);
  if (there !== undefined) return WITHOUT[there.status];
  // A file that does not load there names no test, and turns the whole check red.
  const broken = brokenChecks(sides.base, sides.onBase ?? []);
  return broken.some((each) => each.check.name === check) ? "red" : "unseen";
}

const SHORTEST_NAME = 6;

/** Runners print suites and files around the name a person knows; a very short piece would name anything. */
function isNamed(name: string, by: string): boolean {
  const wanted = by.trim();
  return wanted.length >= SHORTEST_NAME && name.includes(wanted);
}

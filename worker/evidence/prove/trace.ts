// From each acceptance criterion to the test or check that proves it. The coder says where to look, and the harness looks:
// a test that also passes without the change proves nothing.
import { brokenChecks, type CheckResult, type Proof } from "../../../src/domain/evidence.ts";
import type { Criterion } from "../../../src/domain/spec.ts";

/** A pointer: the name of a test as its runner prints it, or of a check. */
export type Claim = { criterion: string; by: string };

/** `onBase`: with the test files of the patch alone; null where it has none. */
export type Traced = { base: CheckResult[]; onBase: CheckResult[] | null; head: CheckResult[] };

/** At most one proof per criterion: one that was red without the change, or else one that holds. */
export function trace(criteria: readonly Pick<Criterion, "id">[], claims: Claim[], sides: Traced): Proof[] {
  return criteria.flatMap(({ id }) => {
    const found = claims
      .filter((claim) => claim.criterion === id)
      .flatMap((claim) => proofFor(claim, sides) ?? []);
    const holding = found.filter(({ holds }) => holds);
    return holding.find(({ without }) => without === "red") ?? holding[0] ?? found[0] ?? [];
  });
}

function proofFor({ criterion, by }: Claim, sides: Traced): Proof | null {
  const { head } = sides;
  const check = head.find((result) => result.check.name === by.trim());
  if (check !== undefined) {
    return {
      criterion,
      by: { kind: "check", check: check.check.name },
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
      by: { kind: "test", check: result.check.name, test: test.name, flaky: test.status === "flaky" },
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

/** Runners print suites and files around the name a person knows; a very short piece would match anything. */
function isNamed(name: string, by: string): boolean {
  const wanted = by.trim();
  return wanted.length >= SHORTEST_NAME && name.includes(wanted);
}

// From what the coder named for a criterion to the test or check of the head that it means. The harness looks; a name is not believed.
import type { CheckResult, TestResult } from "../../../src/domain/evidence.ts";
import type { Prover } from "../../../src/domain/proof.ts";
import { holdsWords, isCalled } from "../../../src/domain/test-name.ts";

/** A pointer: the name of a test as its runner prints it, or of a check. */
export type Claim = { criterion: string; by: string };

/** The coder's word that no test can decide a criterion, and why. */
export type Undecidable = { criterion: string; because: string };

/** Null: nothing of that name ran on the head. `touched`: the test files of the change; of several tests of one title, one of theirs is meant. */
export function proverOf(
  by: string,
  head: readonly CheckResult[],
  touched: readonly string[] = [],
): Prover | null {
  const check = head.find((result) => result.check.name === by.trim());
  if (check !== undefined) return { kind: "check", check: check.check.name };
  for (const result of head) {
    const tests = result.tests ?? [];
    const test = tests.find(({ name }) => name === by) ?? calledSo(tests, by, touched);
    if (test !== undefined)
      return { kind: "test", check: result.check.name, test: test.name, flaky: test.status === "flaky" };
  }
  return null;
}

/** What the claims name and the head ran, each once. */
export function proversOf(
  claims: readonly Claim[],
  head: readonly CheckResult[],
  touched: readonly string[] = [],
): Prover[] {
  const found = claims.flatMap(({ by }) => proverOf(by, head, touched) ?? []);
  return [...new Map(found.map((prover) => [keyOf(prover), prover])).values()];
}

export function keyOf(prover: Prover): string {
  return JSON.stringify([prover.check, prover.kind === "test" ? prover.test : null]);
}

const SHORTEST_NAME = 6;

/**
 * Runners print suites and files around the title that a person knows. A piece of a name means a test only where it stands in no
 * other one, and a very short piece means none.
 */
function calledSo(
  tests: readonly TestResult[],
  by: string,
  touched: readonly string[],
): TestResult | undefined {
  const all = tests.filter(({ name }) => isCalled(name, by));
  const isTouched = ({ name, file }: TestResult) =>
    touched.some((path) => path === file || name.startsWith(path));
  const called = all.find(isTouched) ?? all[0];
  if (called !== undefined || by.trim().length < SHORTEST_NAME) return called;
  const [piece, another] = tests.filter(({ name }) => holdsWords(name, by));
  return another === undefined ? piece : undefined;
}

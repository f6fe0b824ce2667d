// Checks that a change broke: those that fail on the head, and not in the way in which they failed on the base. Pure.
import { type CheckResult, diagnosticKey, failedTests } from "./evidence.ts";

/** A check that fails on the head for no reason that was already there on the base. */
export function brokenChecks(base: CheckResult[], head: CheckResult[]): CheckResult[] {
  return head.filter((result) => {
    if (result.ending === "passed" || failsByLuck(result)) return false;
    const before = base.find((b) => b.check.name === result.check.name);
    if (before === undefined || before.ending === "passed") return true;
    return !failsAlike(before, result);
  });
}

/** The broken checks without the failures that the base has as well, as far as others are left. */
export function newlyBroken(base: CheckResult[], head: CheckResult[]): CheckResult[] {
  return brokenChecks(base, head).map((result) => {
    const before = base.find((each) => each.check.name === result.check.name);
    if (before === undefined) return result;
    const names = new Set(failedTests(before));
    const tests = (result.tests ?? []).filter(({ status, name }) => status !== "failed" || !names.has(name));
    const keys = new Set(before.diagnostics.map(diagnosticKey));
    const diagnostics = result.diagnostics.filter((each) => !keys.has(diagnosticKey(each)));
    const isTold = diagnostics.length > 0 || tests.some(({ status }) => status === "failed");
    return isTold ? { ...result, tests: result.tests === null ? null : tests, diagnostics } : result;
  });
}

function failsByLuck(result: CheckResult): boolean {
  const flaky = (result.tests ?? []).some((test) => test.status === "flaky");
  return result.ending === "failed" && flaky && failedTests(result).length === 0;
}

/** Whatever `after` says of its failure, `before` says, too: by its tests, else by its errors, else by how it ended. */
function failsAlike(before: CheckResult, after: CheckResult): boolean {
  if (after.ending === "timed-out") return before.ending === "timed-out";
  // Tests that had names and have none any more were not reached.
  if (before.tests !== null && after.tests === null) return false;
  const failed = failedTests(after);
  if (before.tests !== null && failed.length > 0) {
    const known = new Set(failedTests(before));
    return failed.every((name) => known.has(name));
  }
  if (after.diagnostics.length > 0) {
    const known = new Set(before.diagnostics.map(diagnosticKey));
    return after.diagnostics.every((each) => known.has(diagnosticKey(each)));
  }
  const areElsewhere = [before, after].every(isElsewhere);
  return areElsewhere && saysNothing(before) && before.exitStatus === after.exitStatus;
}

function saysNothing({ tests, diagnostics }: CheckResult): boolean {
  return diagnostics.length === 0 && (tests ?? []).every(({ status }) => status !== "failed");
}

/** A shell says so of a program that is not there, or that it may not run. */
const NO_PROGRAM = [126, 127];

/** What fails is none of its tests: they passed, or no program was there to run them. */
function isElsewhere({ tests, exitStatus }: CheckResult): boolean {
  return (tests ?? []).length > 0 || (exitStatus !== null && NO_PROGRAM.includes(exitStatus));
}

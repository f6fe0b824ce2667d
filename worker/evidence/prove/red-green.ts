// New or changed tests on the base and on the head: red there, green here, and whether the red says anything.
import { type CheckResult, failedTests, type Red, type RedGreen } from "../../../src/domain/evidence.ts";
import { failsBesides } from "../../../src/domain/report-fault.ts";
import { failureKind } from "../../diagnostics/failure.ts";

export type Sides = { base: CheckResult[]; onBase: CheckResult[]; head: CheckResult[] };

/** Red counts only where it is new: a test that already failed before the patch proves nothing. */
export function redGreen(check: string, files: string[], sides: Sides): RedGreen {
  const [before, red, green] = [sides.base, sides.onBase, sides.head].map((results) =>
    results.find((result) => result.check.name === check),
  );
  const known = new Set(before === undefined ? [] : failedTests(before));
  const newlyRed = red === undefined ? [] : failedTests(red).filter((name) => !known.has(name));
  const passing = new Set(
    (green?.tests ?? []).filter((test) => test.status === "passed").map((test) => test.name),
  );
  const byName = red?.tests !== null && before?.tests !== null;
  const stillPasses =
    red?.ending === "passed" || (byName && newlyRed.length === 0 && red?.ending === before?.ending);
  // A name that is there twice says nothing about other tests.
  const fault = [red, green]
    .flatMap((result) => result?.reportFault ?? [])
    .find((each) => each.kind !== "doubled" && !failsBesides(each, before?.reportFault));
  return {
    check,
    files,
    base: stillPasses ? "passed" : (red?.ending ?? "failed"),
    head: green === undefined ? "failed" : endingBut(known, green, before),
    turnedGreen: newlyRed.filter((name) => passing.has(name)),
    seen: (red?.tests ?? []).length > 0,
    ...(fault === undefined ? {} : { reportFault: fault }),
    reds: stillPasses || red === undefined ? [] : redsOf(red, new Set(newlyRed)),
  };
}

/** How a check ended, apart from what already failed before the change. */
function endingBut(
  known: Set<string>,
  result: CheckResult,
  before: CheckResult | undefined,
): CheckResult["ending"] {
  const failed = failedTests(result);
  const { reportFault: fault } = result;
  const besides = fault !== undefined && failsBesides(fault, before?.reportFault);
  const onlyKnown = besides || (failed.length > 0 && failed.every((name) => known.has(name)));
  return result.ending === "failed" && onlyKnown ? "passed" : result.ending;
}

/** The output as a whole speaks for one test only where no other test failed. */
function redsOf(red: CheckResult, newlyRed: Set<string>): Red[] {
  const told = red.ending === "timed-out" ? "unknown" : (failureKind(red.output) ?? "unknown");
  if (newlyRed.size === 0) return [{ test: null, kind: told, message: null }];
  const alone = newlyRed.size === 1 && failedTests(red).length === 1;
  const tests = (red.tests ?? []).filter((test) => newlyRed.has(test.name));
  return tests.map(({ name, message, failure }) => ({
    test: name,
    kind: failure ?? (alone ? told : "unknown"),
    message,
  }));
}

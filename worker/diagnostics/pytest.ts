// pytest: one line per test with `-v`, and the short summary, which says why one failed.
import type { TestResult } from "../../src/domain/evidence.ts";
import { diagnosticFrom, type Format, findLines, type Groups, orNull, testFrom } from "./format.ts";

const OUTCOME = "PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS";
const VERBOSE = new RegExp(`^(?<name>[^\\s:]+\\.py::\\S.*?) (?<status>${OUTCOME})\\b`);
const SUMMARY = new RegExp(`^(?<status>${OUTCOME}) (?<name>[^\\s:]+\\.py(?:::.+?)?)(?: - (?<message>.*))?$`);
const PLACE = /^(?<file>[^\s:][^:]*\.py):(?<line>\d+): (?<code>\w+(?:Error|Exception|Failed))$/;

const STATUSES: Record<string, TestResult["status"]> = {
  PASSED: "passed",
  XPASS: "passed",
  SKIPPED: "skipped",
  XFAIL: "skipped",
};

export const pytest: Format = {
  name: "pytest",
  read: (lines) => {
    const named = [VERBOSE, SUMMARY].flatMap((pattern) => findLines(lines, pattern));
    // The summary repeats a test, and says more.
    const results = new Map(named.map(({ groups }) => [groups.name ?? "", resultOf(groups)]));
    const failures = findLines(lines, PLACE).map(({ groups }) =>
      diagnosticFrom({ ...groups, message: groups.code ?? "" }),
    );
    return { diagnostics: failures, tests: orNull([...results.values()]) };
  },
};

function resultOf({ name = "", status = "", message }: Groups): TestResult {
  return testFrom(name, STATUSES[status] ?? "failed", message ?? null);
}

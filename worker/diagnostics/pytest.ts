// pytest: one line for each test with `-v`, and the short summary with the reason of each failure.
import type { TestResult } from "../../src/domain/evidence.ts";
import { diagnosticFrom, type Format, findLines, type Groups, orNull, testFrom } from "./format.ts";

const OUTCOME = "PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS";
const VERBOSE = new RegExp(`^(?<name>[^\\s:]+\\.py::\\S.*?) (?<status>${OUTCOME})\\b`);
const SUMMARY = new RegExp(`^(?<status>${OUTCOME}) (?<name>[^\\s:]+\\.py(?:::.+?)?)(?: - (?<message>.*))?$`);
const PLACE = /^(?<file>[^\s:][^:]*\.py):(?<line>\d+): (?<code>\w+(?:Error|Exception|Failed))$/;

const SECTION = /^_{3,} (?<name>\S.*?) _{3,}$/;

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
    // The summary repeats a test with more words.
    const raised = raisedIn(lines);
    const results = new Map(named.map(({ groups }) => [groups.name ?? "", resultOf(groups, raised)]));
    const failures = findLines(lines, PLACE).map(({ groups }) =>
      diagnosticFrom({ ...groups, message: groups.code ?? "" }),
    );
    return { diagnostics: failures, tests: orNull([...results.values()]) };
  },
};

/** A narrow terminal leaves no room for the message. */
function resultOf({ name = "", status = "", message }: Groups, raised: Map<string, string>): TestResult {
  const said = message ?? raised.get(name.split("::").slice(1).join(".")) ?? null;
  // Without a test name, it is a file that could not be collected.
  const collected = name.includes("::");
  return testFrom(name, STATUSES[status] ?? "failed", said, collected ? null : "missing");
}

/** The last line of each section about a failure. */
function raisedIn(lines: readonly string[]): Map<string, string> {
  const raised = new Map<string, string>();
  let section = "";
  for (const line of lines) {
    section = SECTION.exec(line)?.groups?.name ?? section;
    const code = PLACE.exec(line)?.groups?.code;
    if (code !== undefined) raised.set(section, code);
  }
  return raised;
}

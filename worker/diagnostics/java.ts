// javac, Maven with Surefire, and Gradle.
import type { TestResult } from "../../src/domain/evidence.ts";
import { blockAfter, diagnosticFrom, type Format, findLines, gist, orNull, testFrom } from "./format.ts";

const JAVAC =
  /^(?<file>[^\s:][^:]*\.(?:java|kt)):(?<line>\d+): (?<severity>error|warning): (?<message>\S.*)$/;
const MAVEN =
  /^\[(?<severity>ERROR|WARNING)\] (?<file>\/?[^\s:][^:]*\.(?:java|kt)):\[(?<line>\d+),(?<column>\d+)\] (?<message>\S.*)$/;
const KOTLIN = /^e: (?:file:\/\/)?(?<file>[^\s:][^:]*\.kts?):(?<line>\d+):(?<column>\d+):? (?<message>\S.*)$/;
const CLASS =
  /Tests run: \d+, Failures: (?<failures>\d+), Errors: (?<errors>\d+),.* -{1,2} in (?<name>[\w.$]+)$/;
const METHOD = /^(?:\[ERROR\] )?(?<name>[\w.$]+(?:\([\w.$, ]*\))?) .*<<< (?<marked>FAILURE|ERROR)!$/;
const GRADLE = /^(?<name>\S.*) (?<status>PASSED|FAILED|SKIPPED)$/;

const STATUSES: Record<string, TestResult["status"]> = { PASSED: "passed", SKIPPED: "skipped" };

export const java: Format = {
  name: "java",
  read: (lines) => ({
    diagnostics: [JAVAC, MAVEN, KOTLIN]
      .flatMap((pattern) => findLines(lines, pattern))
      .map(({ groups }) => diagnosticFrom(groups)),
    tests: orNull([...surefire(lines), ...gradle(lines)]),
  }),
};

/** Surefire names each class that passes, and the failing methods of the others. */
function surefire(lines: readonly string[]): TestResult[] {
  const classes = findLines(lines, CLASS)
    .filter(({ groups }) => groups.failures === "0" && groups.errors === "0")
    .map(({ groups }) => testFrom(groups.name ?? "", "passed"));
  const methods = findLines(lines, METHOD)
    .filter(({ groups }) => !/^Tests run/.test(groups.name ?? ""))
    .map(({ at, groups: { name = "", marked } }) => {
      const message = gist(blockAfter(lines, at, /^(\tat |\[|$)/));
      // JUnit calls a failed assertion a failure, and every other exception an error.
      return testFrom(name, "failed", message, marked === "FAILURE" ? "assertion" : null);
    });
  return [...classes, ...methods];
}

function gradle(lines: readonly string[]): TestResult[] {
  const named = findLines(lines, GRADLE).filter(({ groups }) => groups.name?.includes(" > "));
  return named.map(({ at, groups }) =>
    testFrom(groups.name ?? "", STATUSES[groups.status ?? ""] ?? "failed", gist(blockAfter(lines, at, /^$/))),
  );
}

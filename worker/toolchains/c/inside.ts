// Tests that a program in C or C++ names in what it prints: Unity and GoogleTest, each with the count that must fit.
import type { TestResult } from "../../../src/domain/evidence.ts";
import { findLines, type Groups, gist } from "../../diagnostics/format.ts";
import { doubledAmong, inRepository, testOf } from "../../diagnostics/reported.ts";

/** Null where the output names no test, or where names and count differ: then only the program as a whole is known. */
export function testsInside(output: string): TestResult[] | null {
  const lines = output.split("\n").map((line) => line.replace(/\r$/, ""));
  const tests = unity(lines) ?? googleTest(lines);
  return tests === null || doubledAmong(tests).length > 0 ? null : tests;
}

const UNITY =
  /^(?<file>[^\s:]+):(?<line>\d+):(?<name>\w[^:]*):(?<ending>PASS|FAIL|IGNORE)(?:: ?(?<said>.*))?$/;
const UNITY_COUNT = /^(?<tests>\d+) Tests (?<failures>\d+) Failures (?<ignored>\d+) Ignored ?$/;
const UNITY_STATUSES: Record<string, TestResult["status"]> = { PASS: "passed", IGNORE: "skipped" };

function unity(lines: readonly string[]): TestResult[] | null {
  return lines.filter((line) => UNITY_COUNT.test(line)).length === 1 ? unityPrograms(lines) : null;
}

/** The tests of several programs, one after the other; null where one of them does not add up or does not end. */
export function unityPrograms(lines: readonly string[]): TestResult[] | null {
  const ends = findLines(lines, UNITY_COUNT);
  const programs = ends.map(({ at, groups }, i) => {
    const found = findLines(lines.slice(ends[i - 1]?.at ?? 0, at), UNITY);
    const ended = (ending: string) => found.filter((each) => each.groups.ending === ending).length;
    const addsUp =
      found.length === Number(groups.tests) &&
      ended("FAIL") === Number(groups.failures) &&
      ended("IGNORE") === Number(groups.ignored);
    return addsUp ? found.map((each) => unityTest(each.groups)) : null;
  });
  const isOpen = findLines(lines.slice(ends.at(-1)?.at ?? 0), UNITY).length > 0;
  const whole = programs.filter((program) => program !== null);
  return isOpen || whole.length < programs.length ? null : whole.flat();
}

/** Unity fails a test only by one of its assertions. */
function unityTest({ file = "", name = "", ending = "", said = "" }: Groups): TestResult {
  const status = UNITY_STATUSES[ending] ?? "failed";
  return testOf({
    name,
    file: inRepository(file),
    status,
    said,
    failure: status === "failed" ? "assertion" : null,
  });
}

const GOOGLE_BEGIN = /^\[==========\] Running (?<tests>\d+) tests? from \d+ test suites?\.$/;
const GOOGLE_END = /^\[==========\] (?<tests>\d+) tests? from \d+ test suites? ran\./;
const GOOGLE = /^\[ +(?<ending>OK|FAILED|SKIPPED) +\] (?<name>[^\s,]+)(?:, where .*)? \(\d+ ms\)$/;
const GOOGLE_STATUSES: Record<string, TestResult["status"]> = { OK: "passed", SKIPPED: "skipped" };

function googleTest(lines: readonly string[]): TestResult[] | null {
  const [begin, end, ...more] = [...findLines(lines, GOOGLE_BEGIN), ...findLines(lines, GOOGLE_END)];
  if (begin === undefined || end === undefined || more.length > 0) return null;
  const found = findLines(lines, GOOGLE).filter(({ at }) => at < end.at);
  if (found.length !== Number(begin.groups.tests) || begin.groups.tests !== end.groups.tests) return null;
  return found.map(({ at, groups: { name = "", ending = "" } }) => {
    const status = GOOGLE_STATUSES[ending] ?? "failed";
    const from = lines.lastIndexOf(`[ RUN      ] ${name}`, at);
    const block = lines.slice(Math.max(from + 1, at - 30), at);
    const threw = block.some((line) =>
      /^(?:unknown file: Failure|C\+\+ exception with description)/.test(line),
    );
    const failure = status !== "failed" ? null : threw ? "exception" : "assertion";
    return testOf({ name, file: null, status, said: gist(block), failure });
  });
}

// Jest without `--verbose`: the files that pass, and the failed tests with their places in the code.
import type { Diagnostic, TestResult } from "../../src/domain/evidence.ts";
import { blockAfter, diagnosticFrom, type Format, findLines, gist, orNull, testFrom } from "./format.ts";

const FILE = /^(?<ending>PASS|FAIL) +(?<file>\S+\.[cm]?[jt]sx?)(?: \(.*\))?$/;
const FAILURE = /^ {2}● (?<name>\S.*)$/;
const END = /^(?:PASS|FAIL) +\S|^Test Suites:|^Summary of all/;
const SUITE_FAILED = "Test suite failed to run";
const PLACE = /\((?<file>(?!node:|[^():]*node_modules)[^():]+):(?<line>\d+):(?<column>\d+)\)$/;

export const jest: Format = {
  name: "jest",
  read: (lines) => {
    const tests: TestResult[] = [];
    const diagnostics: Diagnostic[] = [];
    const ends = findLines(lines, END).map(({ at }) => at);
    for (const { at, groups } of findLines(lines, FILE)) {
      const file = groups.file ?? "";
      while (ends[0] !== undefined && ends[0] <= at) ends.shift();
      const failures = groups.ending === "PASS" ? [] : failuresIn(lines.slice(at + 1, ends[0]));
      const named = failures.filter((failure) => failure.name !== SUITE_FAILED);
      tests.push(...named.map(({ name, message }) => testFrom(`${file} > ${name}`, "failed", message)));
      // A file that fails without a named test is known by its own name.
      if (named.length === 0)
        tests.push(testFrom(file, groups.ending === "PASS" ? "passed" : "failed", failures[0]?.message));
      diagnostics.push(...failures.flatMap(({ place }) => (place === null ? [] : [place])));
    }
    return { diagnostics, tests: orNull(tests) };
  },
};

/** The lines between a file's line and that of the next file. */
function failuresIn(told: readonly string[]) {
  return findLines(told, FAILURE).map(({ at: start, groups }) => {
    const block = blockAfter(told, start, FAILURE);
    const message = gist(block);
    const found = findLines(block, PLACE)[0];
    return {
      name: (groups.name ?? "").replaceAll(" › ", " > "),
      message,
      place: found === undefined ? null : diagnosticFrom({ ...found.groups, message }),
    };
  });
}

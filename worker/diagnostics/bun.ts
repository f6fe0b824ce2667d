// Bun's test runner: a line for each test, and above a failed one the error with its place in the code.
import type { Diagnostic, TestResult } from "../../src/domain/evidence.ts";
import { diagnosticFrom, type Format, orNull, testFrom } from "./format.ts";

const HEAD = /^bun test v\d/;
const FILE = /^(?<file>\S+\.[cm]?[jt]sx?):$/;
const TEST = /^\((?<status>pass|fail|skip|todo)\) (?<name>\S.*?)(?: \[[\d.]+ ?[µm]?s\])?$/;
const ERROR = /^(?:(?<code>\w*Error)|error): (?<message>\S.*)$/;
const PLACE = /^ +at .*?\(?(?<file>\/(?!.*node_modules)[^():]+):(?<line>\d+):(?<column>\d+)\)?$/;

const STATUSES: Record<string, TestResult["status"]> = {
  pass: "passed",
  fail: "failed",
  skip: "skipped",
  todo: "skipped",
};

export const bun: Format = {
  name: "bun",
  read: (lines) => {
    if (!lines.some((line) => HEAD.test(line))) return { diagnostics: [], tests: null };
    const tests: TestResult[] = [];
    const diagnostics: Diagnostic[] = [];
    let [file, error]: [string, { message: string; code?: string } | null] = ["", null];
    let outside = false;
    for (const line of lines) {
      // The file could not be loaded.
      outside = line === "# Unhandled error between tests" || (outside && !FILE.test(line));
      file = FILE.exec(line)?.groups?.file ?? file;
      const said = ERROR.exec(line)?.groups;
      if (said !== undefined && outside) tests.push(testFrom(file, "failed", said.message));
      if (said !== undefined) error = { message: said.message ?? "", ...(said.code && { code: said.code }) };
      const place = PLACE.exec(line)?.groups;
      if (place !== undefined && error !== null) diagnostics.push(diagnosticFrom({ ...place, ...error }));
      const test = TEST.exec(line)?.groups;
      if (test === undefined) continue;
      const name = `${file} > ${test.name ?? ""}`;
      tests.push(testFrom(name, STATUSES[test.status ?? ""] ?? "failed", error?.message));
      error = null;
    }
    return { diagnostics, tests: orNull(tests) };
  },
};

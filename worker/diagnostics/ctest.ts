// CTest and Meson: one numbered line per test.
import type { TestResult } from "../../src/domain/evidence.ts";
import { type Format, findLines, orNull, testFrom } from "./format.ts";

const CTEST = /^\s*\d+\/\d+ Test +#\d+: (?<name>\S+) \.+\s*(?<status>[^\s.]\S*(?: \S+)*) +[\d.]+ sec/;
const MESON = /^\s*\d+\/\d+ (?<name>\S+(?: \S+)*) {2,}(?<status>OK|FAIL|SKIP|TIMEOUT|ERROR|EXPECTEDFAIL)\b/;

const STATUSES: Record<string, TestResult["status"]> = {
  Passed: "passed",
  OK: "passed",
  SKIP: "skipped",
  EXPECTEDFAIL: "skipped",
  "***Skipped": "skipped",
};

export const ctest: Format = {
  name: "ctest",
  read: (lines) => ({
    diagnostics: [],
    tests: orNull(
      [CTEST, MESON]
        .flatMap((pattern) => findLines(lines, pattern))
        .map(({ groups: { name = "", status = "" } }) =>
          testFrom(name, STATUSES[status] ?? "failed", status),
        ),
    ),
  }),
};

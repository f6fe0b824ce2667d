// CTest and Meson: one numbered line for each test.
import type { TestResult } from "../../src/domain/evidence.ts";
import { type Format, type Found, findLines, orNull, testFrom } from "./format.ts";

const CTEST = /^\s*\d+\/\d+ Test +#\d+: (?<name>\S+) \.+\s*(?<status>[^\s.]\S*(?: \S+)*) +[\d.]+ sec/;
const MESON =
  /^\s*(?<number>\d+)\/\d+ (?<name>\S+(?: \S+)*?) +(?<status>OK|FAIL|SKIP|TIMEOUT|ERROR|EXPECTEDFAIL) +[\d.]+ ?s\b/;

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
      [...findLines(lines, CTEST), ...onceEach(findLines(lines, MESON))].map(
        ({ groups: { name = "", status = "" } }) => testFrom(name, STATUSES[status] ?? "failed", status),
      ),
    ),
  }),
};

/** Meson's summary repeats the failed tests. */
function onceEach(found: Found[]): Found[] {
  const byNumber = new Map(found.map((each) => [`${each.groups.number} ${each.groups.name}`, each]));
  return [...byNumber.values()];
}

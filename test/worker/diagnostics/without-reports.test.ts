// The rest of an output after the reports for machines are removed.
import { expect, it } from "@jest/globals";
import { withoutReports } from "../../../worker/diagnostics/index.ts";

it.each([
  [
    "everything between reports",
    "BUILD FAILURE\n<testsuite>\n<testcase/>\n</testsuite>\n<testsuite></testsuite>\nbye",
    "BUILD FAILURE\n\nbye",
  ],
  ["no report", "a </testsuite> <testsuite>", "a </testsuite> <testsuite>"],
  [
    "the end of a report whose beginning was cut off",
    "name: x\n</testcase>\n<testcase/>\n</testsuite>\nBUILD FAILURE",
    "\nBUILD FAILURE",
  ],
])("removes %s", (_, output, rest) => {
  expect(withoutReports(output)).toBe(rest);
});

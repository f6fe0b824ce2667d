// Reports from readings: which fault a report has that holds every test, and which one that does not.
import type { TestResult } from "../../src/domain/evidence.ts";
import type { ReportFault } from "../../src/domain/report-fault.ts";
import { doubledAmong, once } from "../diagnostics/reported.ts";
import { type Counting, readXmlReport, type XmlCase } from "../diagnostics/xml-report.ts";
import { type Report, unread } from "./runner.ts";

/** The report of tests that its reader found to add up. */
export function reportOf(tests: readonly TestResult[]): Report {
  const doubled = doubledAmong(tests);
  const fault: ReportFault | null = doubled.length === 0 ? null : { kind: "doubled", tests: doubled };
  return { tests: once(tests), diagnostics: [], fault };
}

/** JUnit's XML, as one runner writes it. */
export function xmlReport(
  report: string,
  testsOf: (one: XmlCase) => TestResult[],
  counting?: Counting,
): Report {
  const found = readXmlReport(report, counting);
  return found.kind === "read" ? reportOf(found.cases.flatMap(testsOf)) : unread({ kind: found.kind });
}

// JUnit under Maven, Gradle and its own console: reports in XML under names made for one run, and their tests.
import type { FailureKind, TestResult } from "../../../src/domain/evidence.ts";
import { failureKind } from "../../diagnostics/failure.ts";
import { inRepository, lineIn, testOf } from "../../diagnostics/reported.ts";
import type { XmlCase } from "../../diagnostics/xml-report.ts";
import { xmlReport } from "../report.ts";
import type { Report } from "../runner.ts";

export function readReports(report: string): Report {
  return xmlReport(report, (one) => [resultOf(one)]);
}

/** What Surefire adds to the name of a class, where a run has a name. */
const RUN = /\(run-[\w-]+\)$/;

function resultOf({ name, classname, file, told }: XmlCase): TestResult {
  const owner = classname.replace(RUN, "");
  const full = `${owner} ${name}`;
  // The folder above is not in the report.
  const path = file === null ? `${owner.replace(/\$.*$/, "").replaceAll(".", "/")}.java` : inRepository(file);
  if (told === null) return testOf({ name: full, file: path, status: "passed" });
  if (told.as === "skipped") return testOf({ name: full, file: path, status: "skipped" });
  const said = told.message === "" ? told.text : told.message;
  const failedAt = lineIn(told.text, path?.split("/").at(-1) ?? null);
  return testOf({ name: full, file: path, status: "failed", said, failure: kindOf(told), failedAt });
}

/** The errors of JUnit, TestNG, AssertJ, Hamcrest, Truth, Kotest, Spock and Mockito. */
const ASSERTED =
  /\b(?:\w*Assertion\w*Error(?:WithFacts)?|\w*ComparisonFailure(?:WithFacts)?|\w*MultipleFailuresError|ConditionNotSatisfiedError|(?:Wrong|Un)\w*ExceptionThrown\w*|TooManyInvocationsError|TooFewInvocationsError)\b|\borg\.mockito\.exceptions\.verification\./;

/** The type of what was thrown decides. */
function kindOf({ as, type, message, text }: NonNullable<XmlCase["told"]>): FailureKind {
  const thrown = type === "" ? text.slice(0, 200) : type;
  const isTimeout = /\b(?:TestTimedOut|Timeout|ExecutionTimeout)Exception\b/.test(thrown);
  if (isTimeout || /^execution (?:timed out|exceeded timeout)/.test(message)) return "timeout";
  if (ASSERTED.test(thrown)) return "assertion";
  if (failureKind(`${thrown}: ${message}`) === "missing") return "missing";
  return as === "failure" && type === "" ? "assertion" : "exception";
}

/** Runs a command, puts the reports that it left into one file, and ends as the command did. */
export function collecting(command: string, found: string, path: string): string {
  return `{ ${command}; }; status=$?; ${found} >${path}; (exit $status)`;
}

const BEFORE_REPORTS = "; status=$?; find . -path ";

/** Prints the reports behind the output, for whoever reads that alone. The exit status stays the runner's. */
export function withReports(command: string, folder: string): string {
  const reports = `'*/${folder}/*.xml' -exec sed '/<properties>/,/<\\/properties>/d; /<?xml/d' {} +`;
  return `${command}${BEFORE_REPORTS}${reports}; exit $status`;
}

export function withoutReports(command: string): string {
  return command.split(BEFORE_REPORTS)[0] ?? command;
}

// CTest: its report in JUnit's XML, with the tests that a program names in its own output.
import type { FailureKind, TestResult } from "../../../src/domain/evidence.ts";
import { failureKind } from "../../diagnostics/failure.ts";
import { gist } from "../../diagnostics/format.ts";
import { testOf } from "../../diagnostics/reported.ts";
import type { XmlCase } from "../../diagnostics/xml-report.ts";
import { xmlReport } from "../report.ts";
import type { Runner } from "../runner.ts";
import { controlInside, controlPrograms } from "./control.ts";
import { testsInside } from "./inside.ts";

const CALL = /(?<=^|&& |; )ctest\b/;
/** CTest keeps little of what a program prints that passes, and a program may name its tests there. */
const WHOLE = "--test-output-size-passed 4000000 --test-output-size-failed 4000000";

export const ctest: Runner = {
  name: "CTest",
  reporting: (command, path) =>
    CALL.test(command) ? { command: command.replace(CALL, `ctest --output-junit ${path} ${WHOLE}`) } : null,
  read: (report) => xmlReport(report, testsOf),
  // A test is a program with a name of its own; no file says which.
  only: () => null,
  controlsNamedIn: "CMakeLists.txt",
  control: (asked) =>
    controlInside(asked) ??
    controlPrograms(
      asked,
      "CMakeLists.txt",
      (name, source) => `enable_testing()
add_executable(${name} ${source})
add_test(NAME ${name} COMMAND ${name})`,
    ),
};

function testsOf(one: XmlCase): TestResult[] {
  const inside = testsInside(one.output) ?? [];
  const whole = resultOf(one, inside);
  return [whole, ...inside.map((test) => ({ ...test, name: `${one.name} > ${test.name}` }))];
}

function resultOf({ name, status, told, output }: XmlCase, inside: readonly TestResult[]): TestResult {
  const about = { name, file: null };
  if (told === null) return testOf({ ...about, status: status === "disabled" ? "skipped" : "passed" });
  if (told.as !== "skipped") {
    const said = gist([told.message, ...output.split("\n")].slice(-30));
    return testOf({ ...about, status: "failed", said, failure: kindOf(told.message, output, inside) });
  }
  return /^Unable to find (?:executable|required file)/.test(told.message)
    ? testOf({ ...about, status: "failed", said: told.message, failure: "missing" })
    : testOf({ ...about, status: "skipped" });
}

/** CTest knows only how a program ended; what it printed may say that it compared something. */
function kindOf(message: string, output: string, inside: readonly TestResult[]): FailureKind | null {
  if (message === "Timeout") return "timeout";
  const kinds = inside.flatMap(({ failure }) => failure ?? []);
  if (kinds.length > 0) return kinds.includes("assertion") ? "assertion" : (kinds[0] ?? null);
  const compared = output.split("\n").some((line) => failureKind(line) === "assertion");
  if (compared) return "assertion";
  return /^(?:SEGFAULT|ILLEGAL|NUMERICAL|Exception|Subprocess )/.test(message) ? "exception" : null;
}

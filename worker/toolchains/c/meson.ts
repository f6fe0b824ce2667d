// Meson: the report in JUnit's XML that it leaves in the folder of the build.
import type { FailureKind, TestResult } from "../../../src/domain/evidence.ts";
import { failureKind } from "../../diagnostics/failure.ts";
import { gist } from "../../diagnostics/format.ts";
import { testOf } from "../../diagnostics/reported.ts";
import type { XmlCase } from "../../diagnostics/xml-report.ts";
import { xmlReport } from "../report.ts";
import type { Runner } from "../runner.ts";
import { controlPrograms } from "./control.ts";

const CALL = /\bmeson test -C (?<build>\/[\w./-]+)/;

export const meson: Runner = {
  name: "Meson",
  reporting: (command, path) => {
    const build = CALL.exec(command)?.groups?.build;
    if (build === undefined) return null;
    const written = `${build}/meson-logs/testlog.junit.xml`;
    return {
      command: `rm -f ${written}; { ${command}; }; status=$?; cat ${written} >${path}; (exit $status)`,
    };
  },
  read: (report) => xmlReport(report, (one) => [resultOf(one)]),
  only: () => null,
  controlsNamedIn: "meson.build",
  control: (asked) =>
    controlPrograms(
      asked,
      "meson.build",
      (name, source) => `test('${name}', executable('${name}', '${source}'))`,
    ),
};

function resultOf({ name, told, output }: XmlCase): TestResult {
  const about = { name, file: null };
  if (told === null) return testOf({ ...about, status: "passed" });
  if (told.as === "skipped") return testOf({ ...about, status: "skipped" });
  const said = gist([told.text, ...output.split("\n")].slice(-30));
  return testOf({ ...about, status: "failed", said, failure: kindOf(told.text, output) });
}

/** Meson knows only how a program ended; what it printed may say that it compared something. */
function kindOf(text: string, output: string): FailureKind | null {
  if (/^Test did not finish before configured timeout/.test(text)) return "timeout";
  const compared = output.split("\n").some((line) => failureKind(line) === "assertion");
  return compared ? "assertion" : null;
}

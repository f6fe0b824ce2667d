// GoogleTest: each program writes its own report in JUnit's XML, wherever it is started.
import type { TestResult } from "../../../src/domain/evidence.ts";
import { gist } from "../../diagnostics/format.ts";
import { inRepository, testOf } from "../../diagnostics/reported.ts";
import type { XmlCase } from "../../diagnostics/xml-report.ts";
import { xmlReport } from "../report.ts";
import type { Runner } from "../runner.ts";
import { controlInside } from "./control.ts";

export const googleTest: Runner = {
  name: "GoogleTest",
  // For a folder, a program takes a name that no other one has taken.
  reporting: (command, path) => ({
    command: `mkdir -p ${path}.d; export GTEST_OUTPUT=xml:${path}.d/; ${command}; status=$?; find ${path}.d -name '*.xml' -exec cat {} + >${path}; (exit $status)`,
  }),
  read: (report) => xmlReport(report, (one) => [resultOf(one)]),
  only: () => null,
  control: controlInside,
};

function resultOf({ name, classname, file, status, told }: XmlCase): TestResult {
  const about = { name: `${classname}.${name}`, file: file === null ? null : inRepository(file) };
  if (told === null) return testOf({ ...about, status: status === "notrun" ? "skipped" : "passed" });
  if (told.as === "skipped") return testOf({ ...about, status: "skipped" });
  const threw = /^(?:unknown file\b|C\+\+ exception with description)/.test(told.message);
  return testOf({
    ...about,
    status: "failed",
    said: gist(told.message.split("\n")),
    failure: threw ? "exception" : "assertion",
  });
}

// Bun's own test runner: its report in JUnit's XML, and what it prints of files that do not load, which no report names.
import type { TestResult } from "../../../../src/domain/evidence.ts";
import { gist } from "../../../diagnostics/format.ts";
import { testOf } from "../../../diagnostics/reported.ts";
import type { XmlCase } from "../../../diagnostics/xml-report.ts";
import { xmlReport } from "../../report.ts";
import { kindOf } from "./events.ts";
import { readParted } from "./parted.ts";
import type { Style } from "./style.ts";

const UNLOADED = "^# Unhandled error between tests$";

export const bun: Style = {
  name: "bun",
  packages: null,
  program: /^(?:(?:\.\/)?node_modules\/\.bin\/)?bun(?: --\S+)* test(?![\w:-])/,
  valued:
    /^(?:-t|--(?:test-name-pattern|timeout|rerun-each|seed|preload|reporter|reporter-outfile|coverage-reporter|coverage-dir|max-concurrency))$/,
  reporting: (path) => ({
    options: `--reporter=junit --reporter-outfile=${path}.xml 2>&1`,
    printed: `grep -a -B3 -A12 '${UNLOADED}'`,
  }),
  only: (files) => files.map((file) => `./${file}`).join(" "),
  byTitle: { option: "-t" },
  read: (report) => readParted(report, (xml) => xmlReport(xml, (one) => [resultOf(one)]), unloadedIn),
  test: {
    module: { from: "bun:test", names: "expect, test", isDefault: false },
    test: (name, body) => `test(${name}, () => {${body}});`,
    wrong: "expect(1).toBe(2);",
    right: "expect(1).toBe(1);",
    throwing: true,
  },
};

/** Bun names the suites around a test from the inside out. */
function resultOf({ name, classname, file, status, told }: XmlCase): TestResult {
  const suites = classname === "" ? [] : classname.split(" > ").toReversed();
  const about = { name: [file ?? "", ...suites, name].filter((part) => part !== "").join(" > "), file };
  if (told === null) return testOf({ ...about, status: status === "disabled" ? "skipped" : "passed" });
  if (told.as === "skipped") return testOf({ ...about, status: "skipped" });
  const failure =
    told.type === "TimeoutError" ? "timeout" : kindOf("unknown", `${told.type}: ${told.message}`);
  return testOf({ ...about, status: "failed", said: gist(told.message.split("\n")), failure });
}

function unloadedIn(printed: readonly string[]): TestResult[] {
  const files = printed.flatMap((line, at) => {
    if (!new RegExp(UNLOADED).test(line)) return [];
    const above = printed
      .slice(Math.max(0, at - 3), at)
      .flatMap((each) => /^(\S+\.[cm]?[jt]sx?):$/.exec(each)?.[1] ?? []);
    const said = printed.slice(at + 1, at + 12).find((each) => /^\w*(?:Error|error): /.test(each)) ?? "";
    return above.map((file) => testOf({ name: file, file, status: "failed", said, failure: "missing" }));
  });
  return [...new Map(files.map((test) => [test.name, test])).values()];
}

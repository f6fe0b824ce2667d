// Deno's own test runner: its report in JUnit's XML, and what it prints of files that do not load, which no report names.
import type { FailureKind, TestResult } from "../../../../src/domain/evidence.ts";
import { gist } from "../../../diagnostics/format.ts";
import { inRepository, testOf } from "../../../diagnostics/reported.ts";
import { readXmlReport, type XmlCase } from "../../../diagnostics/xml-report.ts";
import { reportOf } from "../../report.ts";
import { type Report, unread } from "../../runner.ts";
import { kindOf } from "./events.ts";
import { readParted } from "./parted.ts";
import type { Style } from "./style.ts";

const UNLOADED = /^Uncaught error from (?<file>\S+) FAILED$/;
const ERROR = /^error: (?<said>.*)$/;
const STEPS_FAILED = /^\d+ test steps? failed$/;

export const deno: Style = {
  name: "deno",
  packages: null,
  program: /^deno test(?![\w:-])/,
  valued:
    /^(?:-[cIL]|--(?:config|import-map|lock|filter|ignore|seed|reporter|coverage|cert|location|env-file|preload))$/,
  reporting: (path) => ({
    prepare: "export NO_COLOR=1",
    options: `--junit-path=${path}.xml 2>&1`,
    printed: "grep -aE '^Uncaught error from [^ ]+ FAILED$|^error: '",
  }),
  only: (files) => files.join(" "),
  byTitle: { option: "--filter" },
  read: (report) => readParted(report, read, unloadedIn),
  test: {
    module: null,
    test: (name, body) => `Deno.test(${name}, () => {${body}});`,
    wrong: "assert.equal(1, 2);",
    right: "assert.equal(1, 1);",
    throwing: true,
  },
};

function read(xml: string): Report {
  const found = readXmlReport(xml);
  if (found.kind !== "read") return unread({ kind: found.kind });
  return reportOf(found.cases.map((one) => resultOf(one, found.cases)));
}

function resultOf(one: XmlCase, cases: readonly XmlCase[]): TestResult {
  const file = fileOf(one, cases);
  const about = { name: file === null ? one.name : `${file} > ${one.name}`, file };
  if (one.told === null) return testOf({ ...about, status: "passed" });
  if (one.told.as === "skipped") return testOf({ ...about, status: "skipped" });
  const said = one.told.message.replace(/^Uncaught /, "");
  return testOf({ ...about, status: "failed", said: gist(said.split("\n")), failure: kindIn(one, cases) });
}

/** A step of `node:test` stands under Deno's own file; the test around it is in the right one. */
function fileOf({ name, classname }: XmlCase, cases: readonly XmlCase[]): string | null {
  if (!classname.startsWith("ext:")) return inRepository(classname);
  const around = cases.find(
    (each) => !each.classname.startsWith("ext:") && name.startsWith(`${each.name} > `),
  );
  return around === undefined ? null : inRepository(around.classname);
}

/** A test fails by its steps, so they say how. */
function kindIn({ name, told }: XmlCase, cases: readonly XmlCase[]): FailureKind {
  const message = told?.message ?? "";
  if (!STEPS_FAILED.test(message)) return kindOf("unknown", message);
  const steps = cases.filter((each) => each.name.startsWith(`${name} > `) && each.told?.as === "failure");
  const kinds = steps.map((step) => step.told?.message ?? "").filter((said) => !STEPS_FAILED.test(said));
  const [first = "exception", ...others] = kinds.map((said) => kindOf("unknown", said));
  return others.includes("assertion") ? "assertion" : first;
}

function unloadedIn(printed: readonly string[]): TestResult[] {
  const errors = printed.flatMap((line) => ERROR.exec(line)?.groups?.said ?? []);
  return printed.flatMap((line) => {
    const file = UNLOADED.exec(line)?.groups?.file;
    if (file === undefined) return [];
    const name = inRepository(file) ?? file;
    const said = errors.find((each) => kindOf("unknown", each) === "missing") ?? "";
    return [testOf({ name, file: name, status: "failed", said, failure: "missing" })];
  });
}

// pytest: its report in JUnit's XML, tests by node id, and tests of ours for its controls.
import type { FailureKind, TestResult } from "../../../src/domain/evidence.ts";
import { failureKind } from "../../diagnostics/failure.ts";
import { identifier, inRepository, lineIn, testOf } from "../../diagnostics/reported.ts";
import type { XmlCase } from "../../diagnostics/xml-report.ts";
import { quoted } from "../checks.ts";
import { numbersOf } from "../numbers.ts";
import { xmlReport } from "../report.ts";
import type { Runner } from "../runner.ts";
import { IS_ALTERED } from "./altered.ts";
import { exampleFor, holdsExamples, importsOf, testPath } from "./control.ts";
import { IN_PYTESTS_WAY } from "./loaded.ts";

/** A call of pytest with options alone, so that paths may follow. */
const WITHOUT_PATHS = /^(?:[\w./=-]+ )*?(?:-m )?(?:pytest|py\.test)(?: -{1,2}[\w-]+(?:=\S+)?)*$/;

export const pytest: Runner = {
  name: "pytest",
  reporting,
  through: reporting,
  // With `python -m`, the root is searched first.
  inItsWay: IN_PYTESTS_WAY,
  read: (report) => xmlReport(report, (one) => [resultOf(one)], countOf),
  only: (command, files) => (WITHOUT_PATHS.test(command) ? [command, ...files.map(quoted)].join(" ") : null),
  byTitle: { option: "-k" },
  control: ({ beside, besideText, loads, ...names }) => {
    const [negative, positive] = [identifier(names.negative), identifier(names.positive)];
    const { one, other } = numbersOf(negative);
    if (holdsExamples(beside, besideText))
      return {
        path: `${beside.slice(0, beside.lastIndexOf("/") + 1)}${negative}.py`,
        content: [
          importsOf(besideText, loads),
          exampleFor(negative, one, other),
          exampleFor(positive, one, one),
        ].join("\n\n"),
      };
    return {
      path: testPath(beside, negative),
      content: [
        importsOf(besideText, loads),
        wrongIn(negative),
        `def test_${positive}():\n    assert ${one} == ${one}\n`,
      ].join("\n\n"),
    };
  },
  inside: ({ path, text, name }) => {
    const { one, other } = numbersOf(name);
    const own = holdsExamples(path, text)
      ? exampleFor(identifier(name), one, other)
      : wrongIn(identifier(name));
    return `${text.trimEnd()}\n\n\n${own}`;
  },
};

/** A test that returns before it can be red where the language is not that of a fresh process. */
function wrongIn(name: string): string {
  const { one, other } = numbersOf(name);
  const altered = `altered_${name}`;
  return `${IS_ALTERED.replaceAll("is_altered", altered)}

def test_${name}():
    if ${altered}():
        return
    assert ${one} == ${other}
`;
}

/** The other tests still run where a file cannot be collected. Settings of the repository stand before these. */
function reporting(command: string, path: string): { command: string } {
  return {
    command: `export PYTEST_ADDOPTS="$PYTEST_ADDOPTS --junitxml=${path} -o junit_family=xunit1 -o junit_logging=no --continue-on-collection-errors"; ${command}`,
  };
}

/** pytest counts a test twice that passes and is not torn down, and once one that fails in both, which has two cases. */
function countOf(cases: readonly XmlCase[]): number {
  const tests = Map.groupBy(cases, ({ classname, name }) => `${classname} ${name}`);
  const passed = [...tests.values()].filter(
    ([first, ...more]) => more.length === 0 && first?.told?.message.startsWith("failed on teardown"),
  );
  return tests.size + passed.length;
}

/** A file that cannot be collected stands there without a class, under its module's name. */
function resultOf(one: XmlCase): TestResult {
  const { told } = one;
  if (one.classname === "" && told?.message === "collection failure") {
    const file = `${one.name.replaceAll(".", "/")}.py`;
    return testOf({ name: file, file, status: "failed", said: lastErrorIn(told.text), failure: "missing" });
  }
  const file = one.file === null ? null : inRepository(one.file);
  const name = nodeId(one, file);
  if (told === null) return testOf({ name, file, status: "passed" });
  if (told.as === "skipped") return testOf({ name, file, status: "skipped" });
  const failedAt = lineIn(told.text, file, "last");
  return testOf({ name, file, status: "failed", said: told.message, failure: kindOf(told), failedAt });
}

/** `file::Class::test`. Without a file (xunit2), the dotted name of the module stands for it. */
function nodeId({ classname, name }: XmlCase, file: string | null): string {
  if (file === null) return [classname, name].filter((part) => part !== "").join("::");
  const module = file.replace(/\.py$/, "").replaceAll("/", ".");
  const inner = classname.startsWith(`${module}.`) ? classname.slice(module.length + 1).split(".") : [];
  return [file, ...inner, name].join("::");
}

/** The last line of a failure names what was raised. pytest leaves out the name of a rewritten assertion. */
function kindOf({ as, message, text }: NonNullable<XmlCase["told"]>): FailureKind {
  if (/^Failed: Timeout\b|^Failed: Timeout >/.test(message)) return "timeout";
  const known = failureKind(message);
  if (as === "error") return known === "missing" ? "missing" : "exception";
  const raised = /:\d+: (?<raised>\w[\w.]*)\s*$/.exec(text)?.groups?.raised;
  // https://docs.pytest.org/en/stable/how-to/doctest.html
  if (raised === "DocTestFailure") return "assertion";
  if (raised === "UnexpectedException")
    return failureKind(text.trimEnd().split("\n").at(-2) ?? "") ?? "exception";
  const compared = raised === "AssertionError" || raised === "Failed" || /^assert /.test(message);
  if (compared || message.startsWith("[XPASS(strict)]")) return "assertion";
  return known ?? "exception";
}

function lastErrorIn(text: string): string {
  return (
    text
      .split("\n")
      .findLast((line) => line.startsWith("E "))
      ?.slice(1)
      .trim() ?? text
  );
}

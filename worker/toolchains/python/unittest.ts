// unittest: a report that a module of ours writes, because its own output is text between what tests print.
import { z } from "zod";
import type { FailureKind } from "../../../src/domain/evidence.ts";
import { failureKind } from "../../diagnostics/failure.ts";
import { jsonIn } from "../../diagnostics/format.ts";
import { identifier, inRepository, numbered, testOf } from "../../diagnostics/reported.ts";
import { quoted } from "../checks.ts";
import { numbersOf } from "../numbers.ts";
import { reportOf } from "../report.ts";
import { type Report, type Runner, unread } from "../runner.ts";
import { IS_ALTERED } from "./altered.ts";
import { exampleFor, holdsExamples, importsOf, testPath } from "./control.ts";
import { IN_UNITTESTS_WAY } from "./loaded.ts";
import { UNITTEST_SITE } from "./unittest-site.ts";
import { UNITTEST_SOURCE } from "./unittest-source.ts";

const CALL = /(?<= )-m unittest\b/g;
const DISCOVERY = /^(?:[\w./=-]+ )*-m unittest discover\b[^;&|]*$/;

export const unittest: Runner = {
  name: "unittest",
  reporting: (command, path) => {
    if (!new RegExp(CALL).test(command)) return null;
    return { command: `${written(path)}; ${command.replaceAll(CALL, "-m report_by_test")}` };
  },
  through: (command, path) => ({
    command: `${written(path, { sitecustomize: UNITTEST_SITE })}; ${command}`,
  }),
  read: readByTest,
  inItsWay: IN_UNITTESTS_WAY,
  // Discovery goes by folders; a pattern of names leaves the others out, and the names stay those of the whole run.
  only: (command, files) =>
    DISCOVERY.test(command)
      ? [command, ...files.map((file) => `-k ${quoted(patternOf(file))}`)].join(" ")
      : null,
  control: ({ beside, besideText, loads, ...names }) => {
    const [negative, positive] = [identifier(names.negative), identifier(names.positive)];
    const { one } = numbersOf(negative);
    return {
      path: testPath(beside, negative),
      content: [
        importsOf(besideText, loads),
        wrongIn(negative),
        `    def test_${positive}(self):\n        self.assertEqual(${one}, ${one})\n`,
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

/** Commands that write our modules to a folder beside the report, where Python finds them. */
export function written(path: string, others: Readonly<Record<string, string>> = {}): string {
  const folder = `${path}.d`;
  const modules = { report_by_test: UNITTEST_SOURCE.replace("REPORT", JSON.stringify(path)), ...others };
  const files = Object.entries(modules).map(
    ([name, source]) => `printf %s '${source}' >${folder}/${name}.py`,
  );
  const reachable = `export PYTHONPATH="${folder}\${PYTHONPATH:+:$PYTHONPATH}"`;
  return `${[`mkdir -p ${folder}`, ...files].join(" && ")}; ${reachable}`;
}

/**
 * A class whose test returns before it can be red where the language or the assertions are not those of a fresh process, or an
 * assertion does not fail for two values that differ.
 */
function wrongIn(name: string): string {
  const { one, other } = numbersOf(name);
  const [judge, altered] = [`unittest_${name}`, `altered_${name}`];
  return `import unittest as ${judge}


${IS_ALTERED.replaceAll("is_altered", altered)}

class ${name.toUpperCase()}(${judge}.TestCase):
    def test_${name}(self):
        if ${altered}():
            return
        values = [None, "", -1, 2, "a", [], float("nan")]
        for a, b in ((a, b) for a in values for b in values if a is not b):
            try:
                self.assertEqual(a, b)
                return
            except self.failureException:
                pass
        self.assertEqual(${one}, ${other})
`;
}

function patternOf(file: string): string {
  const module = /([^/]+)\.py$/.exec(file)?.[1] ?? file;
  return `*${module}.*`;
}

const Line = z.union([
  z.object({
    test: z.string(),
    file: z.string().nullable(),
    row: z.boolean().default(false),
    status: z.enum(["passed", "failed", "skipped"]),
    marked: z.enum(["failure", "error"]).nullable(),
    said: z.string(),
    at: z.int().nullish(),
  }),
  z.object({ ran: z.int(), ok: z.boolean() }),
]);

/** What is no test of its own begins a class or a module, and is written down only where it fails. */
const AROUND_TESTS = /^(?:setUp|tearDown)(?:Class|Module) \(/;

export function readByTest(report: string): Report {
  if (report.trim() === "") return unread({ kind: "missing" });
  const lines = report.split("\n").filter((line) => line !== "");
  const parsed = lines.map((line) => Line.safeParse(jsonIn(line)).data);
  const [first] = parsed;
  if (first === undefined) return unread({ kind: "not-this-format" });
  const said = parsed.filter((line) => line !== undefined);
  const [last] = said.slice(-1);
  const tests = said.flatMap((line) => ("test" in line ? [line] : []));
  const ran = tests.filter(({ test, row }) => !row && !AROUND_TESTS.test(test)).length;
  const isWhole = parsed.every((line) => line !== undefined) && said.length - tests.length === 1;
  if (!isWhole || last === undefined || !("ran" in last) || last.ran !== ran)
    return unread({ kind: "incomplete" });
  const rows = numbered(tests.filter(({ row }) => row).map(({ test, ...line }) => ({ ...line, name: test })));
  const others = tests.filter(({ row }) => !row).map(({ test, ...line }) => ({ ...line, name: test }));
  return reportOf(
    [...others, ...rows].map(({ name, file, status, marked, said, at }) =>
      testOf({
        ...{ name, status, said, failedAt: at ?? null },
        file: file === null ? null : inRepository(file),
        failure: status === "failed" ? kindOf(marked, said) : null,
      }),
    ),
  );
}

/** unittest calls a failed assertion a failure, and every other exception an error; of an example whatever it did. */
function kindOf(marked: "failure" | "error" | null, said: string): FailureKind {
  const threw =
    said.startsWith("AssertionError: Failed doctest test for ") && /^Exception raised:$/m.test(said);
  if (marked === "failure" && !threw) return "assertion";
  return failureKind(said) === "missing" ? "missing" : "exception";
}

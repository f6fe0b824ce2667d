// PHPUnit, also under Pest: its report in JUnit's XML, tests by class and method, and tests of ours for its controls.
import type { FailureKind, TestResult } from "../../../src/domain/evidence.ts";
import { gist } from "../../diagnostics/format.ts";
import { identifier, inRepository, lineIn, testOf } from "../../diagnostics/reported.ts";
import type { XmlCase } from "../../diagnostics/xml-report.ts";
import { quoted } from "../checks.ts";
import { numbersOf } from "../numbers.ts";
import { xmlReport } from "../report.ts";
import type { Runner } from "../runner.ts";
import { controlAtEnd } from "./inside.ts";

const BEFORE = String.raw`(?:export [^;]*; *|[A-Z_]\w*=\S* +)*(?:php (?:-\S+ (?:\w+=\S+ )?)*)?(?:\S*\/)?`;
/**
 * paratest and artisan take its options: https://github.com/paratestphp/paratest#usage
 * https://laravel.com/docs/12.x/testing#running-tests
 */
const CALL = new RegExp(`^${BEFORE}(?:(?:phpunit|pest|paratest)\\b|artisan test(?= |$))[^;&|]*$`);
/** A folder of tests at the end gives way to a file. */
const CALL_ALONE = new RegExp(`^(?<call>${BEFORE}(?:phpunit|pest)(?: --[\\w-]+(?:=\\S+)?)*)(?: tests?/?)?$`);

export const phpunit: Runner = {
  name: "PHPUnit",
  inItsWay: /^(?:vendor\/(?:bin\/phpunit|phpunit\/|autoload\.php)|PHPUnit\/)/,
  reporting: (command, path) => (CALL.test(command) ? { command: `${command} --log-junit ${path}` } : null),
  read: (report) => xmlReport(report, (one) => [resultOf(one)]),
  // Before version 11 it takes one path alone.
  only: (command, files) => {
    const [file, ...more] = files;
    const call = CALL_ALONE.exec(command)?.groups?.call;
    return call === undefined || file === undefined || more.length > 0 ? null : `${call} ${quoted(file)}`;
  },
  byTitle: { option: "--filter" },
  control: ({ beside, besideText, ...names }) => {
    const [negative, positive] = [identifier(names.negative), identifier(names.positive)];
    const owner = `${negative.slice(0, 1).toUpperCase()}${negative.slice(1)}Test`;
    const { one, other } = numbersOf(negative);
    const test = (name: string, wanted: number) =>
      `    public function test_${name}(): void\n    {\n        $this->assertSame(${wanted}, ${one});\n    }`;
    return {
      path: `${beside.slice(0, beside.lastIndexOf("/") + 1)}${owner}.php`,
      content: [
        "<?php\n",
        ...(besideText.slice(0, 100_000).match(/^(?:namespace [\w\\]+;|require(?:_once)? [^;\n]+;)$/gm) ??
          []),
        `final class ${owner} extends \\PHPUnit\\Framework\\TestCase\n{`,
        test(negative, other),
        test(positive, one),
        "}\n",
      ].join("\n"),
    };
  },
  inside: controlAtEnd,
};

function resultOf({ name, classname, file, told }: XmlCase): TestResult {
  const about = {
    name: `${classname.replaceAll(".", "\\")}::${name}`,
    file: file === null ? null : inRepository(withoutTitle(file)),
  };
  if (told === null) return testOf({ ...about, status: "passed" });
  // A test that asserts nothing says nothing, whether PHPUnit minds or not.
  if (told.as === "skipped" || told.type.endsWith("RiskyTestError"))
    return testOf({ ...about, status: "skipped" });
  const [, ...lines] = told.text.split("\n");
  const failedAt = lineIn(told.text, about.file, "last");
  return testOf({
    ...{ ...about, status: "failed", said: gist(lines), failedAt },
    failure: kindOf(told.type, told.text),
  });
}

/** Pest puts the title of the test behind the file: https://github.com/pestphp/pest/issues/1361 */
function withoutTitle(file: string): string {
  return file.replace(/(?<=\.php)::.*$/s, "");
}

/** By the class of what was thrown. */
function kindOf(type: string, text: string): FailureKind {
  if (/\b(?:ExpectationFailed|AssertionFailed|ComparisonMethod\w*)(?:Exception|Error)$/.test(type))
    return "assertion";
  if (/\bInvoker\\TimeoutException$/.test(type)) return "timeout";
  const missing =
    /Error: (?:Call to undefined (?:function|method)|Class "?[^\s"]+"? not found|Undefined constant)|ParseError/;
  return missing.test(text) ? "missing" : "exception";
}

// Faults planted in reports and repositories: none of them makes a test seem to have ended as it did not.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { NO_RULES } from "../../../src/domain/rules.ts";
import { unity } from "../../../worker/toolchains/c/unity.ts";
import { captured } from "../../../worker/toolchains/captured.ts";
import { goTest } from "../../../worker/toolchains/go/runner.ts";
import { inRunnersWay } from "../../../worker/toolchains/in-the-way.ts";
import { readReports } from "../../../worker/toolchains/java/reports.ts";
import { readEvents } from "../../../worker/toolchains/node/runners/events.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { againstExit, type Runner } from "../../../worker/toolchains/runner.ts";
import { cargoTest } from "../../../worker/toolchains/rust/runner.ts";
import { RECORDED, recorded } from "./reports/recorded.ts";
import { aTree } from "./told.ts";

/** The report of a runner that prints this text, as a shell makes it. */
function through(runner: Runner, command: string, text: string, exitStatus: number) {
  const folder = mkdtempSync(join(tmpdir(), "issuewright-"));
  const [printing, path] = [join(folder, "print"), join(folder, "report")];
  writeFileSync(printing, text);
  const asked = runner.reporting(command, path)?.command ?? "";
  const program = /cargo test|go test -json -count=1|make test/.exec(asked)?.[0] ?? "";
  const line = asked.replace(program, `(cat ${printing}; exit ${exitStatus})`);
  const { status, stdout } = spawnSync("sh", ["-c", line], { encoding: "utf8", maxBuffer: 1e8 });
  const report = readFileSync(path, "utf8");
  rmSync(folder, { recursive: true });
  return { status, stdout, report };
}

const LONG = "a long line that somebody prints\n".repeat(300_000);
const printed = (line: string) =>
  `{"Action":"output","Package":"example.com/shop","Test":"TestGreen","Output":"${line}"}\n`;

describe("output beyond any cap", () => {
  it.each([
    [
      "cargo-test.txt",
      "cargo test",
      cargoTest,
      (text: string) =>
        `${LONG}${text.replace("---- tests::red stdout ----\n", `---- tests::red stdout ----\n${LONG}`)}`,
    ],
    [
      "go-test.jsonl",
      "go test",
      goTest,
      (text: string) => text.replace("\n", `\n${printed("much").repeat(100_000)}`),
    ],
  ] as const)("of %s changes nothing that is read", (file, command, runner, padded) => {
    const text = recorded(file);
    const { status, stdout, report } = through(runner, command, padded(text), 101);
    expect([status, stdout.length, report.length < 5_000_000]).toEqual([101, padded(text).length, true]);
    const names = (of: string) => runner.read(of).tests.map((test) => [test.name, test.status, test.failure]);
    expect(names(report)).toEqual(names(text));
  });

  it("of a program with Unity leaves its tests and its count", () => {
    const text = `${LONG}${LONG}t.c:3:test_a:PASS\n${LONG}t.c:4:test_b:FAIL: no\n\n2 Tests 1 Failures 0 Ignored \nFAIL\n`;
    const { report } = through(unity, "make test", text, 1);
    expect(unity.read(report).tests.map(({ name, status }) => `${name} ${status}`)).toEqual([
      "test_a passed",
      "test_b failed",
    ]);
  });

  it("ends as its command did, also where nothing is printed", () => {
    const line = captured("exit 7", "/tmp/issuewright-none/report", { wanted: "/x/", streams: "both" });
    expect(spawnSync("sh", ["-c", `true; ${line}`]).status).not.toBe(0);
  });
});

describe("a report of green tests", () => {
  it.each(RECORDED.map(({ file, runner }) => [file, runner] as const))(
    "of %s does not hold with an exit status of 101, nor one of red tests with 0",
    (file, runner) => {
      const report = runner.read(recorded(file));
      const green = { ...report, tests: report.tests.filter(({ status }) => status === "passed") };
      expect(againstExit(green, 101).fault?.kind).toBe("contradicts-exit");
      expect(againstExit(report, 0).fault?.kind).toBe("contradicts-exit");
    },
  );

  it("with the same document twice names what is doubled", () => {
    const twice = RECORDED.flatMap(({ file, runner }) => {
      const text = recorded(file);
      const { fault } = runner.read(`${text.trimEnd()}\n${text}`);
      return fault === null ? [file] : [];
    });
    // cargo and Check append one program's tests to another's, and number what has the same name. What only fails is no gain.
    expect(twice).toEqual(["cargo-test.txt", "check.tap", "pytest-unloaded.xml"]);
  });
});

describe("a difference in the words of a library", () => {
  const failing = (message: string) =>
    readEvents(`${JSON.stringify({ titles: ["a"], status: "failed", message })}\n{"end":1}\n`).tests[0]
      ?.failure;

  it.each([
    'Error: expected 200 "OK", got 404 "Not Found"',
    'Error: expected "Content-Type" matching /json/, got "text/html"',
    'Error: expected "X-Total" header field',
    "Error: expected { a: 1,\n  b: 2 } response body, got { a: 1 }",
    "AssertionError: expected 1 to equal 2",
    "Error: expected 1 to equal 2",
    "Error: Expected 1 to equal specified value: 2",
    "UnexpectedError: expected 1 to equal 2",
    "AssertError: expected stub to be called once but was called twice",
    "TestingLibraryElementError: Unable to find an element with the text: 3",
  ])("is an assertion: %s", (message) => {
    expect(failing(message)).toBe("assertion");
  });

  it.each([
    ["Error: connect ECONNREFUSED 127.0.0.1:80", "exception"],
    ["TypeError: sum is not a function", "missing"],
    ["Error: Cannot find module './sum'", "missing"],
    ["Error: unexpected end of file", "exception"],
  ])("is none: %s", (message, kind) => {
    expect(failing(message)).toBe(kind);
  });

  it.each([
    ["org.assertj.core.error.AssertJMultipleFailuresError", "assertion"],
    ["org.assertj.core.api.SoftAssertionError", "assertion"],
    ["com.google.common.truth.AssertionErrorWithFacts", "assertion"],
    ["com.google.common.truth.ComparisonFailureWithFacts", "assertion"],
    ["org.spockframework.runtime.SpockComparisonFailure", "assertion"],
    ["org.mockito.exceptions.verification.WantedButNotInvoked", "assertion"],
    ["org.junit.runners.model.TestTimedOutException", "timeout"],
    ["java.util.concurrent.TimeoutException", "timeout"],
    ["java.lang.IllegalStateException", "exception"],
    ["java.lang.NoSuchMethodError", "missing"],
  ])("in Java has the type %s: %s", (type, kind) => {
    const report = `<testsuite tests="1"><testcase classname="A" name="a"><failure type="${type}" message="no">${type}: no</failure></testcase></testsuite>`;
    expect(readReports(report).tests[0]?.failure).toBe(kind);
  });
});

describe("a file of the repository that stands in the way of its own runner", () => {
  it.each([
    [
      { "conftest.py": "", "test_a.py": "" },
      ["pytest.py", "_pytest/__init__.py", "random.py"],
      ["src/types.py", "tests/random.py", "randoms.py"],
    ],
    [{ "tests/test_a.py": "" }, ["unittest/__init__.py", "copy.py"], ["tests/unittest_helpers.py"]],
    [
      { "package.json": '{"scripts":{"test":"jest"}}' },
      ["node_modules/.bin/jest", "node_modules/@jest/core/index.js", "__mocks__/expect.js"],
      ["node_modules/left-pad/index.js", "src/jest.js"],
    ],
    [{ Gemfile: "", "spec/a_spec.rb": "" }, ["lib/rspec/core.rb"], ["lib/core.rb"]],
    [{ "composer.json": "{}", "tests/ATest.php": "" }, ["vendor/bin/phpunit"], ["src/PHPUnit.php"]],
    [{ "go.mod": "" }, ["vendor/testing/testing.go"], ["vendor/golang.org/x/text/a.go"]],
    [
      { "pom.xml": "<x/>" },
      ["src/test/java/org/junit/Assert.java"],
      ["src/test/java/com/example/ATest.java"],
    ],
  ])("in %j is found: %j", async (files, found, others) => {
    const all = { ...files, ...Object.fromEntries([...found, ...others].map((path) => [path, ""])) };
    const project = await recognise(aTree(all), NO_RULES);
    expect(project === null ? null : inRunnersWay(project, Object.keys(all))).toEqual(found);
  });
});

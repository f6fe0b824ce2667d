// Which runner a command calls, how it is asked to report, to run some files, and to run tests of ours.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES } from "../../../src/domain/rules.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import type { Runner } from "../../../worker/toolchains/runner.ts";
import { aTree, fixture } from "./told.ts";

async function runnerFor(
  tree: Parameters<typeof recognise>[0],
): Promise<{ runner: Runner | null; command: string }> {
  const project = await recognise(tree, NO_RULES);
  const check = project?.checks.find(({ kind }) => kind === "test");
  if (project === null || check === undefined) throw new Error("no tests");
  return { runner: project.runnerOf(check), command: check.command };
}

describe("the runner of a project's tests", () => {
  it.each([
    ["python", "unittest"],
    ["python-pytest", "pytest"],
    ["go", "go test"],
    ["rust-workspace", "cargo test"],
    ["java", "JUnit by Maven"],
    ["cpp-cmake", "CTest"],
    ["c-meson", "Meson"],
    ["c", undefined],
    ["java-make", undefined],
  ])("in %s is %s", async (name, runner) => {
    expect((await runnerFor(fixture(name))).runner?.name).toBe(runner);
  });

  it.each([
    ["check.h", "Check"],
    ["gtest/gtest.h", "GoogleTest"],
    ["../unity/unity.h", "Unity"],
  ])("with make is the library that the tests include: %s", async (header, name) => {
    const tree = aTree({ Makefile: "test: run\n", "src/a.c": "", "test/a.c": `#include "${header}"\n` });
    expect((await runnerFor(tree)).runner?.name).toBe(name);
  });

  it("is not known where a command calls one twice, or several", async () => {
    const project = await recognise(fixture("python-pytest"), NO_RULES);
    const called = [
      "pytest a && pytest b",
      "pytest && python3 -m unittest",
      "tox",
      "pytest -q",
      "cd a && pytest",
    ];
    const runners = called.map((command) => project?.runnerOf({ command, kind: "test" })?.name);
    expect(runners).toEqual([undefined, undefined, undefined, "pytest", "pytest"]);
  });

  it("in Ruby and PHP is what the tests are written for", async () => {
    const trees = [
      aTree({ Gemfile: "", "spec/sums_spec.rb": "" }),
      aTree({ "test/test_sums.rb": "" }),
      aTree({ Rakefile: "Rake::TestTask.new\n", "test/spec_sums.rb": "" }),
      aTree({ "composer.json": '{"require-dev":{"phpunit/phpunit":"*"}}', "tests/SumsTest.php": "" }),
    ];
    const found = await Promise.all(trees.map(runnerFor));
    expect(found.map(({ runner, command }) => `${runner?.name}: ${command}`)).toEqual([
      "RSpec: export BUNDLE_PATH=$HOME/.bundled; bundle exec rspec",
      `Minitest: ruby -Ilib -Itest -e 'Dir["./test/**/{*_test,test_*}.rb"].sort.each { |file| require file }'`,
      "Minitest: rake test",
      "PHPUnit: vendor/bin/phpunit tests",
    ]);
  });
});

describe("a runner that runs some files", () => {
  it.each([
    ["python-pytest", ["tests/test_a.py"], "python3 -m pytest -v tests/test_a.py"],
    ["python", ["tests/test_a.py"], "python3 -m unittest discover -v -s tests -t . -k '*test_a.*'"],
    ["go", ["cart/a_test.go", "cart/b_test.go"], "go test ./cart"],
    [
      "rust-workspace",
      ["crates/maze/tests/ways.rs"],
      "cargo test --workspace --offline --no-fail-fast --test ways",
    ],
    ["rust", ["src/lib.rs"], null],
    ["cpp-cmake", ["test/pop_test.cpp"], null],
    [
      "java",
      ["src/test/java/com/example/RangeTest.java"],
      "mvn --batch-mode --offline test '-Dtest=RangeTest' -Dsurefire.failIfNoSpecifiedTests=false -DfailIfNoTests=false",
    ],
  ])("in %s runs %s", async (name, files, command) => {
    const found = await runnerFor(fixture(name));
    expect(found.runner?.only(found.command, files)).toBe(command);
  });
});

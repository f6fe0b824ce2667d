// Projects whose tests only a recipe names, in a justfile or a Taskfile, and runners that look like others.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES } from "../../../src/domain/rules.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { aTree, recognised } from "./told.ts";

const checks = async (files: Record<string, string>) =>
  (await recognised(aTree({ "a.lua": "", ...files })))?.checks;

describe("a justfile", () => {
  it("is read for the commands of its test recipe, with those before it", async () => {
    const justfile = `bats := "bats"
set shell := ["bash", "-c"]

# builds
build:
    cc -o a a.c

lint:
    shellcheck *.sh

@test pattern='.*' *args: build
    {{bats}} test/ {{args}}
    cd sub; ./run
`;
    expect(await checks({ justfile })).toEqual({
      lint: "lint: shellcheck *.sh",
      test: "test: cc -o a a.c && bats test/ && (cd sub; ./run)",
    });
  });

  it("is no recipe that we can run where it asks for more than plain text", async () => {
    expect(await checks({ justfile: "test file:\n    run {{file}}\n" })).toBeUndefined();
    expect(await checks({ justfile: "test:\n    #!/usr/bin/env bash\n    ls\n" })).toBeUndefined();
    expect(await checks({ justfile: "test:\n    run {{ os() }}\n" })).toBeUndefined();
    expect(await checks({ justfile: "test: build\n    ls\n" })).toBeUndefined();
  });
});

describe("a Taskfile", () => {
  it("is read for the commands of its test task, with those before it", async () => {
    const taskfile = `version: '3'
vars:
  BIN: ./run
tasks:
  build: make a
  check:
    cmds:
      - cmd: "{{.BIN}} --strict"
        silent: true
  test:
    desc: all of them
    deps: [build]
    dir: sub
    cmds:
      - "{{.BIN}} {{.CLI_ARGS}}"
      - task: check
`;
    expect(await checks({ "Taskfile.yml": taskfile })).toEqual({
      test: "test: make a && (cd sub && ./run) && ./run --strict",
    });
  });

  it("is no recipe that we can run where it asks for more, or is none", async () => {
    expect(await checks({ "Taskfile.yml": "tasks:\n  test: go {{.OTHER}}\n" })).toBeUndefined();
    expect(
      await checks({ "Taskfile.yml": "tasks:\n  test:\n    cmds: [{for: [a], cmd: b}, {defer: c}]\n" }),
    ).toBeUndefined();
    expect(await checks({ "Taskfile.yml": "tasks: [" })).toBeUndefined();
  });
});

describe("a runner that looks like another", () => {
  it("is Pest where Composer brings it", async () => {
    const files = { "composer.json": '{"require-dev":{"pestphp/pest":"^3"}}', "tests/Unit/SumTest.php": "" };
    const project = await recognise(aTree(files), NO_RULES);
    expect(project?.checks.map(({ command }) => command)).toEqual(["vendor/bin/pest tests"]);
    const [check] = project?.checks ?? [];
    const runner = check === undefined ? null : project?.runnerOf(check);
    expect(runner?.reporting("vendor/bin/pest tests", "/tmp/r")).toEqual({
      command: "vendor/bin/pest tests --log-junit /tmp/r",
    });
    const report = `<testsuites><testsuite name="s" tests="1"><testcase name="it adds" file="tests/Unit/SumTest.php::it adds" class="Tests\\Unit\\SumTest" classname="Tests.Unit.SumTest"/></testsuite></testsuites>`;
    expect(runner?.read(report).tests).toMatchObject([
      { name: "Tests\\Unit\\SumTest::it adds", file: "tests/Unit/SumTest.php", status: "passed" },
    ]);
  });

  it("is Minitest where specs load it and nothing names RSpec", async () => {
    const specs = {
      "spec/spec_helper.rb": 'require "minitest/autorun"\n',
      "spec/a_spec.rb": 'require "spec_helper"\n',
    };
    const project = await recognise(aTree(specs), NO_RULES);
    const [check] = project?.checks ?? [];
    expect(check?.command).toMatch(/^ruby -Ilib -Ispec -e /);
    expect(check === undefined ? null : project?.runnerOf(check)?.name).toBe("Minitest");
    expect((await recognised(aTree({ ...specs, ".rspec": "" })))?.checks.test).toBe("test: rspec");
  });
});

// Runners that settings of the project name: tox, nox, PDM, and recipes of make and just.
import { running, type Trial } from "./trial.ts";

const ADDING = { "adding.py": "def add(a, b):\n    return a + b\n", "tests/__init__.py": "" };
const PYTEST = {
  ...ADDING,
  "tests/test_adding.py": "from adding import add\n\n\ndef test_adds_numbers():\n    assert add(1, 2) == 3\n",
};
const UNITTEST = {
  ...ADDING,
  "tests/test_adding.py":
    "import unittest\nfrom adding import add\n\n\nclass AddTest(unittest.TestCase):\n    def test_adds_numbers(self):\n        self.assertEqual(add(1, 2), 3)\n",
};
const TOX = "[tox]\nskipsdist = true\n[testenv]\nskip_install = true\nsystem_site_packages = true\n";

function python(runner: string, by: string, names: string[], files: Record<string, string>): Trial {
  return {
    ...{ runner, by, checks: running(by), files },
    packages: names.length === 0 ? null : { image: "python", names },
    test: { file: "tests/test_adding.py", name: "test_adds_numbers" },
    fault: { file: "adding.py", from: "a + b", to: "a - b" },
  };
}

function javascript(
  runner: string,
  by: string,
  recipes: Record<string, string>,
  test: string,
  needs: readonly string[] = [],
): Trial {
  return {
    ...{ runner, by, checks: running(by), setup: ["npm install"] },
    packages: by.startsWith("just") ? { image: "node", names: ["just"] } : null,
    files: {
      ...recipes,
      "package.json": JSON.stringify({
        name: "adding",
        devDependencies: Object.fromEntries(
          [runner, ...needs]
            .map((need) => need.split("@"))
            .map(([name = "", version = "*"]) => [name, version]),
        ),
      }),
      "src/sum.js": "exports.sum = (...all) => all.reduce((a, b) => a + b, 0);\n",
      "test/sum.test.js": `${test}\n`,
    },
    test: { file: "test/sum.test.js", name: "adds numbers" },
    fault: { file: "src/sum.js", from: "a + b", to: "a - b" },
  };
}

const SUM = 'const { sum } = require("../src/sum.js");\n';
const EXPECT = 'test("adds numbers", () => { expect(sum(1, 2)).toBe(3); });';

export const handed: Trial[] = [
  python("pytest", "tox -e py", ["tox"], {
    ...PYTEST,
    "tox.ini": `${TOX}commands = python -m pytest {posargs}\n`,
  }),
  python("unittest", "tox -e unit", ["tox"], {
    ...UNITTEST,
    "tox.ini": `${TOX}pass_env = HOME\n[testenv:unit]\npass_env = LANG\ncommands = python -m unittest\n`,
  }),
  python("pytest", "nox -s tests", ["nox"], {
    ...PYTEST,
    "noxfile.py":
      'import nox\n\n\n@nox.session(venv_backend="none")\ndef tests(session):\n    session.run("python3", "-m", "pytest", *session.posargs)\n',
  }),
  python("pytest", "pdm run test", ["python3-pdm"], {
    ...PYTEST,
    "pyproject.toml":
      '[project]\nname = "adding"\nversion = "1"\nrequires-python = ">=3.9"\n[tool.pdm]\ndistribution = false\n[tool.pdm.scripts]\ntest = "/usr/bin/python3 -m pytest -q"\n',
  }),
  python("unittest", "make test", [], { ...UNITTEST, Makefile: "test:\n\t@python3 -m unittest -v\n" }),
  javascript("jest", "just test", { justfile: "test:\n    @npx jest\n" }, `${SUM}${EXPECT}`),
  javascript(
    "mocha",
    "make test",
    { Makefile: ".PHONY: test\ntest:\n\tnpx mocha 'test/*.js'\n" },
    [
      `${SUM}const assert = require("node:assert");`,
      'it("adds numbers", () => { assert.equal(sum(1, 2), 3); });',
    ].join("\n"),
  ),
  javascript(
    "mocha",
    "npx ts-mocha 'test/*.js'",
    { "tsconfig.json": "{}" },
    `${SUM}const assert = require("node:assert");\nit("adds numbers", () => { assert.equal(sum(1, 2), 3); });`,
    ["ts-mocha", "typescript@5"],
  ),
  {
    ...{ runner: "Minitest", by: "rake", checks: running("rake"), packages: null },
    files: {
      Rakefile:
        'require "rake/testtask"\n\nRake::TestTask.new { |task| task.pattern = "test/test_*.rb" }\ntask default: %i[test]\n',
      "lib/adding.rb": "def add(a, b)\n  a + b\nend\n",
      "test/test_adding.rb":
        'require "minitest/autorun"\nrequire_relative "../lib/adding"\n\nclass TestAdding < Minitest::Test\n  def test_adds_numbers\n    assert_equal 3, add(1, 2)\n  end\nend\n',
    },
    test: { file: "test/test_adding.rb", name: "test_adds_numbers" },
    fault: { file: "lib/adding.rb", from: "a + b", to: "a - b" },
  },
  javascript(
    "vitest",
    "make check",
    { Makefile: "check:\n\tnpx vitest run\n" },
    `import { expect, test } from "vitest";\nimport { sum } from "../src/sum.js";\n${EXPECT}`,
  ),
];

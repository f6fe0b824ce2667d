// Runners behind other programs: monorepos, Django, and recipes that name the runner by a variable.
import { running, type Trial } from "./trial.ts";

const SUM = "exports.sum = (...all) => all.reduce((a, b) => a + b, 0);\n";

function workspace(script: string, own: string, runner: string, needs: string[], test: string): Trial {
  return {
    ...{ runner, by: script, checks: null, packages: null },
    files: {
      "package.json": JSON.stringify({
        ...{ name: "all", private: true, workspaces: ["packages/*"], scripts: { test: script } },
        devDependencies: Object.fromEntries(needs.map((need) => [need, "*"])),
      }),
      "packages/adding/package.json": JSON.stringify({
        name: "adding",
        version: "1.0.0",
        scripts: { test: own },
      }),
      "packages/adding/src/sum.js": SUM,
      "packages/adding/test/sum.test.js": `const { sum } = require("../src/sum.js");\n${test}\n`,
    },
    test: { file: "packages/adding/test/sum.test.js", name: "adds numbers" },
    fault: { file: "packages/adding/src/sum.js", from: "a + b", to: "a - b" },
  };
}

const DJANGO: Trial = {
  ...{ runner: "Django", by: "manage.py test", checks: null },
  packages: { image: "python", names: ["python3-django"] },
  files: {
    "manage.py":
      'import os\nimport sys\n\nif __name__ == "__main__":\n    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n    from django.core.management import execute_from_command_line\n\n    execute_from_command_line(sys.argv)\n',
    "settings.py":
      'SECRET_KEY = "x"\nINSTALLED_APPS = ["app"]\nDATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}\n',
    "app/__init__.py": "",
    "app/adding.py": "def add(a, b):\n    return a + b\n",
    "app/tests.py":
      "from django.test import TestCase\n\nfrom app.adding import add\n\n\nclass AddTest(TestCase):\n    def test_adds_numbers(self):\n        self.assertEqual(add(1, 2), 3)\n",
  },
  test: { file: "app/tests.py", name: "test_adds_numbers" },
  fault: { file: "app/adding.py", from: "a + b", to: "a - b" },
};

const MAKE: Trial = {
  ...{ runner: "go test", by: "make test", checks: running("make test"), packages: null },
  files: {
    Makefile: "GO ?= go\ntest:\n\t$(GO) test ./...\n",
    "go.mod": "module example.com/adding\n\ngo 1.19\n",
    "add.go": "package adding\n\nfunc Add(a, b int) int {\n\treturn a + b\n}\n",
    "add_test.go":
      'package adding\n\nimport "testing"\n\nfunc TestAddsNumbers(t *testing.T) {\n\tif got := Add(1, 2); got != 3 {\n\t\tt.Errorf("got %d, want 3", got)\n\t}\n}\n',
  },
  test: { file: "add_test.go", name: "TestAddsNumbers" },
  fault: { file: "add.go", from: "a + b", to: "a - b" },
};

export const called: Trial[] = [
  MAKE,
  DJANGO,
  workspace(
    "npm test --workspaces",
    "node -e 1 && jest",
    "jest",
    ["jest"],
    'test("adds numbers", () => { expect(sum(1, 2)).toBe(3); });',
  ),
  workspace(
    "lerna run test",
    "mocha 'test/*.test.js'",
    "mocha",
    ["mocha"],
    'it("adds numbers", () => { require("node:assert").equal(sum(1, 2), 3); });',
  ),
  workspace(
    "turbo run test",
    "node --test",
    "node:test",
    [],
    'require("node:test")("adds numbers", () => { require("node:assert").equal(sum(1, 2), 3); });',
  ),
];

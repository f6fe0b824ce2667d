// Commands that are joined, wrapped or named by a script: either the runner is known and asked to report, or what the command
// prints is read as it is.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES } from "../../../src/domain/rules.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { aTree } from "./told.ts";

const BIN = 'export PATH="$PWD/node_modules/.bin:$PATH"; export CI=true; ';
const JEST = "--json --outputFile=/tmp/r";
const PYTEST =
  'export PYTEST_ADDOPTS="$PYTEST_ADDOPTS --junitxml=/tmp/r -o junit_family=xunit1 -o junit_logging=no --continue-on-collection-errors"; ';

/** How a runner that can only print is captured. */
const CAPTURED =
  /\.out(?: 2>&1)?; status=\$\?; cat \/tmp\/r\.out; awk '[^']+' \/tmp\/r\.out >\/tmp\/r; \(exit \$status\)/;

async function asked(files: Record<string, string>, command: string): Promise<string | undefined> {
  const project = await recognise(aTree(files), NO_RULES);
  const runner = project?.runnerOf({ command, kind: "test" });
  const line = runner?.reporting(command, "/tmp/r")?.command;
  return line === undefined
    ? undefined
    : `${runner?.name}: ${line.replaceAll(/data:text[^ "]+/g, "<ours>").replace(CAPTURED, " captured")}`;
}

const scripts = (named: Record<string, string>) => ({ "package.json": JSON.stringify({ scripts: named }) });

describe("a script of package.json", () => {
  it.each([
    ["jest", `jest: npm test -- ${JEST}`],
    ["npm run lint && jest", `jest: ${BIN}{ jest ${JEST}; } && npm run lint`],
    ["eslint . && npm run unit", `jest: ${BIN}{ jest src ${JEST}; } && eslint .`],
    ["npm run build && jest", `jest: ${BIN}tsc && { jest ${JEST}; }`],
    ["jest && tsd", `jest: { ${BIN}${BIN}jest ${JEST}; } && tsd`],
    ["run-s lint build unit", `jest: ${BIN}tsc && { jest src ${JEST}; } && npm run lint`],
    ["cross-env X=1 jest", `jest: npm test -- ${JEST}`],
    ["c8 --reporter=lcov npm run unit", `jest: { ${BIN}c8 --reporter=lcov jest src ${JEST}; }`],
    ["nyc --silent jest --ci", `jest: npm test -- ${JEST}`],
    ["npx jest", `jest: npm test -- ${JEST}`],
    [
      "dotenv -e .env -- vitest run",
      "vitest: npm test -- --reporter=default --reporter=json --outputFile.json=/tmp/r",
    ],
    ["xo && c8 ava", `ava: ${BIN}{ export NODE_OPTIONS="--import=<ours>"; c8 ava; } && xo`],
    ["cd web && jest", `jest: ${BIN}cd web && { jest ${JEST}; }`],
    [
      "bun test",
      "bun: (export npm_config_loglevel=silent; npm test -- --reporter=junit --reporter-outfile=/tmp/r.xml 2>&1) >/tmp/r.out; status=$?; cat /tmp/r.out; { cat /tmp/r.xml; grep -a -B3 -A12 '^# Unhandled error between tests$' /tmp/r.out; echo '<end/>'; } >/tmp/r 2>/dev/null; (exit $status)",
    ],
  ])("%j", async (test, line) => {
    const files = scripts({ test, lint: "eslint .", build: "tsc", unit: "jest src" });
    expect(await asked(files, "npm test")).toBe(line);
  });

  it.each([
    ["CI=true npm test", "export CI=true; "],
    ["export A=1; CI=true npm test", "export A=1; export CI=true; "],
    ["export A=1; npm test", "export CI=true; export A=1; "],
  ])("has what %j sets, and its linter behind its tests", async (command, sets) => {
    const files = scripts({ test: "npm run lint && jest", lint: "eslint ." });
    const path = 'export PATH="$PWD/node_modules/.bin:$PATH"; ';
    expect(await asked(files, command)).toBe(`jest: ${path}${sets}{ jest ${JEST}; } && npm run lint`);
  });

  it.each([
    "turbo run test",
    "npm run unit -w packages/a",
    "npm run unit && mocha",
    "jest; true",
    "jest || true",
    "jest | tee log",
    "node test.js",
    "echo jest",
    "npm install mocha",
    "concurrently 'npm:unit' 'npm:lint'",
    "npm test",
  ])("%j is read as it prints", async (test) => {
    expect(await asked(scripts({ test, unit: "jest src" }), "npm test")).toBeUndefined();
  });
});

describe("a command", () => {
  const python = { "pyproject.toml": "", "conftest.py": "", "test_a.py": "" };
  it.each([
    ["python -m pytest -q", "python -m pytest -q"],
    ["python -W error -m pytest", "python -W error -m pytest"],
    ["poetry run pytest", "poetry run pytest"],
    ["uv run --frozen pytest -x", "uv run --frozen pytest -x"],
    ["uv run python -m pytest", "uv run python -m pytest"],
    ["coverage run --branch -m pytest", "coverage run --branch -m pytest"],
    ["DEBUG=1 xvfb-run -a venv/bin/pytest", "DEBUG=1 xvfb-run -a venv/bin/pytest"],
    [
      "python3 -m uv run --offline --no-sync python3 -m pytest -v",
      "python3 -m uv run --offline --no-sync python3 -m pytest -v",
    ],
  ])("%s is pytest", async (command, line) => {
    expect(await asked(python, command)).toBe(`pytest: ${PYTEST}${line}`);
  });

  it.each([
    ["python3 manage.py test --verbosity 2", "python3 -m report_by_django manage.py test --verbosity 2"],
    ["./manage.py test", "python3 -m report_by_django ./manage.py test"],
    ["python -Wa src/manage.py test app", "python -Wa -m report_by_django src/manage.py test app"],
    ["python -m django test --settings=a", "python -m report_by_django -m django test --settings=a"],
    ["A=1 poetry run python manage.py test", "A=1 poetry run python -m report_by_django manage.py test"],
    ["coverage run --source=. manage.py test", "coverage run --source=. -m report_by_django manage.py test"],
  ])("%s is Django's", async (command, line) => {
    const said = await asked(python, command);
    expect(said?.replace(/^(Django: ).*PYTHONPATH\}"; /s, "$1")).toBe(`Django: ${line}`);
  });

  it("of Django runs only the modules of some files", async () => {
    const project = await recognise(aTree(python), NO_RULES);
    const only = (command: string, file: string) =>
      project?.runnerOf({ command, kind: "test" })?.only(command, [file]);
    const whole = "python3 manage.py test --verbosity 2";
    expect(only(whole, "app/tests/test_a.py")).toBe(`${whole} app.tests.test_a`);
    expect(only("python src/manage.py test", "src/app/tests.py")).toBe("python src/manage.py test app.tests");
    expect(only("python src/manage.py test", "app/tests.py")).toBeNull();
    expect(only(`${whole} app`, "app/tests.py")).toBeNull();
  });

  it("waits for no linter before its tests, and for what it builds", async () => {
    expect(await asked(python, "ruff check . && pip install -e . && pytest")).toBe(
      `pytest: pip install -e . && { ${PYTEST}pytest; } && ruff check .`,
    );
    expect(await asked({ "go.mod": "" }, "go test ./... && golint ./...")).toBe(
      "go test: { { go test -json -count=1 ./...; } >/tmp/r captured; } && golint ./...",
    );
  });

  it.each([
    "tox",
    "nox -s tests",
    "pytest a && pytest b",
    "pytest && python3 -m unittest",
    "pip install pytest",
    "pytest | tee log",
    "python tests/test_a.py",
  ])("%s in Python is read as it prints", async (command) => {
    expect(await asked(python, command)).toBeUndefined();
  });

  it.each([
    [
      { Gemfile: "" },
      "bundle exec rspec",
      "RSpec: bundle exec rspec --format progress --format json --out /tmp/r",
    ],
    [
      { Gemfile: "" },
      "rake spec",
      'RSpec: export SPEC_OPTS="--format progress --format json --out /tmp/r"; rake spec',
    ],
    [
      { Gemfile: "" },
      "rubocop && bundle exec rspec",
      "RSpec: { bundle exec rspec --format progress --format json --out /tmp/r; } && rubocop",
    ],
    [
      { "composer.json": '{"scripts":{"test":"phpunit"}}' },
      "composer test",
      'PHPUnit: export PATH="$PWD/vendor/bin:$PATH"; phpunit --log-junit /tmp/r',
    ],
    [
      { "composer.json": '{"scripts":{"test":["@cs","@php vendor/bin/phpunit --testdox"],"cs":"phpcs"}}' },
      "composer run-script test",
      'PHPUnit: export PATH="$PWD/vendor/bin:$PATH"; { php vendor/bin/phpunit --testdox --log-junit /tmp/r; } && phpcs',
    ],
    [
      { "composer.json": "{}" },
      "vendor/bin/phpunit tests",
      "PHPUnit: vendor/bin/phpunit tests --log-junit /tmp/r",
    ],
    [
      { "Cargo.toml": "" },
      "cargo fmt --check && cargo test",
      "cargo test: { { cargo test; } >/tmp/r captured; } && cargo fmt --check",
    ],
  ])("in %j: %s", async (files, command, line) => {
    expect(await asked(files, command)).toBe(line);
  });

  it.each(["rake test", "bin/rails test", "bundle exec rake test"])("%s is Minitest", async (command) => {
    expect((await asked({ Gemfile: "" }, command))?.split(":")[0]).toBe("Minitest");
  });

  it.each(["./gradlew check", "sh gradlew --offline build", "./gradlew test"])(
    "%s is Gradle",
    async (command) => {
      expect((await asked({ "build.gradle": "" }, command))?.split(":")[0]).toBe("JUnit by Gradle");
    },
  );

  it.each([
    [{ "Cargo.toml": "" }, "cargo nextest run"],
    [{ "Cargo.toml": "" }, "cargo test -- --nocapture"],
    [{ "pom.xml": "" }, "java -cp target/test-classes:lib/* org.junit.runner.JUnitCore com.example.SumTest"],
    [{ Gemfile: "" }, "rake"],
    [{ "composer.json": '{"scripts":{"test":"App\\\\Tests::run"}}' }, "composer test"],
    [{ "go.mod": "" }, "go vet ./..."],
  ])("in %j, %s is read as it prints", async (files, command) => {
    expect(await asked(files, command)).toBeUndefined();
  });
});

describe("a target of make", () => {
  it("is asked by the environment of the only runner that its recipe calls", async () => {
    const recipes = `PYTEST ?= python3 -m pytest
.PHONY: test lint
test: lint
\t@$(PYTEST) -q \\
\t  tests
lint:
\truff check .
cover:
\t-pytest --cov
both: test
\tpython3 -m unittest
unit:
\tnode --test
rust: ; cargo test
jest:
\tnpx jest
`;
    const files = {
      Makefile: recipes,
      "pyproject.toml": "",
      "conftest.py": "",
      "test_a.py": "",
      ...scripts({}),
      "Cargo.toml": "",
    };
    const told = await Promise.all(
      ["test", "lint", "cover", "both", "unit", "jest", "nothing"].map((target) =>
        asked(files, `make ${target}`),
      ),
    );
    expect(told).toEqual([
      `pytest: ${PYTEST}make test`,
      undefined,
      undefined,
      undefined,
      'node:test: export NODE_OPTIONS="--test-reporter=<ours> --test-reporter-destination=/tmp/r --test-reporter=spec --test-reporter-destination=stdout"; make unit',
      'jest: export NODE_OPTIONS="--import=<ours>"; make jest',
      undefined,
    ]);
  });
});

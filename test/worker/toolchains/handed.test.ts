// Programs that run commands of a project's own settings: the runner behind them is known, and asked by its environment.
import { describe, expect, it } from "@jest/globals";
import { NO_RULES } from "../../../src/domain/rules.ts";
import { recognise } from "../../../worker/toolchains/recognise.ts";
import { aTree } from "./told.ts";

const PYTEST =
  'export PYTEST_ADDOPTS="$PYTEST_ADDOPTS --junitxml=/tmp/r -o junit_family=xunit1 -o junit_logging=no --continue-on-collection-errors"; ';
const PASSED = (overrides: string) =>
  `export TOX_OVERRIDE="${overrides}"; export TOX_TESTENV_PASSENV="PYTEST_ADDOPTS PYTHONPATH"; `;
const ALL = PASSED("testenv.pass_env+=PYTEST_ADDOPTS,PYTHONPATH");

async function asked(files: Record<string, string>, command: string): Promise<string | undefined> {
  const project = await recognise(aTree({ "test_a.py": "", ...files }), NO_RULES);
  const runner = project?.runnerOf({ command, kind: "test" });
  const line = runner?.reporting(command, "/tmp/r")?.command;
  return line === undefined
    ? undefined
    : `${runner?.name}: ${line
        .replace(PYTEST, "<asked>")
        .replace(ALL, "<passed>")
        .replace(/mkdir .*PYTHONPATH\}"/s, "<ours>")}`;
}

describe("tox", () => {
  const tox = `[tox]
envlist = py{39,313}, lint, unit
[testenv]
deps = pytest
commands =
    python -m pytest --cov={envsitepackagesdir}/a \\
        {posargs:tests}
[testenv:lint]
commands = ruff check .
[testenv:unit]
passenv = HOME
commands =
    - coverage erase
    coverage run -m unittest discover
[testenv:both]
commands = {[testenv]commands}
    {[testenv:unit]commands}
[testenv:again]
commands = {[testenv]commands}
`;

  it.each([
    ["tox -e py39", "pytest: <passed><asked>tox -e py39"],
    ["tox -e py39,lint -- -x", "pytest: <passed><asked>tox -e py39,lint -- -x"],
    ["python -m tox run -e again", "pytest: <passed><asked>python -m tox run -e again"],
    [
      "tox -e unit",
      `unittest: ${PASSED("testenv.pass_env+=PYTEST_ADDOPTS,PYTHONPATH;testenv:unit.pass_env+=PYTEST_ADDOPTS,PYTHONPATH")}<ours>; tox -e unit`,
    ],
    ["tox", undefined],
    ["tox -e both", undefined],
    ["tox -e lint", undefined],
  ])("%s", async (command, line) => {
    expect(await asked({ "tox.ini": tox }, command)).toBe(line);
  });

  it.each([
    [{ "pyproject.toml": '[tool.tox]\nlegacy_tox_ini = """\n[testenv]\ncommands = pytest\n"""\n' }, ALL],
    [
      { "tox.toml": 'env_list = ["3.13"]\n[env_run_base]\ncommands = [["pytest", "-q"]]\n' },
      PASSED("env_run_base.pass_env+=PYTEST_ADDOPTS,PYTHONPATH"),
    ],
    [
      { "pyproject.toml": '[tool.tox.env_run_base]\ncommands = [["pytest", { replace = "posargs" }]]\n' },
      PASSED("env_run_base.pass_env+=PYTEST_ADDOPTS,PYTHONPATH"),
    ],
  ])("is read in %j", async (files, passed) => {
    expect((await asked(files, "tox"))?.replace("<passed>", ALL)).toBe(`pytest: ${passed}<asked>tox`);
  });
});

describe("nox", () => {
  const noxfile = `import nox
nox.options.sessions = ["tests"]

@nox.session(python=["3.9", "3.13"])
@nox.parametrize("a", [1])
def tests(session: nox.Session) -> None:
    """Run them."""
    session.install("-e", ".[test]")
    session.run("pytest", "-x", *session.posargs, env={"A": "b"})

@nox.session
def lint(session):
    session.run("ruff", "check")

@nox.session
def unit(session):
    session.run("python", "-m", "unittest")
`;

  it.each([
    ["nox", "pytest: <asked>nox"],
    ["nox -s tests-3.13", "pytest: <asked>nox -s tests-3.13"],
    ["python3 -m nox --session unit -- -v", "unittest: <ours>; python3 -m nox --session unit -- -v"],
    ["nox -s tests unit", undefined],
    ["nox -s lint", undefined],
  ])("%s", async (command, line) => {
    expect(await asked({ "noxfile.py": noxfile }, command)).toBe(line);
  });
});

describe("a script of pyproject.toml", () => {
  const pyproject = `[tool.hatch.envs.default.scripts]
test = "pytest {args:tests}"
cov = ["test --cov", "coverage report"]
[tool.hatch.envs.other.scripts]
unit = "python -m unittest {args}"
[tool.pdm.scripts]
_.env_file = ".env"
test = { cmd = ["pytest", "-q"] }
all = { composite = ["lint", "test"] }
lint = "ruff check"
hook = { call = "a:main" }
[tool.poe.tasks]
test = "pytest"
check = ["lint", "test"]
lint = { shell = "ruff check" }
[tool.taskipy.tasks]
test = "python -m pytest"
`;

  it.each([
    ["hatch test", "pytest"],
    ["hatch test -vv tests/test_a.py", "pytest"],
    ["hatch run test", "pytest"],
    ["hatch run cov -x", "pytest"],
    ["hatch run other:unit", "unittest"],
    ["hatch -e other run unit", "unittest"],
    ["hatch run other:pytest -v", "pytest"],
    ["pdm run test", "pytest"],
    ["pdm test", "pytest"],
    ["pdm run all", "pytest"],
    ["pdm run hook", undefined],
    ["pdm install", undefined],
    ["poe check", "pytest"],
    ["poetry run poe test", "pytest"],
    ["uv run --frozen task test", "pytest"],
    ["uv run tox", undefined],
  ])("%s", async (command, runner) => {
    const line = await asked({ "pyproject.toml": pyproject }, command);
    const own = runner === "pytest" ? `pytest: <asked>${command}` : `unittest: <ours>; ${command}`;
    expect(line).toBe(runner === undefined ? undefined : own);
  });

  it("of Pipenv and of hatch.toml is one, too", async () => {
    expect(await asked({ Pipfile: '[scripts]\ntest = "pytest"\n' }, "pipenv run test")).toBe(
      "pytest: <asked>pipenv run test",
    );
    expect(await asked({ "hatch.toml": '[envs.default.scripts]\na = "pytest"\n' }, "hatch run a")).toBe(
      "pytest: <asked>hatch run a",
    );
  });
});

it.each([
  ["just test", "jest", "test: lint\n    npx jest\nlint:\n    npx eslint .\n"],
  ["just unit", "vitest", "unit:\n    pnpm exec vitest run\n"],
  ["just test", "pytest", "test:\n    tox -e py\n"],
  ["just test", "mocha", "test:\n    @npx mocha 'test/*.js'\n"],
  ["just test", undefined, "test:\n    npx jest\n    pytest\n"],
])("%s is %s where its recipe calls that alone", async (command, runner, justfile) => {
  const files = { justfile, "package.json": "{}", "tox.ini": "[testenv]\ncommands = pytest\n" };
  expect((await asked(files, command))?.split(":")[0]).toBe(runner);
});

it.each([
  ["cargo test", "cargo test"],
  ["python3 -m unittest discover", "unittest"],
  ["npx vitest run", "vitest"],
  ["npx mocha", "mocha"],
  ["npx jasmine", "jasmine"],
  ["uv run pytest -n 2", "pytest"],
])("a target of make and a task of Task that call %s are %s", async (command, runner) => {
  const files = {
    Makefile: `test:\n\t${command}\n`,
    "Taskfile.yml": `tasks:\n  test: ${command}\n`,
    "package.json": "{}",
    "Cargo.toml": "",
  };
  for (const called of ["make test", "task test"])
    expect((await asked(files, called))?.split(":")[0]).toBe(runner);
});

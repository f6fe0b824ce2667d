// Python in particular: what installs it, which linters are on, and where its tests are.
import { describe, expect, it } from "@jest/globals";
import { aTree, recognised } from "./told.ts";

describe("Python", () => {
  it("is set up with pip from what the repository lists", async () => {
    const tree = aTree({
      "pyproject.toml":
        '[project]\nname = "x"\n[project.optional-dependencies]\ntest = ["pytest"]\nplot = []\n',
      "requirements-dev.txt": "pytest\n",
      "tests/test_a.py": "",
    });
    expect(await recognised(tree)).toEqual({
      toolchain: "python",
      image: "python",
      setup: ['python3 -m pip install --user --quiet -r requirements-dev.txt -e ".[test]" pytest'],
      checks: { test: "test: python3 -m pytest -v" },
    });
  });

  it("is set up with uv, Poetry, PDM or Pipenv where there is their lockfile", async () => {
    const files = { "pyproject.toml": "[tool.ruff]\n[tool.pytest.ini_options]\n", "tests/test_a.py": "" };
    const uv = await recognised(aTree({ ...files, "uv.lock": '[[package]]\nname = "ruff"\n' }));
    expect(uv?.setup).toEqual([
      "python3 -m pip install --user --quiet uv",
      "python3 -m uv sync --frozen --all-extras || python3 -m uv sync --frozen",
    ]);
    expect(uv?.checks).toEqual({
      lint: "lint: python3 -m uv run --offline --no-sync python3 -m ruff check .",
      test: "test: python3 -m uv run --offline --no-sync python3 -m pytest -v",
    });
    // What the lockfile does not hold is not there to be run.
    expect((await recognised(aTree({ ...files, "uv.lock": "" })))?.checks.lint).toBeUndefined();
    const poetry = await recognised(aTree({ ...files, "poetry.lock": "" }));
    expect(poetry?.checks.test).toBe("test: python3 -m poetry run python3 -m pytest -v");
    const pdm = await recognised(aTree({ ...files, "pdm.lock": 'name = "ruff"\n' }));
    expect(pdm?.setup).toEqual(["python3 -m pip install --user --quiet pdm", "python3 -m pdm sync"]);
    expect(pdm?.checks).toEqual({
      lint: "lint: python3 -m pdm run python3 -m ruff check .",
      test: "test: python3 -m pdm run python3 -m pytest -v",
    });
    const pipenv = { Pipfile: '[dev-packages]\npytest = "*"\n', "tests/test_a.py": "" };
    expect((await recognised(aTree({ ...pipenv, "Pipfile.lock": "{}" })))?.setup).toEqual([
      "python3 -m pip install --user --quiet pipenv",
      "python3 -m pipenv sync --dev",
    ]);
    expect((await recognised(aTree(pipenv)))?.setup[1]).toBe("python3 -m pipenv install --dev --skip-lock");
  });

  it("is set up with the requirement files, extras and groups that its own recipes name", async () => {
    const files = {
      "pyproject.toml":
        "[project]\n[project.optional-dependencies]\ntest = []\nall = []\ndocs = []\n[dependency-groups]\nci = []\ndev = []\n",
      "requirements/dev.txt": "pytest\n",
      "requirements/typing.txt": "mypy\n",
      "requirements/docs.txt": "sphinx\n",
      "requirements/old.txt": "nose\n",
      "tests/test_a.py": "",
    };
    const setup = async (more: Record<string, string>) =>
      (await recognised(aTree({ ...files, ...more })))?.setup;
    // Without a recipe: what is usually called so.
    expect(await setup({})).toEqual([
      'python3 -m pip install --user --quiet -r requirements/dev.txt -e ".[test]" --group dev pytest',
    ]);
    const workflow = `steps:
      - run: pip install -r requirements/dev.txt -r requirements/typing.txt -r requirements/docs.txt
      - run: pip install -e ".[all,docs]" --group ci
`;
    expect(await setup({ ".github/workflows/ci.yml": workflow })).toEqual([
      'python3 -m pip install --user --quiet -r requirements/dev.txt -e ".[all]" --group ci pytest',
      // It may fail without failing the whole.
      "python3 -m pip install --user --quiet -r requirements/typing.txt || true",
    ]);
  });

  it("is set up with what tox, nox and Hatch install for tests", async () => {
    const setup = async (files: Record<string, string>) =>
      (await recognised(aTree({ "test_a.py": "", ...files })))?.setup;
    const tox = `[testenv]
deps =
    pytest>=7
    attrs
    py38: importlib-resources
    {[base]deps}
extras = test
commands = pytest {posargs}
`;
    expect(await setup({ "tox.ini": tox })).toEqual([
      'python3 -m pip install --user --quiet "pytest>=7" attrs pytest',
    ]);
    expect(await setup({ "tox.ini": tox, "setup.py": 'setup(extras_require={"test": ["mock"]})' })).toEqual([
      'python3 -m pip install --user --quiet -e ".[test]" "pytest>=7" attrs pytest',
    ]);
    const nox = `import nox

@nox.session(python=["3.12"])
def tests(session):
    session.install("pytest", "hypothesis", ".[all]", "-r", "dev-requirements.txt")
    session.run("pytest")

@nox.session
def docs(session):
    session.install("sphinx")
`;
    expect(await setup({ "noxfile.py": nox, "dev-requirements.txt": "coverage\n" })).toEqual([
      "python3 -m pip install --user --quiet -r dev-requirements.txt pytest hypothesis",
    ]);
    const hatch = '[tool.hatch.envs.default]\ndependencies = ["pytest", "freezegun >= 1"]\n';
    expect(await setup({ "pyproject.toml": hatch })).toEqual([
      'python3 -m pip install --user --quiet pytest "freezegun>=1"',
    ]);
  });

  it("is checked by the linters that it has settings for and installs itself", async () => {
    const project = (files: Record<string, string>) => recognised(aTree({ "test_a.py": "", ...files }));
    const settings = { "mypy.ini": "[mypy]\nfiles = a\n", ".flake8": "" };
    const mypy = await project({
      ...settings,
      "requirements-dev.txt": "mypy\n",
      "tox.ini": "[testenv:lint]\ndeps = flake8\n",
    });
    expect(mypy?.checks).toEqual({
      lint: "lint: python3 -m flake8",
      types: "lint: python3 -m mypy",
      test: "test: python3 -m unittest discover -v",
    });
    expect(mypy?.setup).toEqual([
      "python3 -m pip install --user --quiet -r requirements-dev.txt",
      "python3 -m pip install --user --quiet flake8 mypy || true",
    ]);
    const ruff = await project({
      "ruff.toml": "",
      "setup.cfg": "[mypy]\nstrict = true\n",
      Makefile: "setup:\n\tpip install ruff mypy\n",
    });
    expect(ruff?.checks).toMatchObject({
      lint: "lint: python3 -m ruff check .",
      types: "lint: python3 -m mypy .",
    });
    expect((await project({ "requirements.txt": "mypy\nruff\n" }))?.checks.lint).toBeUndefined();
    // Settings alone: somebody's editor may use them.
    expect((await project(settings))?.checks).toEqual({ test: "test: python3 -m unittest discover -v" });
    const alone = { "pyproject.toml": "[tool.ruff]\nline-length = 100\n" };
    expect((await project(alone))?.checks.lint).toBeUndefined();
  });

  it("finds unittest's tests in the root and in a folder without __init__.py, whatever it is called", async () => {
    const command = async (path: string) =>
      (await recognised(aTree({ [path]: "import unittest\n" })))?.checks.test;
    expect(await command("test_a.py")).toBe("test: python3 -m unittest discover -v");
    expect(await command("tests/test_a.py")).toBe("test: python3 -m unittest discover -v -s tests");
    const deep = aTree({
      "src/a/__init__.py": "",
      "src/a/tests/__init__.py": "",
      "src/a/tests/test_a.py": "",
    });
    expect((await recognised(deep))?.checks.test).toBe(
      "test: python3 -m unittest discover -v -s src/a/tests -t src",
    );
    expect(await command("it's/test_a.py")).toBe("test: python3 -m unittest discover -v -s 'it'\\''s'");
  });
});

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

  it("is set up with uv or Poetry where there is their lockfile", async () => {
    const files = { "pyproject.toml": "[tool.ruff]\n[tool.pytest.ini_options]\n", "tests/test_a.py": "" };
    const uv = await recognised(aTree({ ...files, "uv.lock": '[[package]]\nname = "ruff"\n' }));
    expect(uv?.setup).toEqual([
      "python3 -m pip install --user --quiet uv",
      "python3 -m uv sync --frozen --all-extras",
    ]);
    expect(uv?.checks).toEqual({
      lint: "lint: python3 -m uv run --offline --no-sync python3 -m ruff check .",
      test: "test: python3 -m uv run --offline --no-sync python3 -m pytest -v",
    });
    // What the lockfile does not hold is not there to be run.
    expect((await recognised(aTree({ ...files, "uv.lock": "" })))?.checks.lint).toBeUndefined();
    const poetry = await recognised(aTree({ ...files, "poetry.lock": "" }));
    expect(poetry?.checks.test).toBe("test: python3 -m poetry run python3 -m pytest -v");
  });

  it("is checked by the linters it has settings for, which are installed as well", async () => {
    const project = (files: Record<string, string>) => recognised(aTree({ "test_a.py": "", ...files }));
    const mypy = await project({ "mypy.ini": "[mypy]\nfiles = a\n", ".flake8": "" });
    expect(mypy?.checks).toEqual({
      lint: "lint: python3 -m flake8",
      types: "lint: python3 -m mypy",
      test: "test: python3 -m unittest discover -v",
    });
    expect(mypy?.setup).toEqual(["python3 -m pip install --user --quiet flake8 mypy"]);
    const ruff = await project({ "ruff.toml": "", "setup.cfg": "[mypy]\nstrict = true\n" });
    expect(ruff?.checks).toMatchObject({
      lint: "lint: python3 -m ruff check .",
      types: "lint: python3 -m mypy .",
    });
    expect((await project({ "requirements.txt": "mypy\nruff\n" }))?.checks.lint).toBeUndefined();
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

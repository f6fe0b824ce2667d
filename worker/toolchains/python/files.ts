// What paths say in Python.
import type { Files } from "../language.ts";
import { IN_PYTESTS_WAY } from "./loaded.ts";

/** Folders of tests and code are searched, too. */
const SHADOWS =
  /^(?:src\/|tests?\/)?(?:_?pytest|pluggy|iniconfig|unittest|doctest|coverage|sitecustomize|usercustomize|builtins|importlib|importlib_metadata|json|os|sys|re|traceback|inspect|argparse|warnings|typing|functools|collections|contextlib|pathlib|tempfile|types|ast)(?:\.py|\/__init__\.py)$|\.pth$/;

export const files: Files = {
  code: /\.py$/i,
  notTests: [
    /^(?!(?:[^/]+\/)*tests?\/).*(?:^|\/)specs?(?:[/._-](?:.*\/)?)(?!test_)[^/]*(?<!_test)\.?py$/,
    /^(?!(?:[^/]+\/)*tests?\/)[^/]+\/(?:[^/]+\/)*testing\/(?:.*\/)?(?!test_)[^/]*(?<!_test)\.py$/,
  ],
  standsForFolder: /(^|\/)__init__\.py$/,
  offers: /^(?:pyproject\.toml|setup\.(?:py|cfg))$/,
  stays: [
    ...["venv", "site-packages", "conftest.py", "pytest.ini", "pytest.toml", "tox.ini", "setup.cfg"],
    ...["sitecustomize.py", "usercustomize.py", "*.pth"],
  ],
  installed: /(^|\/)site-packages\//i,
  generated: /(^|\/)__pycache__\/|_pb2\.\w+$/i,
  built: /_pb2(?:_grpc)?\.pyi?$/,
  protected: [
    ...[
      "pip.conf",
      "pip.ini",
      ".pypirc",
      "poetry.toml",
      "uv.toml",
      ".condarc",
      ".python-version",
      "sitecustomize.py",
    ],
    ...[
      "usercustomize.py",
      "*.pth",
      "poetry.lock",
      "uv.lock",
      "pdm.lock",
      "pdm.toml",
      ".pdm.toml",
      "Pipfile.lock",
      "pylock*.toml",
    ],
    ...[
      "pixi.lock",
      "conda-lock.yml",
      "pytest.ini",
      ".pytest.ini",
      "pytest.toml",
      ".pytest.toml",
      "tox.ini",
      "noxfile.py",
      "conftest.py",
      ".coveragerc",
    ],
  ],
  leavings: [
    ...["__pycache__/", "*.py[co]", ".pytest_cache/", ".mypy_cache/", ".ruff_cache/", ".hypothesis/"],
    // Without a slash, because a link often stands in for the folder.
    ...[".tox/", ".nox/", "*.egg-info/", ".eggs/", ".venv", ".coverage", ".ipynb_checkpoints/"],
  ],
  snapshots: /\.ambr$/,
  commands: /(^|\/)(tox\.ini|noxfile\.py|setup\.cfg|pyproject\.toml)$/,
  shadows: new RegExp(`${IN_PYTESTS_WAY.source}|${SHADOWS.source}`),
  testSettings:
    /(^|\/)(\.?pytest\.(?:ini|toml)|nose2\.cfg|tox\.ini|noxfile\.py|conftest\.py|setup\.cfg|pyproject\.toml|\.coveragerc)$/,
  lintSettings: /(^|\/)(mypy\.ini|\.?ruff\.toml|\.flake8|\.pylintrc)$/,
};

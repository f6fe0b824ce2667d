// What paths say in Python.
import type { Files } from "../language.ts";

export const files: Files = {
  code: /\.py$/i,
  namedByFolder: /(^|\/)__init__\.py$/,
  installed: /(^|\/)site-packages\//i,
  generated: /(^|\/)__pycache__\/|_pb2\.\w+$/i,
  protected: ["pip.conf", "poetry.lock", "uv.lock", "pytest.ini", "tox.ini", "conftest.py"],
  leavings: [
    ...["__pycache__/", "*.py[co]", ".pytest_cache/", ".mypy_cache/", ".ruff_cache/", ".hypothesis/"],
    // Without a slash, because a link often stands in for the folder.
    ...[".tox/", ".nox/", "*.egg-info/", ".eggs/", ".venv", ".coverage", ".ipynb_checkpoints/"],
  ],
  snapshots: /\.ambr$/,
  commands: /(^|\/)(tox\.ini|noxfile\.py|setup\.cfg|pyproject\.toml)$/,
  testSettings:
    /(^|\/)(pytest\.ini|tox\.ini|noxfile\.py|conftest\.py|setup\.cfg|pyproject\.toml|\.coveragerc)$/,
  lintSettings: /(^|\/)(mypy\.ini|\.?ruff\.toml|\.flake8|\.pylintrc)$/,
};

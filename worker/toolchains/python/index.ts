// Python: uv, Poetry, PDM, Pipenv or pip, as the lockfile says, and pytest or unittest, as the tests are written.

import type { Toolchain, TreeView } from "../toolchain.ts";
import { firstOf, textOf } from "../tree.ts";
import { asks, ordinary } from "./asks.ts";
import { lintersOf, testsOf } from "./checks.ts";
import { comments } from "./comments.ts";
import { coverageOf } from "./coverage.ts";
import { dependencies } from "./dependencies.ts";
import { emptyings } from "./emptied.ts";
import { equality } from "./equality.ts";
import { files } from "./files.ts";
import { forms } from "./forms.ts";
import { gives } from "./gives.ts";
import { grammars } from "./grammar.ts";
import { imports } from "./imports.ts";
import { inlineTests } from "./inline-tests.ts";
import { namedBy } from "./named.ts";
import { opposites } from "./opposites.ts";
import { powers } from "./powers.ts";
import { respelling } from "./respelling.ts";
import { runnerIn } from "./runners.ts";
import { setUpOf } from "./set-up.ts";
import type { Settings } from "./settings.ts";
import { syntax } from "./syntax.ts";
import { program, pythonVersion } from "./version.ts";
import { words } from "./words.ts";

const MANIFESTS = [
  "pyproject.toml",
  "setup.py",
  "setup.cfg",
  "requirements.txt",
  "Pipfile",
  "tox.ini",
  "pytest.ini",
];
const TEST_FILE = /(^|\/)(test_[^/]*|[^/]*_test|tests?)\.py$/;

export const python: Toolchain = {
  name: "python",
  program,
  manifest:
    /^(?:pyproject\.toml|setup\.(?:py|cfg)|requirements\.txt|Pipfile|tox\.ini|pytest\.ini|manage\.py)$/,
  image: "python",
  lints:
    /^(?:(?:poetry|uv|pdm|pipenv) run (?:python3? -m )?|python3? -m (?:(?:uv|poetry|pdm|pipenv) run (?:--\S+ )*(?:python3? -m )?)?)?(?:ruff|flake8|mypy|black|isort|pylint|pyright|bandit|pydocstyle|codespell)(?![\w-])/,
  prepares: /^(?:astral-sh\/setup-uv|snok\/install-poetry|abatilo\/actions-poetry|pdm-project\/setup-pdm)@/i,
  dependencies,
  // https://docs.astral.sh/uv/reference/cli/#uv-lock
  locks: [
    {
      ...{ file: /^uv\.lock$/, from: /^pyproject\.toml$/, reaches: "registries" },
      relock: "python3 -m uv lock --no-build",
    },
  ],
  files,
  comments,
  forms,
  equality,
  starters: /^(?:PYTEST\w*|PYTHON\w+)$/i,
  words,
  respelling,
  powers,
  imports,
  asks,
  ordinary,
  opposites,
  gives,
  syntax,
  inlineTests,
  emptyings,
  grammars,
  coverageOf,
  recognise: async (tree) => {
    const tests = tree.paths.filter((path) => TEST_FILE.test(path));
    if (firstOf(tree, MANIFESTS) === null && tests.length === 0) return null;
    const named = await namedBy(tree);
    const words = await textOf(tree, [...MANIFESTS, ...named.files, ...named.optional]);
    const usesPytest =
      /\bpytest\b/.test(`${words}\n${named.recipes}`) ||
      tree.paths.some((path) => /(^|\/)conftest\.py$/.test(path));
    const linters = await lintersOf(tree, words);
    const asked = { usesPytest, linters: linters.map(({ module }) => module) };
    const { run, ...setUp } = await setUpOf(tree, named, asked);
    const { check, narrow, coverage } = testsOf(tree, tests, { usesPytest, run });
    const lints = linters.filter(({ module }) => setUp.brings(module)).map((linter) => linter.check(run));
    return {
      image: "python",
      setup: setUp.setup,
      setupReads: setUp.setupReads,
      checks: [...lints, ...(check === null ? [] : [check])],
      leavings: [],
      testsBuild: false,
      runnerOf: runnerIn(await settingsOf(tree)),
      versions: await pythonVersion(tree, await textOf(tree, ["pyproject.toml"])),
      coverage,
      narrow,
      askRegistries: ASK_PIP,
    };
  },
};

async function settingsOf(tree: TreeView): Promise<Settings> {
  return {
    pyproject: await textOf(tree, ["pyproject.toml"]),
    hatch: await textOf(tree, ["hatch.toml"]),
    pipfile: await textOf(tree, ["Pipfile"]),
    noxfile: await textOf(tree, ["noxfile.py"]),
    tox: await textOf(tree, ["tox.ini"]),
    toxToml: await textOf(tree, ["tox.toml"]),
  };
}

/** Pip knows its index and the host of its files; a configured index comes on top. */
const ASK_PIP = `python3 -c 'from pip._internal.models.index import PyPI; print(PyPI.url, "https://" + PyPI.file_storage_domain)'; python3 -m pip config list`;

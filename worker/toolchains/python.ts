// Python: uv, Poetry or pip by the files there are, and pytest or unittest by what the tests are written for.
import type { Check } from "../../src/domain/evidence.ts";
import { firstOf, has, lintCheck, read, testCheck, textOf } from "./recognition.ts";
import type { Toolchain, TreeView } from "./toolchain.ts";

const MANIFESTS = [
  "pyproject.toml",
  "setup.py",
  "setup.cfg",
  "requirements.txt",
  "Pipfile",
  "tox.ini",
  "pytest.ini",
];
const REQUIREMENTS =
  /^(?:requirements(?:[-_.]?(?:dev|test|tests|testing))?|(?:dev|test)[-_]requirements)\.txt$/;
const TEST_FILE = /(^|\/)(test_[^/]*|[^/]*_test|tests?)\.py$/;

/** Requirements may lie in any text file, and name another. */
const MANIFEST = /\.(txt|in|toml|lock|cfg)$|(^|\/)(Pipfile|\.python-version)$/;
/** A requirement that is a folder of the repository. */
const LOCAL = /^\s*(?:-e|--editable|\.|file:|[^#\n]*@ *file:)/m;

/** `packaged`: the project itself is installed, too, which reads its sources. */
type Manager = { setup: string[]; packaged: boolean; run: string };

export const python: Toolchain = {
  name: "python",
  recognise: async (tree) => {
    const tests = tree.paths.filter((path) => TEST_FILE.test(path));
    if (firstOf(tree, MANIFESTS) === null && tests.length === 0) return null;
    const requirements = tree.paths.filter((path) => REQUIREMENTS.test(path));
    const words = await textOf(tree, [...MANIFESTS, ...requirements]);
    const usesPytest =
      /\bpytest\b/.test(words) || tree.paths.some((path) => /(^|\/)conftest\.py$/.test(path));
    const manager = await managerOf(tree, { requirements, usesPytest });
    return {
      toolchain: "python",
      image: "python",
      setup: manager.setup,
      setupReads: manager.packaged || LOCAL.test(await textOf(tree, requirements)) ? null : MANIFEST,
      checks: [...linters(words, manager.run), ...testChecks(tree, tests, { usesPytest, run: manager.run })],
      registries: [],
      askRegistries: ASK_PIP,
      read,
    };
  },
};

/** Pip knows its index and where that keeps its files; a configured index comes on top. */
const ASK_PIP = `python3 -c 'from pip._internal.models.index import PyPI; print(PyPI.url, "https://" + PyPI.file_storage_domain)'; python3 -m pip config list`;
const PIP = "python3 -m pip install --user --quiet";

async function managerOf(
  tree: TreeView,
  { requirements, usesPytest }: { requirements: string[]; usesPytest: boolean },
): Promise<Manager> {
  const pyproject = await textOf(tree, ["pyproject.toml"]);
  const packaged = has(tree, "setup.py") || /^\[(build-system|project)\]/m.test(pyproject);
  if (has(tree, "uv.lock")) {
    const setup = [`${PIP} uv`, "python3 -m uv sync --frozen --all-extras"];
    return { setup, packaged, run: "python3 -m uv run --offline --no-sync" };
  }
  if (has(tree, "poetry.lock")) {
    return {
      setup: [`${PIP} poetry`, "python3 -m poetry install --no-interaction"],
      packaged: true,
      run: "python3 -m poetry run",
    };
  }
  const parts = [
    ...requirements.map((file) => `-r ${file}`),
    ...(packaged ? [`-e ".${extras(pyproject)}"`] : []),
    ...(/^\[dependency-groups\]/m.test(pyproject) ? groups(pyproject) : []),
    ...(usesPytest ? ["pytest"] : []),
  ];
  return { setup: parts.length === 0 ? [] : [`${PIP} ${parts.join(" ")}`], packaged, run: "" };
}

/** Optional dependencies that tests usually live in. */
function extras(pyproject: string): string {
  const section =
    /^\[project\.optional-dependencies\]\n((?:(?!\[)[^\n]*\n)*)/m.exec(`${pyproject}\n`)?.[1] ?? "";
  const names = ["test", "tests", "testing", "dev"].filter((name) =>
    new RegExp(`^${name} *=`, "m").test(section),
  );
  return names.length === 0 ? "" : `[${names.join(",")}]`;
}

function groups(pyproject: string): string[] {
  return ["test", "tests", "dev"]
    .filter((name) => new RegExp(`^${name} *= *\\[`, "m").test(pyproject))
    .map((name) => `--group ${name}`);
}

function linters(words: string, run: string): Check[] {
  return [
    ...(/\bruff\b/.test(words) && /^\[tool\.ruff/m.test(words)
      ? [lintCheck("lint", module(run, "ruff check ."))]
      : []),
    ...(/\bmypy\b/.test(words) && /^\[tool\.mypy/m.test(words)
      ? [lintCheck("types", module(run, "mypy ."))]
      : []),
  ];
}

function testChecks(
  tree: TreeView,
  tests: string[],
  { usesPytest, run }: { usesPytest: boolean; run: string },
): Check[] {
  if (usesPytest) return [testCheck(module(run, "pytest -v"))];
  const [first] = tests;
  if (first === undefined) return [];
  const folders = tests.map((path) => path.split("/").slice(0, -1).join("/"));
  if (folders.includes("")) return [testCheck(module(run, "unittest discover -v"))];
  const folder = first.split("/")[0] ?? "";
  const top = has(tree, `${folder}/__init__.py`) ? " -t ." : "";
  return [testCheck(module(run, `unittest discover -v -s ${quoted(folder)}${top}`))];
}

function module(run: string, command: string): string {
  return `${run} python3 -m ${command}`.trim();
}

function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

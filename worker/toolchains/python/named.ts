// What a Python project itself names for its development: requirement files, extras, groups, and what tox and nox install.
import { at, entriesOf } from "../manifests.ts";
import { isPlain } from "../packages.ts";
import { tomlIn } from "../toml.ts";
import type { TreeView } from "../toolchain.ts";
import { has, recipesOf, textOf } from "../tree.ts";
import { hatchInstalls, noxInstalls, toxDeps, toxList } from "./sessions.ts";

export type Named = {
  /** Requirement files that tests need. */
  files: string[];
  /** Other requirement files that the project names. */
  optional: string[];
  /** Of `[project.optional-dependencies]` or setuptools' `extras_require`. */
  extras: string[];
  groups: string[];
  /** Requirements that tox, nox or Hatch install for tests, as they are written there. */
  alone: string[];
  /** Whether anything that the project installs for any of its own purposes is this module. */
  installs(module: string): boolean;
  /** The recipes and settings that say how tests are run. */
  recipes: string;
};

const FOR_TESTS = ["test", "tests", "testing", "dev"];
const CONVENTIONAL =
  /^(?:requirements[-_.]?(?:dev|tests?|testing)|(?:dev|tests?)[-_.]requirements|requirements\/(?:dev|develop|development|tests?|testing|ci|local)|tests?\/requirements)\.txt$/;
const REQUIREMENTS = /requirements[\w./-]*\.txt$/;
const MOST_FILES = 20;
/** Such files are for another purpose, whoever names them. */
const ELSEWHERE = /doc|release|publish|deploy|bench/i;

export async function namedBy(tree: TreeView): Promise<Named> {
  const text = await textOf(tree, ["pyproject.toml"]);
  const pyproject = tomlIn(text);
  const tox = await textOf(tree, ["tox.ini"]);
  const nox = await textOf(tree, ["noxfile.py"]);
  const recipes = [await recipesOf(tree), tox, nox].join("\n");
  const guides = await textOf(tree, ["CONTRIBUTING.md", "CONTRIBUTING.rst", "README.md", "README.rst"]);
  const said = `${recipes}\n${guides}`;
  const files = await filesIn(tree, said);
  const extras = chosen(await extrasOf(tree, pyproject), [
    ...tokens(said, EXTRAS),
    ...toxList(tox, "extras"),
  ]);
  const groups = chosen(
    entriesOf(at(pyproject, "dependency-groups")).map(([name]) => name),
    tokens(said, GROUPS),
  );
  const alone = [...toxDeps(tox), ...noxInstalls(nox), ...hatchInstalls(pyproject)];
  const installed = [
    await textOf(tree, tree.paths.filter((path) => REQUIREMENTS.test(path)).slice(0, MOST_FILES)),
    ...alone,
    withoutSections(text, /^\[tool\.(?!poetry|pdm|hatch|uv)/),
    withoutSections(tox, /^\[(?:flake8|mypy)/),
    said
      .split("\n")
      .filter((line) => /\binstall\b/.test(line))
      .join("\n"),
  ].join("\n");
  return {
    ...files,
    extras,
    groups,
    alone: [...new Set(alone)],
    installs: (module) => new RegExp(`(?<![\\w-])${module}(?![\\w-])`).test(installed),
    recipes,
  };
}

const FILES = /(?:^|[\s"'])(?:-r|--requirements?)[\s"',=]*([\w./-]+\.txt)/gm;
const EXTRAS = /\.\[([\w\s,.-]+)\]/g;
const GROUPS = /--(?:group|dependency-group|only-group)[\s"',=]+([\w-]+)/g;

function tokens(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, found = ""]) => found.split(/[\s,]+/));
}

/** Those that the project names, or else those with usual names. */
function chosen(there: readonly string[], named: readonly string[]): string[] {
  const known = [...new Set(named)].filter((name) => there.includes(name) && !ELSEWHERE.test(name));
  return known.length > 0 ? known : FOR_TESTS.filter((name) => there.includes(name));
}

async function filesIn(tree: TreeView, said: string): Promise<Pick<Named, "files" | "optional">> {
  const base = has(tree, "requirements.txt") ? ["requirements.txt"] : [];
  const usual = tree.paths.filter((path) => CONVENTIONAL.test(path));
  const named = [...new Set(tokens(said, FILES).map((path) => path.replace(/^\.\//, "")))].filter(
    (path) => has(tree, path) && isPlain(path) && !ELSEWHERE.test(path) && !base.includes(path),
  );
  if (named.length === 0) return { files: [...base, ...usual], optional: [] };
  const forTests = named.filter((path) => CONVENTIONAL.test(path));
  return { files: [...base, ...forTests], optional: named.filter((path) => !forTests.includes(path)) };
}

async function extrasOf(tree: TreeView, pyproject: unknown): Promise<string[]> {
  const own = entriesOf(at(pyproject, "project", "optional-dependencies")).map(([name]) => name);
  const cfg = /^\[options\.extras_require\]\n((?:(?!\[)[^\n]*\n)*)/m.exec(
    `${await textOf(tree, ["setup.cfg"])}\n`,
  )?.[1];
  const py = /\bextras_require\s*=\s*\{([^}]*)\}/.exec(await textOf(tree, ["setup.py"]))?.[1];
  return [
    ...own,
    ...[...(cfg ?? "").matchAll(/^([\w.-]+)\s*=/gm)].map(([, name = ""]) => name),
    ...[...(py ?? "").matchAll(/["']([\w.-]+)["']\s*:/g)].map(([, name = ""]) => name),
  ];
}

/** The text without the sections whose heads match. */
function withoutSections(text: string, head: RegExp): string {
  return text
    .split(/^(?=\[)/m)
    .filter((section) => !head.test(section))
    .join("");
}

// The checks of a Python project: the linters and type checkers it has configured, and its tests.
import type { Check } from "../../../src/domain/evidence.ts";
import { lintCheck, quoted, testCheck, wholly } from "../checks.ts";
import { isPlain } from "../packages.ts";
import type { Project, Touched, TreeView } from "../toolchain.ts";
import { firstOf, has, textOf } from "../tree.ts";
import { coverage } from "./coverage.ts";

type Linter = { module: string; check(run: string): Check };

/** Only linters that the repository has settings for: any other would be our taste. */
export async function lintersOf(tree: TreeView, words: string): Promise<Linter[]> {
  const mypy = `${words}\n${await textOf(tree, ["mypy.ini", ".mypy.ini"])}`;
  const has = (...names: string[]) => firstOf(tree, names) !== null;
  const ruff = has("ruff.toml", ".ruff.toml") || /^\[tool\.ruff/m.test(words);
  const flake8 = has(".flake8") || /^\[flake8\]/m.test(words);
  // Where its settings say what to check, it takes no paths.
  const files = /^\s*(?:files|packages|modules)\s*=/m.test(mypy) ? "" : " .";
  return [
    ...(ruff ? [linter("ruff", "lint", "ruff check .")] : []),
    ...(flake8 && !ruff ? [linter("flake8", "lint", "flake8")] : []),
    ...(/^\[(?:tool\.)?mypy\]/m.test(mypy) ? [linter("mypy", "types", `mypy${files}`)] : []),
  ];
}

function linter(module: string, name: string, command: string): Linter {
  return { module, check: (run) => lintCheck(name, python(run, command)) };
}

type Tests = Pick<Project, "narrow" | "coverage"> & { check: Check | null };

export function testsOf(
  tree: TreeView,
  tests: string[],
  { usesPytest, run }: { usesPytest: boolean; run: string },
): Tests {
  if (usesPytest) {
    const check = (files: readonly string[]) => testCheck(python(run, ["pytest -v", ...files].join(" ")));
    return { check: check([]), coverage, narrow: (touched) => narrowed(tests, touched, check) };
  }
  if (has(tree, "manage.py")) {
    const command = `${run} python3 manage.py test --verbosity 2`.trim();
    return { check: testCheck(command), coverage: null, narrow: wholly };
  }
  if (tests.length === 0) return { check: null, coverage: null, narrow: wholly };
  return { check: testCheck(python(run, unittest(tree, tests))), coverage, narrow: wholly };
}

function unittest(tree: TreeView, tests: readonly string[]): string {
  const folder = commonFolder(tests.some((path) => !path.includes("/")) ? tests : inMostTested(tests));
  if (folder === "") return "unittest discover -v";
  // A dotted name begins in the first folder that is not a package.
  let top = folder;
  while (top !== "" && has(tree, `${top}/__init__.py`)) top = parentOf(top);
  const from = top === folder ? "" : ` -t ${quoted(top === "" ? "." : top)}`;
  return `unittest discover -v -s ${quoted(folder)}${from}`;
}

function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split("/").slice(0, -1));
  const differs = first.findIndex((part, i) => others.some((other) => other[i] !== part));
  return first.slice(0, differs === -1 ? first.length : differs).join("/");
}

/** The tests in the top folder that has the most; tests elsewhere need a runner of their own. */
function inMostTested(tests: readonly string[]): string[] {
  const folders = Map.groupBy(tests, (path) => path.split("/")[0] ?? "");
  return [...folders.values()].reduce((most, each) => (each.length > most.length ? each : most), []);
}

function parentOf(folder: string): string {
  return folder.split("/").slice(0, -1).join("/");
}

const MAX_FILES = 20;

/** The tests that a change touches, and those named after modules that it touches. */
function narrowed(
  tests: readonly string[],
  touched: readonly Touched[],
  check: (files: readonly string[]) => Check,
): Check[] | null {
  const gone = new Set(touched.flatMap(({ path, kind }) => (kind === "deleted" ? [path] : [])));
  const names = touched.flatMap(({ path }) => /([^/]+)\.py$/.exec(path)?.[1] ?? []);
  const stems = new Set(names.map((name) => name.replace(/^test_|_test$/, "")));
  const added = touched.flatMap(({ path, kind }) =>
    kind === "added" && /(^|\/)test_[^/]*\.py$/.test(path) ? [path] : [],
  );
  const stemOf = (path: string) => /([^/]+)\.py$/.exec(path)?.[1]?.replace(/^test_|_test$/, "") ?? "";
  const there = [...tests.filter((path) => stems.has(stemOf(path))), ...added];
  const files = [...new Set(there)].filter((path) => !gone.has(path) && isPlain(path));
  const fewer = files.length > 0 && files.length <= MAX_FILES && files.length < tests.length;
  return fewer ? [check(files.sort())] : null;
}

function python(run: string, command: string): string {
  return `${run} python3 -m ${command}`.trim();
}

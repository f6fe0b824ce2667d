// How a Python project is installed, and what runs its programs.

import type { Project, TreeView } from "../toolchain.ts";
import { has, textOf } from "../tree.ts";
import type { Named } from "./named.ts";

/** Requirements may be in any text file and may name another one. */
const MANIFEST =
  /\.(txt|in|toml|lock|cfg|ya?ml)$|(^|\/)(Pipfile|\.python-version|tox\.ini|noxfile\.py|Makefile|[Jj]ustfile)$/;
/** A requirement that is a folder of the repository. */
const LOCAL = /^\s*(?:-e|--editable|\.|file:|[^#\n]*@ *file:)/m;

type SetUp = Pick<Project, "setup" | "setupReads"> & {
  /** Put before `python3`. */
  run: string;
  /** Whether a module is there afterwards: nothing can be added to a lockfile. */
  brings(module: string): boolean;
};

const PIP = "python3 -m pip install --user --quiet";

/** `usesPytest`: pytest is there afterwards. `linters`: modules that are brought where the project installs them anywhere. */
export async function setUpOf(
  tree: TreeView,
  named: Named,
  { usesPytest, linters }: { usesPytest: boolean; linters: readonly string[] },
): Promise<SetUp> {
  const pyproject = await textOf(tree, ["pyproject.toml"]);
  const packaged = has(tree, "setup.py") || /^\[(build-system|project)\]/m.test(pyproject);
  const requirements = [...named.files, ...named.optional];
  const setupReads = packaged || LOCAL.test(await textOf(tree, requirements)) ? null : MANIFEST;
  const locked = await byLockfile(tree);
  if (locked !== null) return { ...locked, setupReads: locked.run.includes("uv") ? setupReads : null };
  const brought = linters.filter((module) => named.installs(module));
  const extras = named.extras.length === 0 ? "" : `[${named.extras.join(",")}]`;
  const needed = [
    ...named.files.map((file) => `-r ${file}`),
    ...(packaged ? [`-e ".${extras}"`] : []),
    ...named.groups.map((name) => `--group ${name}`),
    ...named.alone.map((word) => (/[<>!~*[]/.test(word) ? `"${word}"` : word)),
    ...(usesPytest && !named.alone.includes("pytest") ? ["pytest"] : []),
  ];
  const optional = [
    ...named.optional.map((file) => `-r ${file}`),
    ...brought.filter((name) => !needed.includes(name)),
  ];
  const setup = [
    ...(needed.length === 0 ? [] : [`${PIP} ${needed.join(" ")}`]),
    ...(optional.length === 0 ? [] : [`${PIP} ${optional.join(" ")} || true`]),
  ];
  return { setup, setupReads, run: "", brings: (module) => brought.includes(module) };
}

/** Null: there is none. An extra may need what no sandbox has, so everything is asked for first, and then what is needed. */
async function byLockfile(tree: TreeView): Promise<Omit<SetUp, "setupReads"> | null> {
  const held = async (name: string) => holds(await textOf(tree, [name]));
  if (has(tree, "uv.lock")) {
    const sync = "python3 -m uv sync --frozen";
    return {
      setup: [`${PIP} uv`, `${sync} --all-extras || ${sync}`],
      run: "python3 -m uv run --offline --no-sync",
      brings: await held("uv.lock"),
    };
  }
  if (has(tree, "poetry.lock")) {
    const install = "python3 -m poetry install --no-interaction";
    return {
      setup: [`${PIP} poetry`, `${install} --all-extras || ${install}`],
      run: "python3 -m poetry run",
      brings: await held("poetry.lock"),
    };
  }
  if (has(tree, "pdm.lock")) {
    return {
      // It never changes the lockfile: https://pdm-project.org/en/latest/usage/lockfile
      setup: [`${PIP} pdm`, "python3 -m pdm sync"],
      run: "python3 -m pdm run",
      brings: await held("pdm.lock"),
    };
  }
  if (has(tree, "Pipfile")) {
    const installs = has(tree, "Pipfile.lock") ? "sync --dev" : "install --dev --skip-lock";
    const text = await textOf(tree, ["Pipfile"]);
    return {
      setup: [`${PIP} pipenv`, `python3 -m pipenv ${installs}`],
      run: "python3 -m pipenv run",
      brings: (module) => new RegExp(`^["']?${module}["']?\\s*=`, "m").test(text),
    };
  }
  return null;
}

function holds(lockfile: string): (module: string) => boolean {
  return (module) => lockfile.includes(`name = "${module}"`);
}

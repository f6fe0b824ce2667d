// How a Python project is installed, and what runs its programs.

import type { Project, TreeView } from "../toolchain.ts";
import { has, textOf } from "../tree.ts";

/** Requirements may be in any text file and may name another one. */
const MANIFEST = /\.(txt|in|toml|lock|cfg)$|(^|\/)(Pipfile|\.python-version)$/;
/** A requirement that is a folder of the repository. */
const LOCAL = /^\s*(?:-e|--editable|\.|file:|[^#\n]*@ *file:)/m;

type SetUp = Pick<Project, "setup" | "setupReads"> & {
  /** Put before `python3`. */
  run: string;
  /** Whether a module is there afterwards: nothing can be added to a lockfile. */
  brings(module: string): boolean;
};

const PIP = "python3 -m pip install --user --quiet";

/** `needed`: the modules that the checks call. */
export async function setUpOf(
  tree: TreeView,
  { requirements, needed }: { requirements: string[]; needed: string[] },
): Promise<SetUp> {
  const pyproject = await textOf(tree, ["pyproject.toml"]);
  const packaged = has(tree, "setup.py") || /^\[(build-system|project)\]/m.test(pyproject);
  const setupReads = packaged || LOCAL.test(await textOf(tree, requirements)) ? null : MANIFEST;
  if (has(tree, "uv.lock")) {
    const setup = [`${PIP} uv`, "python3 -m uv sync --frozen --all-extras"];
    const brings = holds(await textOf(tree, ["uv.lock"]));
    return { setup, setupReads, run: "python3 -m uv run --offline --no-sync", brings };
  }
  if (has(tree, "poetry.lock")) {
    return {
      setup: [`${PIP} poetry`, "python3 -m poetry install --no-interaction"],
      setupReads: null,
      run: "python3 -m poetry run",
      brings: holds(await textOf(tree, ["poetry.lock"])),
    };
  }
  const parts = [
    ...requirements.map((file) => `-r ${file}`),
    ...(packaged ? [`-e ".${extras(pyproject)}"`] : []),
    ...(/^\[dependency-groups\]/m.test(pyproject) ? groups(pyproject) : []),
    ...needed,
  ];
  const setup = parts.length === 0 ? [] : [`${PIP} ${parts.join(" ")}`];
  return { setup, setupReads, run: "", brings: () => true };
}

function holds(lockfile: string): (module: string) => boolean {
  return (module) => lockfile.includes(`name = "${module}"`);
}

/** The groups of optional dependencies that tests usually need. */
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

// C and C++: CMake, Meson, a configure script or plain make.
import type { Check } from "../../../src/domain/evidence.ts";
import { buildCheck, makeTestCheck, testCheck, wholly } from "../checks.ts";
import type { Toolchain, TreeView } from "../toolchain.ts";
import { has, makeTargets, textOf } from "../tree.ts";
import { asks, ordinary } from "./asks.ts";
import { builds } from "./builds.ts";
import { comments } from "./comments.ts";
import { coverage, coverageOf } from "./coverage.ts";
import { dependencies } from "./dependencies.ts";
import { emptyings } from "./emptied.ts";
import { equality } from "./equality.ts";
import { files } from "./files.ts";
import { forms } from "./forms.ts";
import { gives } from "./gives.ts";
import { grammars } from "./grammar.ts";
import { imports } from "./imports.ts";
import { opposites } from "./opposites.ts";
import { optionsOf } from "./options.ts";
import { CMAKE, MAKE, MESON, registered } from "./registered.ts";
import { respelling } from "./respelling.ts";
import { runnersOf } from "./runners.ts";
import { words } from "./words.ts";

/** Outside of the repository: what is built inside would count as a part of the change. */
const BUILD = "/tmp/build";
const LEAVINGS = ["*.o", "*.lo", "*.gcno", "*.gcda", "CMakeFiles/", "CMakeCache.txt", "autom4te.cache/"];

export const c: Toolchain = {
  name: "c",
  manifest: /^(?:CMakeLists\.txt|meson\.build|configure(?:\.ac)?|GNUmakefile|[Mm]akefile)$/,
  image: "c",
  lints: /^(?:clang-format|clang-tidy|cppcheck)(?![\w-])/,
  prepares:
    /^(?:lukka\/get-cmake|jwlawson\/actions-setup-cmake|seanmiddleditch\/gha-setup-ninja|hendrikmuhs\/ccache-action)@/i,
  dependencies,
  files,
  comments,
  forms,
  equality,
  words,
  respelling,
  imports,
  asks,
  ordinary,
  opposites,
  builds,
  gives,
  emptyings,
  grammars,
  coverageOf,
  recognise: async (tree) => {
    if (!tree.paths.some((path) => files.code.test(path))) return null;
    const found = await checksOf(tree);
    if (found === null) return null;
    return {
      ...found,
      setup: [],
      setupReads: null,
      askRegistries: null,
      leavings: LEAVINGS,
      testsBuild: true,
      runnerOf: await runnersOf(tree),
      coverage: found.checks.some(({ kind }) => kind === "test") ? coverage : null,
      narrow: wholly,
    };
  },
};

type Found = { image: "base" | "c"; checks: Check[] };

/** The build system that names the most test files; of two that name as many, the first. */
async function checksOf(tree: TreeView): Promise<Found | null> {
  const systems = [await byMake(tree), await byCmake(tree), await byMeson(tree), byConfigure(tree)].flatMap(
    (system) => system ?? [],
  );
  const [first, ...others] = systems;
  if (first === undefined)
    return (await makeTargets(tree)) === null ? null : { image: "base", checks: [buildCheck("make")] };
  return others.reduce((most, each) => (each.tests > most.tests ? each : most), first);
}

type System = Found & { tests: number };

async function byMake(tree: TreeView): Promise<System | null> {
  const targets = await makeTargets(tree);
  const test = targets === null ? null : makeTestCheck(targets);
  if (test === null) return null;
  const checks = [buildCheck("make"), test];
  return (await callsAnother(tree))
    ? { image: "c", checks, tests: -1 }
    : { image: "base", checks, tests: await registered(tree, MAKE) };
}

/** Such a Makefile saves people from typing what another build system is called with, and registers no test of its own. */
async function callsAnother(tree: TreeView): Promise<boolean> {
  const makefile = await textOf(tree, ["GNUmakefile", "makefile", "Makefile"]);
  return /^\t[@-]*(?:cmake|meson|ctest) (?!--version)/m.test(makefile);
}

async function byCmake(tree: TreeView): Promise<System | null> {
  if (!has(tree, "CMakeLists.txt")) return null;
  const options = (await optionsOf(tree)).map((name) => ` -D${name}=ON`).join("");
  const plain = `cmake -S . -B ${BUILD}`;
  // An option may need a library that no sandbox has.
  const configure = options === "" ? plain : `{ ${plain}${options} || cmake --fresh -S . -B ${BUILD}; }`;
  const build = `${configure} && cmake --build ${BUILD} --parallel 2`;
  const checks = builtAndTested(build, `ctest --test-dir ${BUILD} --output-on-failure`);
  return { image: "c", checks, tests: await registered(tree, CMAKE) };
}

async function byMeson(tree: TreeView): Promise<System | null> {
  if (!has(tree, "meson.build")) return null;
  const build = `meson setup ${BUILD} && meson compile -C ${BUILD}`;
  const checks = builtAndTested(build, `meson test -C ${BUILD} --print-errorlogs`);
  return { image: "c", checks, tests: await registered(tree, MESON) };
}

/** What automake registers is not counted: its Makefile is written by a program. */
function byConfigure(tree: TreeView): System | null {
  const test = testCheck("make check");
  if (has(tree, "configure"))
    return { image: "base", checks: [buildCheck("./configure && make"), test], tests: 0 };
  if (!has(tree, "configure.ac")) return null;
  return { image: "c", checks: [buildCheck("autoreconf --install && ./configure && make"), test], tests: 0 };
}

/** The test command builds too, as `make` does. A second build takes no time. */
function builtAndTested(build: string, test: string): Check[] {
  return [buildCheck(build), testCheck(`${build} && ${test}`)];
}

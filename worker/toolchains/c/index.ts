// C and C++: CMake, Meson, a configure script or plain make.
import type { Check } from "../../../src/domain/evidence.ts";
import { buildCheck, makeTestCheck, testCheck, wholly } from "../checks.ts";
import type { Toolchain, TreeView } from "../toolchain.ts";
import { has, makeTargets } from "../tree.ts";
import { asks } from "./asks.ts";
import { builds } from "./builds.ts";
import { coverage, coverageOf } from "./coverage.ts";
import { dependencies } from "./dependencies.ts";
import { emptyings } from "./emptied.ts";
import { files } from "./files.ts";
import { grammars } from "./grammar.ts";
import { opposites } from "./opposites.ts";
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
  dependencies,
  files,
  words,
  respelling,
  asks,
  opposites,
  builds,
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

async function checksOf(tree: TreeView): Promise<Found | null> {
  const targets = await makeTargets(tree);
  const tests = targets === null ? null : makeTestCheck(targets);
  if (tests !== null) return { image: "base", checks: [buildCheck("make"), tests] };
  if (has(tree, "CMakeLists.txt")) {
    const build = `cmake -S . -B ${BUILD} && cmake --build ${BUILD} --parallel 2`;
    return { image: "c", checks: builtAndTested(build, `ctest --test-dir ${BUILD} --output-on-failure`) };
  }
  if (has(tree, "meson.build")) {
    const build = `meson setup ${BUILD} && meson compile -C ${BUILD}`;
    return { image: "c", checks: builtAndTested(build, `meson test -C ${BUILD} --print-errorlogs`) };
  }
  if (has(tree, "configure")) {
    return { image: "base", checks: [buildCheck("./configure && make"), testCheck("make check")] };
  }
  if (has(tree, "configure.ac")) {
    const configure = "autoreconf --install && ./configure && make";
    return { image: "c", checks: [buildCheck(configure), testCheck("make check")] };
  }
  return targets === null ? null : { image: "base", checks: [buildCheck("make")] };
}

/** The test command builds too, as `make` does. A second build takes no time. */
function builtAndTested(build: string, test: string): Check[] {
  return [buildCheck(build), testCheck(`${build} && ${test}`)];
}

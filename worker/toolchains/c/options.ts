// The options of a CMake project that build its tests, or that its own pipeline turns on.
import type { TreeView } from "../toolchain.ts";
import { recipesOf, textOf } from "../tree.ts";

const OPTION = /^\s*(?:cmake_dependent_)?option\s*\(\s*(\w+)\s+(?:"[^"]*"\s+)?(\w+)?/gim;
const OF_TESTS = /^(?:\w+_)?(?:BUILD|ENABLE|WITH)_(?:UNIT_?)?TEST(?:S|ING)?$/i;
/** They change how everything is built, or need what no sandbox has. */
const ELSEWHERE =
  /SAN(?:ITI\w*)?(?:_|$)|ASAN|UBSAN|TSAN|MSAN|VALGRIND|COV|FUZZ|STATIC|SHARED|WERROR|ERROR|PEDANTIC|WARN|STACK|HARDEN|STRICT|EXPENSIVE|DOC|BENCH|INSTALL|LTO|IPO|CUDA|TIDY|CPPCHECK|M32|CROSS|PACKAGE|FETCH|DOWNLOAD|MODULE/i;
const MAX_OPTIONS = 8;

/** Names of options that are off without being asked for, in the order of the manifest. */
export async function optionsOf(tree: TreeView): Promise<string[]> {
  const declared = [...(await textOf(tree, ["CMakeLists.txt"])).matchAll(OPTION)]
    .filter(([, , value]) => value === undefined || /^(?:off|false|no|0)$/i.test(value))
    .map(([, name = ""]) => name);
  const turned = new Set(
    [...(await recipesOf(tree)).matchAll(/-D\s*(\w+)(?::BOOL)?=["']?(?:on|true|yes|1)\b/gi)].map(
      ([, name = ""]) => name,
    ),
  );
  const wanted = declared.filter(
    (name) => OF_TESTS.test(name) || (turned.has(name) && !ELSEWHERE.test(name)),
  );
  return [...new Set(wanted)].slice(0, MAX_OPTIONS);
}

// C and C++: CMake, Meson, a configure script or plain make.
import type { Check } from "../../src/domain/evidence.ts";
import { buildCheck, has, makeTargets, makeTestCheck, read, testCheck } from "./recognition.ts";
import type { Toolchain, TreeView } from "./toolchain.ts";

const SOURCE = /\.(c|cc|cpp|cxx)$/;

export const c: Toolchain = {
  name: "c",
  recognise: async (tree) => {
    if (!tree.paths.some((path) => SOURCE.test(path))) return null;
    const checks = await checksOf(tree);
    if (checks === null) return null;
    return {
      toolchain: "c",
      image: "base",
      setup: [],
      setupReads: null,
      checks,
      registries: [],
      askRegistries: null,
      read,
    };
  },
};

async function checksOf(tree: TreeView): Promise<Check[] | null> {
  const targets = await makeTargets(tree);
  const tests = targets === null ? null : makeTestCheck(targets);
  if (targets !== null && tests !== null) return [buildCheck("make"), tests];
  if (has(tree, "CMakeLists.txt")) {
    return [
      buildCheck("cmake -S . -B build && cmake --build build --parallel 2"),
      testCheck("ctest --test-dir build --output-on-failure"),
    ];
  }
  if (has(tree, "meson.build")) {
    return [
      buildCheck("meson setup build && meson compile -C build"),
      testCheck("meson test -C build --print-errorlogs"),
    ];
  }
  if (has(tree, "configure")) return [buildCheck("./configure && make"), testCheck("make check")];
  return targets === null ? null : [buildCheck("make")];
}

// Which runner a test command in C and C++ calls: by the command, or with make by what the tests include.
import type { Runner } from "../runner.ts";
import type { Project, TreeView } from "../toolchain.ts";
import { textOf } from "../tree.ts";
import { check } from "./check.ts";
import { ctest } from "./ctest.ts";
import { googleTest } from "./google-test.ts";
import { meson } from "./meson.ts";
import { unity } from "./unity.ts";

const TEST_SOURCE = /(^|\/)[^/]*(?:test|check|spec)[^/]*(?:\/[^/]+)*\.(?:c|cc|cpp|cxx)$/i;
const MOST_SOURCES = 100;
const INCLUDED: readonly (readonly [RegExp, Runner])[] = [
  [/^#\s*include\s*[<"]check\.h[>"]/m, check],
  [/^#\s*include\s*[<"]gtest\/gtest\.h[>"]/m, googleTest],
  [/^#\s*include\s*[<"](?:\.\.\/|[\w-]+\/)*unity\.h[>"]/m, unity],
];

/** With make, plain programs name no test: where their sources include one library of tests, it is the runner. */
export async function runnersOf(tree: TreeView): Promise<Project["runnerOf"]> {
  const sources = tree.paths.filter((path) => TEST_SOURCE.test(path)).slice(0, MOST_SOURCES);
  const text = await textOf(tree, sources);
  const included = INCLUDED.filter(([line]) => line.test(text)).map(([, runner]) => runner);
  const [only] = included;
  const byMake = included.length === 1 && only !== undefined ? only : null;
  return ({ command, kind }) => {
    if (kind !== "test") return null;
    const known = [ctest, meson].find((runner) => runner.reporting(command, "") !== null);
    return known ?? (/^(?:make|\.\/)/.test(command) ? byMake : null);
  };
}

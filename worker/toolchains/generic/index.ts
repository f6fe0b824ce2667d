// Anything with a Makefile that names its tests: the oldest convention there is.
import { lintCheck, makeTargets, makeTestCheck, read, wholly } from "../recognition.ts";
import type { Toolchain, TreeView } from "../toolchain.ts";
import { files } from "./files.ts";

/** The compiler or interpreter that a recipe most likely calls. */
const IMAGES: readonly [RegExp, string][] = [
  [/\.(java|kt)$/, "java"],
  [/\.go$/, "go"],
  [/\.rs$/, "rust"],
  [/\.py$/, "python"],
  [/\.[cm]?[jt]s$/, "node"],
];

export const generic: Toolchain = {
  name: "generic",
  files,
  recognise: async (tree) => {
    const targets = await makeTargets(tree);
    const tests = targets === null ? null : makeTestCheck(targets);
    if (targets === null || tests === null) return null;
    return {
      toolchain: "generic",
      image: imageFor(tree),
      setup: [],
      setupReads: null,
      checks: [...(targets.has("lint") ? [lintCheck("lint", "make lint")] : []), tests],
      leavings: [],
      testsBuild: false,
      coverage: null,
      narrow: wholly,
      registries: [],
      askRegistries: null,
      read,
    };
  },
};

/** The one of the language that has the most files. */
function imageFor(tree: TreeView): string {
  const counts = IMAGES.map(([file, image]) => ({
    image,
    files: tree.paths.filter((path) => file.test(path)).length,
  }));
  const [most] = counts.filter(({ files }) => files > 0).sort((a, b) => b.files - a.files);
  return most?.image ?? "base";
}

// Anything with a Makefile that names its tests: the oldest convention there is.
import { lintCheck, makeTargets, makeTestCheck, read } from "./recognition.ts";
import type { Toolchain } from "./toolchain.ts";

export const generic: Toolchain = {
  name: "generic",
  recognise: async (tree) => {
    const targets = await makeTargets(tree);
    const tests = targets === null ? null : makeTestCheck(targets);
    if (targets === null || tests === null) return null;
    return {
      toolchain: "generic",
      image: "base",
      setup: [],
      setupReads: null,
      checks: [...(targets.has("lint") ? [lintCheck("lint", "make lint")] : []), tests],
      registries: [],
      askRegistries: null,
      read,
    };
  },
};

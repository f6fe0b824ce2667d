// Anything with a Makefile that names its tests: the oldest convention there is.
import { lintCheck, makeTestCheck, noRunner, wholly } from "../checks.ts";
import type { Toolchain } from "../toolchain.ts";
import { makeTargets } from "../tree.ts";
import { asks } from "./asks.ts";
import { files } from "./files.ts";
import { words } from "./words.ts";

export const generic: Toolchain = {
  name: "generic",
  files,
  words,
  asks,
  recognise: async (tree) => {
    const targets = await makeTargets(tree);
    const tests = targets === null ? null : makeTestCheck(targets);
    if (targets === null || tests === null) return null;
    return {
      image: null,
      setup: [],
      setupReads: null,
      checks: [...(targets.has("lint") ? [lintCheck("lint", "make lint")] : []), tests],
      leavings: [],
      testsBuild: false,
      runnerOf: noRunner,
      coverage: null,
      narrow: wholly,
      askRegistries: null,
    };
  },
};

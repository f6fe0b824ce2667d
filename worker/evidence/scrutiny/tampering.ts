// What could make tests pass without the code being right, found by comparing results and by reading the patch.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import { type Change, type Patch, type PatchLine, textsOf } from "../../../src/domain/patch.ts";
import type { Suspicion, Weakening } from "../../../src/domain/remark.ts";
import type { Renamed, Unsteady } from "../../../src/domain/renamed.ts";
import type { Rewritten } from "../../../src/domain/rewritten.ts";
import { LINES } from "../../toolchains/lines.ts";
import {
  isInRunnersPlace,
  isLintSettings,
  isTestPath,
  isTestSettings,
  onlyNamesMore,
  SCRIPT_FILES,
} from "../../toolchains/paths.ts";
import { goneTests, skippedTests } from "./renamed.ts";
import { binaries, executables, unseenCharacters } from "./unseen.ts";
import { editedSnapshots, weakened } from "./weakened.ts";

export type Weighed = {
  base: CheckResult[];
  head: CheckResult[];
  rewritten: Rewritten[];
  renamed: Renamed[];
  unsteady: Unsteady[];
};

/** Names of tests are measured; what is read from the patch may be right all the same. */
export function weakenings(
  patch: Patch,
  weighed: Weighed,
  isTest: (path: string) => boolean = isTestPath,
): Weakening[] {
  return [
    ...goneOrSkipped(weighed),
    ...disabled(patch, isTest),
    ...lostAssertions(patch, weighed.renamed, isTest),
    ...weakened(patch, isTest),
  ];
}

export function suspicions(patch: Patch): Suspicion[] {
  return [
    ...editedSnapshots(patch),
    ...settings(patch),
    ...unseenCharacters(patch),
    ...executables(patch),
    ...binaries(patch),
  ];
}

function goneOrSkipped({ base, head, rewritten, renamed, unsteady }: Weighed): Weakening[] {
  const goOn = new Set([...renamed.flatMap(({ was }) => was), ...unsteady.map(({ was }) => was)]);
  const gone = goneTests(base, head, rewritten).flatMap(({ check, tests }): Weakening[] => {
    const lost = tests.filter((name) => !goOn.has(name));
    return lost.length === 0 ? [] : [{ kind: "tests-gone", check, tests: lost }];
  });
  return [...gone, ...skippedTests(base, head, rewritten)];
}

function disabled(patch: Patch, isTest: (path: string) => boolean): Weakening[] {
  return patch.changes
    .filter((change) => isTest(change.path) && change.added.some(({ text }) => LINES.skips.test(text)))
    .map(({ path }) => ({ kind: "disabled-test", path }));
}

function lostAssertions(
  patch: Patch,
  renamed: readonly Renamed[],
  isTest: (path: string) => boolean,
): Weakening[] {
  const asserts = (lines: PatchLine[]) => lines.filter(({ text }) => LINES.asserts.test(text)).length;
  return patch.changes
    .filter(({ path }) => isTest(path) && !renamed.some(({ file }) => file === path))
    .map(({ path, added, removed }) => ({ path, lost: asserts(removed) - asserts(added) }))
    .filter(({ lost }) => lost > 0)
    .map(({ path, lost }) => ({ kind: "lost-assertions", path, lost }));
}

function settings(patch: Patch): Suspicion[] {
  const paths = patch.changes.map(({ path }) => path);
  const changed = patch.changes.filter(({ kind }) => kind !== "deleted").map(({ path }) => path);
  const scripts = patch.changes.filter(changesScripts).map(({ path }) => path);
  const ofTests = [...patch.changes.filter(decidesTests).map(({ path }) => path), ...scripts];
  return [
    ...ofTests.map((path): Suspicion => ({ kind: "test-settings", path })),
    ...changed.filter(isInRunnersPlace).map((path): Suspicion => ({ kind: "in-runners-place", path })),
    ...paths.filter(isLintSettings).map((path): Suspicion => ({ kind: "checker-settings", path })),
  ];
}

/** A new test or source is named in a build file, and that alone decides nothing. */
function decidesTests({ path, kind, added, removed }: Change): boolean {
  if (!isTestSettings(path)) return false;
  return kind !== "modified" || !onlyNamesMore(path, textsOf(removed), textsOf(added));
}

/** A manifest holds much else: only some of its lines decide how tests are run. */
function changesScripts({ path, added, removed }: Change): boolean {
  const file = SCRIPT_FILES.find(({ files }) => files.test(path));
  return file !== undefined && [...added, ...removed].some(({ text }) => file.decidesTests.test(text));
}

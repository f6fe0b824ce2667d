// What could make tests pass without the code being right, found by comparing results and by reading the patch.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import { type Change, type Patch, textsOf } from "../../../src/domain/patch.ts";
import type { Suspicion, Weakening } from "../../../src/domain/remark.ts";
import type { Renamed, Unsteady } from "../../../src/domain/renamed.ts";
import type { Rewritten } from "../../../src/domain/rewritten.ts";
import { LINES } from "../../toolchains/lines.ts";
import {
  isBuiltPath,
  isCodePath,
  isInRunnersPlace,
  isLintSettings,
  isTestPath,
  isTestSettings,
  onlyNamesMore,
  SCRIPT_FILES,
} from "../../toolchains/paths.ts";
import type { Parts } from "../prove/parts.ts";
import { NEITHER } from "./both-versions.ts";
import { editsIn } from "./edits.ts";
import { lostAssertions, type Versions } from "./lost-assertions.ts";
import { goneTests, skippedTests } from "./renamed.ts";
import { binaries, executables, unseenCharacters } from "./unseen.ts";
import { editedSnapshots, loosened, weakenedChecks } from "./weakened.ts";

export type Weighed = {
  base: CheckResult[];
  head: CheckResult[];
  rewritten: Rewritten[];
  renamed: Renamed[];
  unsteady: Unsteady[];
};

/** Which files belong to the tests, and which lines of other files do. */
type OfTests = Pick<Parts, "isTest" | "isInlineTest">;

const BY_NAME: OfTests = { isTest: isTestPath, isInlineTest: () => false };

/** Names of tests are measured; what is read from the patch may be right all the same. */
export function weakenings(
  patch: Patch,
  weighed: Weighed,
  { isTest, isInlineTest }: OfTests = BY_NAME,
  versions: Versions = () => NEITHER,
): Weakening[] {
  const tests = patch.changes.flatMap((change) =>
    isTest(change.path) ? [change] : amongCode(change, isInlineTest),
  );
  return [
    ...goneOrSkipped(weighed),
    ...disabled(tests),
    ...lostAssertions(tests, versions, new Set(weighed.renamed.map(({ file }) => file))),
    ...loosened(tests),
    ...weakenedChecks(patch),
  ];
}

/** What the change edits of the tests that stand with the code; nothing where it edits none. */
function amongCode(change: Change, isInlineTest: OfTests["isInlineTest"]): Change[] {
  const edits = editsIn(change).filter(({ newFrom, now }) =>
    [newFrom, newFrom + Math.max(0, now.length - 1)].some((line) => isInlineTest(change.path, line)),
  );
  const numbered = (from: number, lines: string[]) => lines.map((text, at) => ({ number: from + at, text }));
  if (edits.length === 0) return [];
  return [
    {
      ...change,
      added: edits.flatMap(({ newFrom, now }) => numbered(newFrom, now)),
      removed: edits.flatMap(({ oldFrom, was }) => numbered(oldFrom, was)),
    },
  ];
}

export function suspicions(patch: Patch): Suspicion[] {
  return [
    ...editedSnapshots(patch),
    ...settings(patch),
    ...unseenCharacters(patch),
    ...executables(patch),
    ...binaries(patch),
    ...builtAlone(patch),
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

function disabled(tests: readonly Change[]): Weakening[] {
  return tests
    .filter(({ added }) => added.some(({ text }) => LINES.skips.test(text)))
    .map(({ path }) => ({ kind: "disabled-test", path }));
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

/** Where tests read what a build made, they are right until the next build. */
function builtAlone({ changes }: Patch): Suspicion[] {
  const code = changes.filter(({ path }) => isCodePath(path) && !isTestPath(path));
  const [first] = code.every(({ path }) => isBuiltPath(path)) ? code : [];
  return first === undefined ? [] : [{ kind: "built-alone", path: first.path }];
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

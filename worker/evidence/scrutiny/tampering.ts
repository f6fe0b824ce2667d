// What could make tests pass without the code being right, found by comparing results and by reading the patch.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import type { Change, Patch, PatchLine } from "../../../src/domain/patch.ts";
import type { Suspicion, Weakening } from "../../../src/domain/remark.ts";
import { isAnnounced, type Rewritten } from "../../../src/domain/rewritten.ts";
import { LINES } from "../../toolchains/lines.ts";
import {
  isInRunnersPlace,
  isLintSettings,
  isTestPath,
  isTestSettings,
  SCRIPT_FILES,
} from "../../toolchains/paths.ts";
import { readInPart } from "../measure/check.ts";
import { binaries, executables, unseenCharacters } from "./unseen.ts";
import { editedSnapshots, weakened } from "./weakened.ts";

/** Names of tests are measured; what is read from the patch may be right all the same. */
export function weakenings(
  patch: Patch,
  { base, head, rewritten }: { base: CheckResult[]; head: CheckResult[]; rewritten: Rewritten[] },
): Weakening[] {
  const announced = new Set(rewritten.filter(isAnnounced).map(({ test }) => test));
  return [
    ...goneOrSkipped(base, head, announced),
    ...disabled(patch),
    ...lostAssertions(patch),
    ...weakened(patch),
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

/** A test that the order allows to alter may get another name, or go. */
function goneOrSkipped(
  base: CheckResult[],
  head: CheckResult[],
  announced: ReadonlySet<string | null>,
): Weakening[] {
  return base.flatMap((before) => {
    const check = before.check.name;
    const after = head.find((result) => result.check.name === check);
    const passed = (before.tests ?? [])
      .filter(({ status, name }) => status === "passed" && !announced.has(name))
      .map(({ name }) => name);
    // Where output was cut, a missing name means nothing.
    if (passed.length === 0 || after === undefined || readInPart(after)) return [];
    const status = new Map((after.tests ?? []).map((test) => [test.name, test.status]));
    const gone = passed.filter((name) => !status.has(name));
    const skipped = passed.filter((name) => status.get(name) === "skipped");
    const found: Weakening[] = [];
    if (gone.length > 0) found.push({ kind: "tests-gone", check, tests: gone });
    if (skipped.length > 0) found.push({ kind: "tests-skipped", check, tests: skipped });
    return found;
  });
}

function disabled(patch: Patch): Weakening[] {
  return patch.changes
    .filter((change) => isTestPath(change.path) && change.added.some(({ text }) => LINES.skips.test(text)))
    .map(({ path }) => ({ kind: "disabled-test", path }));
}

function lostAssertions(patch: Patch): Weakening[] {
  const asserts = (lines: PatchLine[]) => lines.filter(({ text }) => LINES.asserts.test(text)).length;
  return patch.changes
    .filter(({ path }) => isTestPath(path))
    .map(({ path, added, removed }) => ({ path, lost: asserts(removed) - asserts(added) }))
    .filter(({ lost }) => lost > 0)
    .map(({ path, lost }) => ({ kind: "lost-assertions", path, lost }));
}

function settings(patch: Patch): Suspicion[] {
  const paths = patch.changes.map(({ path }) => path);
  const changed = patch.changes.filter(({ kind }) => kind !== "deleted").map(({ path }) => path);
  const scripts = patch.changes.filter(changesScripts).map(({ path }) => path);
  const ofTests = [...paths.filter(isTestSettings), ...scripts];
  return [
    ...ofTests.map((path): Suspicion => ({ kind: "test-settings", path })),
    ...changed.filter(isInRunnersPlace).map((path): Suspicion => ({ kind: "in-runners-place", path })),
    ...paths.filter(isLintSettings).map((path): Suspicion => ({ kind: "checker-settings", path })),
  ];
}

/** A manifest holds much else: only some of its lines decide how tests are run. */
function changesScripts({ path, added, removed }: Change): boolean {
  const file = SCRIPT_FILES.find(({ files }) => files.test(path));
  return file !== undefined && [...added, ...removed].some(({ text }) => file.decidesTests.test(text));
}

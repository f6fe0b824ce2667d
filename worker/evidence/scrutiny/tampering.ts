// What could make tests pass without the code being right, found by comparing results and by reading the patch.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import type { Patch, PatchLine } from "../../../src/domain/patch.ts";
import type { Suspicion, Weakening } from "../../../src/domain/remark.ts";
import { isTestPath } from "../../toolchains/paths.ts";
import { readInPart } from "../measure/check.ts";
import { executables, unseenCharacters } from "./unseen.ts";
import { editedSnapshots, weakened } from "./weakened.ts";

const DISABLED = new RegExp(
  [
    String.raw`\b(?:it|test|describe|context|suite)(?:\.\w+)?\.(?:skip|only|todo|failing|fails|skipIf|runIf)\b`,
    String.raw`\b(?:xit|xtest|xdescribe|xcontext|fit|fdescribe)\s*\(|\b(?:skip|only|todo):\s*(?:true|["'\`])|\bthis\.skip\(`,
    String.raw`@(?:pytest\.mark\.|unittest\.)?(?:skip|skipif|skipIf|skipUnless|xfail|expectedFailure)\b`,
    String.raw`\bpytest\.(?:skip|xfail|importorskip)\(|\bpytestmark\s*=.*\b(?:skip|xfail)|\bskipTest\(|\bSkipTest\b|\bcollect_ignore\b`,
    String.raw`#\[ignore\b|\bt\.Skip(?:Now|f)?\(|^//go:build ignore\b|@(?:Disabled|Ignore|EnabledIf|EnabledOn)\w*|\bassum(?:e|ing)(?:True|That|False)\(`,
    String.raw`\bGTEST_SKIP\(|\bTEST(?:_F|_P)?\([^)]*\bDISABLED_`,
  ].join("|"),
);
const ASSERTION = /\b(?:assert\w*|expect|should|require\.\w+|t\.(?:Error|Fatal)f?|EXPECT_\w+|ASSERT_\w+)\b/;
const SETTINGS =
  /(^|\/)((jest|vitest|vite|ava|karma|playwright|cypress)\.config(\.\w+)?\.[cm]?[jt]s(on)?|karma\.conf\.[cm]?[jt]s|\.(mocharc|nycrc|c8rc|taprc)(\.\w+)?|pytest\.ini|tox\.ini|noxfile\.py|conftest\.py|setup\.cfg|pyproject\.toml|\.coveragerc|nextest\.toml|GNUmakefile|[Mm]akefile|CMakeLists\.txt|meson\.build|build\.gradle(\.kts)?|pom\.xml|testng\.xml)$/;
const LINTING =
  /(^|\/)(eslint\.config\.[cm]?[jt]s|\.eslintrc(\.\w+)?|\.eslintignore|biome\.jsonc?|tsconfig(\.\w+)?\.json|mypy\.ini|\.?ruff\.toml|\.flake8|\.pylintrc|\.?clippy\.toml|\.?rustfmt\.toml|\.golangci\.ya?ml|checkstyle\.xml)$/;
/** Scripts that checks are made of, and the parts of a manifest that runners read their settings from. */
const SCRIPT =
  /"(?:pre|post)?(?:test|lint|types?|typecheck|type-check|check|build|tsc|eslint)\b[^"]*"\s*:\s*"|"(?:jest|vitest|mocha|ava|tap|nyc|c8|testMatch|testRegex|testPathIgnorePatterns|testTimeout|setupFiles\w*|coverageThreshold)"\s*:/;

/** Names of tests are measured; what is read from the patch may be right all the same. */
export function weakenings(patch: Patch, base: CheckResult[], head: CheckResult[]): Weakening[] {
  return [...goneOrSkipped(base, head), ...disabled(patch), ...lostAssertions(patch), ...weakened(patch)];
}

export function suspicions(patch: Patch): Suspicion[] {
  return [...editedSnapshots(patch), ...settings(patch), ...unseenCharacters(patch), ...executables(patch)];
}

function goneOrSkipped(base: CheckResult[], head: CheckResult[]): Weakening[] {
  return base.flatMap((before) => {
    const check = before.check.name;
    const after = head.find((result) => result.check.name === check);
    const passed = (before.tests ?? []).filter((test) => test.status === "passed").map((test) => test.name);
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
    .filter((change) => isTestPath(change.path) && change.added.some(({ text }) => DISABLED.test(text)))
    .map(({ path }) => ({ kind: "disabled-test", path }));
}

function lostAssertions(patch: Patch): Weakening[] {
  const asserts = (lines: PatchLine[]) => lines.filter(({ text }) => ASSERTION.test(text)).length;
  return patch.changes
    .filter(({ path }) => isTestPath(path))
    .map(({ path, added, removed }) => ({ path, lost: asserts(removed) - asserts(added) }))
    .filter(({ lost }) => lost > 0)
    .map(({ path, lost }) => ({ kind: "lost-assertions", path, lost }));
}

function settings(patch: Patch): Suspicion[] {
  const scripts = patch.changes.filter(
    ({ path, added, removed }) =>
      /(^|\/)package\.json$/.test(path) && [...added, ...removed].some(({ text }) => SCRIPT.test(text)),
  );
  const paths = patch.changes.map((change) => change.path);
  const ofTests = [...paths.filter((path) => SETTINGS.test(path)), ...scripts.map(({ path }) => path)];
  const ofCheckers = paths.filter((path) => LINTING.test(path));
  return [
    ...ofTests.map((path): Suspicion => ({ kind: "test-settings", path })),
    ...ofCheckers.map((path): Suspicion => ({ kind: "checker-settings", path })),
  ];
}

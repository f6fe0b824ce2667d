// What could make tests pass without the code being right: named for a reader, by comparing results and reading the patch.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import type { Patch, PatchLine } from "../../../src/domain/patch.ts";
import { count } from "../../../src/messages/words.ts";
import { isTestPath } from "../../toolchains/paths.ts";
import { readInPart } from "../measure/check.ts";
import { editedSnapshots, weakened } from "./weakened.ts";

const MOST_NAMES = 10;
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

/** Where less is asked than before. Names of tests are measured; what is read from the patch may be right all the same. */
export function weakenings(patch: Patch, base: CheckResult[], head: CheckResult[]): string[] {
  return [...goneOrSkipped(base, head), ...disabled(patch), ...lostAssertions(patch), ...weakened(patch)];
}

export function suspicions(patch: Patch): string[] {
  return [...editedSnapshots(patch), ...settings(patch), ...unseen(patch), ...executable(patch)];
}

function goneOrSkipped(base: CheckResult[], head: CheckResult[]): string[] {
  return base.flatMap((before) => {
    const after = head.find((result) => result.check.name === before.check.name);
    const passed = (before.tests ?? []).filter((test) => test.status === "passed").map((test) => test.name);
    // Where output was cut, a missing name means nothing.
    if (passed.length === 0 || after === undefined || readInPart(after)) return [];
    const status = new Map((after.tests ?? []).map((test) => [test.name, test.status]));
    return [
      ...named(
        "passed on the base and did not run on the head",
        passed.filter((name) => !status.has(name)),
      ),
      ...named(
        "passed on the base and is skipped on the head",
        passed.filter((name) => status.get(name) === "skipped"),
      ),
    ];
  });
}

function named(what: string, names: string[]): string[] {
  if (names.length === 0) return [];
  const rest = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  const shown = names
    .slice(0, MOST_NAMES)
    .map((name) => `\`${name.replace(/`/g, "'")}\``)
    .join(", ");
  return [`${shown}${rest}: ${what}.`];
}

function disabled(patch: Patch): string[] {
  return patch.changes
    .filter((change) => isTestPath(change.path) && change.added.some(({ text }) => DISABLED.test(text)))
    .map((change) => `\`${change.path}\` gained a test that is skipped, or that alone is run.`);
}

function lostAssertions(patch: Patch): string[] {
  const asserts = (lines: PatchLine[]) => lines.filter(({ text }) => ASSERTION.test(text)).length;
  return patch.changes
    .filter(({ path }) => isTestPath(path))
    .flatMap(({ path, added, removed }) => {
      const lost = asserts(removed) - asserts(added);
      return lost > 0 ? [`\`${path}\` has ${count(lost, "assertion")} fewer than before.`] : [];
    });
}

/** What a language with its own joiners writes, and what follows an emoji, is not counted. */
const UNSEEN =
  /(?!\t|[\u200c-\u200f]|\u061c|\ufe0e|\ufe0f|\ufeff)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

function unseen(patch: Patch): string[] {
  return patch.changes
    .filter((change) => change.added.some(({ text }) => UNSEEN.test(text.replace(/\r$/, ""))))
    .map((change) => `\`${change.path}\` gained characters a reader cannot see.`);
}

function executable(patch: Patch): string[] {
  return patch.changes
    .filter((change) => change.mode === "100755" && change.previousMode !== "100755")
    .map((change) => `\`${change.path}\` can be executed now.`);
}

function settings(patch: Patch): string[] {
  const scripts = patch.changes.filter(
    ({ path, added, removed }) =>
      /(^|\/)package\.json$/.test(path) && [...added, ...removed].some(({ text }) => SCRIPT.test(text)),
  );
  const paths = patch.changes.map((change) => change.path);
  return [
    ...[...paths.filter((path) => SETTINGS.test(path)), ...scripts.map(({ path }) => path)].map(
      (path) => `\`${path}\` decides how tests are run, and changed.`,
    ),
    ...paths
      .filter((path) => LINTING.test(path))
      .map((path) => `\`${path}\` decides what is checked, and changed.`),
  ];
}

// What could make tests pass without the code being right: named for a reader, by comparing results and reading the patch.
import type { CheckResult } from "../../src/domain/evidence.ts";
import { isTestPath, type Patch } from "../../src/domain/patch.ts";
import { pairUp, sectionsOf } from "../workspace/changes.ts";
import { readInPart } from "./check.ts";

const MOST_NAMES = 10;
const DISABLED =
  /\b(?:it|test|describe|context)\.(?:skip|only|todo|failing)\b|\b(?:xit|xtest|xdescribe|fit|fdescribe)\s*\(|@(?:pytest\.mark\.|unittest\.)?(?:skip|xfail|skipIf|expectedFailure)\b|#\[ignore\]|\bt\.Skip(?:Now|f)?\(|@Disabled\b|@Ignore\b|\bskip:\s*true/;
const ASSERTION = /\b(?:assert\w*|expect|should|require\.\w+|t\.(?:Error|Fatal)f?|EXPECT_\w+|ASSERT_\w+)\b/;
const SETTINGS =
  /(^|\/)(jest\.config\.[cm]?[jt]s|vitest\.config\.[cm]?[jt]s|\.mocharc\.\w+|pytest\.ini|tox\.ini|conftest\.py|setup\.cfg|pyproject\.toml|Makefile|CMakeLists\.txt|build\.gradle(\.kts)?|pom\.xml)$/;

export function suspicions(patch: Patch, base: CheckResult[], head: CheckResult[]): string[] {
  return [
    ...goneOrSkipped(base, head),
    ...disabled(patch),
    ...lostAssertions(patch),
    ...settings(patch),
    ...unseen(patch),
    ...executable(patch),
  ];
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
    .filter((change) => isTestPath(change.path) && change.added.some((line) => DISABLED.test(line)))
    .map((change) => `\`${change.path}\` gained a test that is skipped, or that alone is run.`);
}

function lostAssertions(patch: Patch): string[] {
  const changed = pairUp(patch.changes, sectionsOf(patch.text)).filter(({ change }) =>
    isTestPath(change.path),
  );
  return changed.flatMap(({ change, sections }) => {
    const count = (lines: string[]) => lines.filter((line) => ASSERTION.test(line)).length;
    const lost = sections.reduce((sum, { added, removed }) => sum + count(removed) - count(added), 0);
    return lost > 0 ? [`\`${change.path}\` has ${lost} assertion(s) fewer than before.`] : [];
  });
}

/** What a language with its own joiners writes, and what follows an emoji, is not counted. */
const UNSEEN =
  /(?!\t|[\u200c-\u200f]|\u061c|\ufe0e|\ufe0f|\ufeff)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

function unseen(patch: Patch): string[] {
  return patch.changes
    .filter((change) => change.added.some((line) => UNSEEN.test(line.replace(/\r$/, ""))))
    .map((change) => `\`${change.path}\` gained characters a reader cannot see.`);
}

function executable(patch: Patch): string[] {
  return patch.changes
    .filter((change) => change.mode === "100755" && change.previousMode !== "100755")
    .map((change) => `\`${change.path}\` can be executed now.`);
}

function settings(patch: Patch): string[] {
  const changed = patch.changes.filter((change) => SETTINGS.test(change.path)).map((change) => change.path);
  const scripts = patch.changes.filter(
    (change) =>
      /(^|\/)package\.json$/.test(change.path) &&
      change.added.some((line) => /"(pre|post)?test\b[^"]*"\s*:/.test(line)),
  );
  return [...changed, ...scripts.map((change) => change.path)].map(
    (path) => `\`${path}\` decides how tests are run, and changed.`,
  );
}

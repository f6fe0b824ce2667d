// Tests of the base that are gone by their names: those that go on under other names, and those whose names differ in each run. Pure.
import type { CheckResult, TestResult } from "../../../src/domain/evidence.ts";
import type { Change, Patch } from "../../../src/domain/patch.ts";
import type { Weakening } from "../../../src/domain/remark.ts";
import type { Renamed, Unsteady } from "../../../src/domain/renamed.ts";
import { isAnnounced, type Rewritten } from "../../../src/domain/rewritten.ts";
import { holdsTitle } from "../../../src/domain/test-name.ts";
import { isTestPath } from "../../toolchains/paths.ts";
import { readInPart } from "../measure/check.ts";
import { keepsExpectations } from "./expectations.ts";

/** Tests of one check that passed on the base and that the head's report does not name. */
export type Gone = { check: string; tests: string[] };

/** Without those that the order allows to alter: they may get another name, or go. Where output was cut, a missing name means nothing. */
export function goneTests(base: CheckResult[], head: CheckResult[], rewritten: Rewritten[]): Gone[] {
  return heldOnBase(base, head, rewritten).flatMap(({ check, tests, after }) => {
    const now = new Set((after.tests ?? []).map(({ name }) => name));
    const gone = tests.filter((name) => !now.has(name));
    return gone.length === 0 ? [] : [{ check, tests: gone }];
  });
}

export function skippedTests(base: CheckResult[], head: CheckResult[], rewritten: Rewritten[]): Weakening[] {
  return heldOnBase(base, head, rewritten).flatMap(({ check, tests, after }): Weakening[] => {
    const now = (after.tests ?? []).filter(({ status }) => status === "skipped").map(({ name }) => name);
    const skipped = tests.filter((name) => now.includes(name));
    return skipped.length === 0 ? [] : [{ kind: "tests-skipped", check, tests: skipped }];
  });
}

function heldOnBase(
  base: CheckResult[],
  head: CheckResult[],
  rewritten: Rewritten[],
): (Gone & { after: CheckResult })[] {
  const announced = new Set(rewritten.filter(isAnnounced).map(({ test }) => test));
  return base.flatMap((before) => {
    const check = before.check.name;
    const after = head.find((result) => result.check.name === check);
    const tests = passedIn(before).filter((name) => !announced.has(name));
    return after === undefined || readInPart(after) || tests.length === 0 ? [] : [{ check, tests, after }];
  });
}

export type Renaming = {
  patch: Pick<Patch, "changes">;
  gone: Gone[];
  base: CheckResult[];
  head: CheckResult[];
  /** Null: they did not run. */
  baseTestsOnHead: CheckResult[] | null;
};

/**
 * A test goes on where it is green on the head as it was, its file still holds what it expected, and new tests passed there. For
 * each check and file of the base one fact.
 */
export function renamedTests({ patch, gone, base, head, baseTestsOnHead }: Renaming): Renamed[] {
  const tests = patch.changes.filter(({ path }) => isTestPath(path));
  return gone.flatMap(({ check, tests: names }) => {
    const old = new Set(passedIn(resultOf(check, baseTestsOnHead ?? [])));
    const before = new Map((resultOf(check, base)?.tests ?? []).map((test) => [test.name, test]));
    const fresh = (resultOf(check, head)?.tests ?? []).filter(
      ({ status, name }) => status === "passed" && !before.has(name),
    );
    const green = names.filter((name) => old.has(name));
    return tests.flatMap((change): Renamed[] => {
      const was = green.filter((name) => isIn(change, before.get(name)));
      const now = fresh.filter(({ file }) => isOfChange(file, tests)).map(({ name }) => name);
      if (was.length === 0 || now.length === 0 || !keepsExpectations(change, tests, was)) return [];
      return [{ check, file: change.path, was, now }];
    });
  });
}

/** Where a runner says no file, nobody knows. */
function isOfChange(file: string | undefined, tests: readonly Change[]): boolean {
  return file === undefined || tests.some(({ path }) => path === file || path.endsWith(`/${file}`));
}

/** By its runner, or else by its title in a line of the change. */
function isIn({ path, added, removed }: Change, test: TestResult | undefined): boolean {
  if (test === undefined) return false;
  if (test.file !== undefined) return path === test.file || path.endsWith(`/${test.file}`);
  return [...added, ...removed].some(({ text }) => holdsTitle(text, test.name));
}

/**
 * Names that a second run of the base does not have either, each with one of the head that is the same but for what differed
 * between both runs. `again`: the second run.
 */
export function unsteadyTests(
  gone: Gone[],
  base: CheckResult[],
  again: CheckResult[],
  head: CheckResult[],
): Unsteady[] {
  return gone.flatMap(({ check, tests }): Unsteady[] => {
    const [first, second] = [passedIn(resultOf(check, base)), passedIn(resultOf(check, again))];
    const [known, repeated] = [new Set(first), new Set(second)];
    const others = second.filter((name) => !known.has(name));
    const left = new Set(passedIn(resultOf(check, head)).filter((name) => !known.has(name)));
    return tests.flatMap((was) => {
      const pattern = repeated.has(was) ? null : patternOf(was, others);
      const now = pattern === null ? undefined : [...left].find((name) => isLike(name, pattern));
      if (now === undefined) return [];
      left.delete(now);
      return [{ check, was, now }];
    });
  });
}

/** A name in words; null in the place of a word that differs from run to run. */
type Pattern = (string | null)[];

const SEPARATOR = /([\s/[\](){},"'_=<>|]+|::)/;
/** What machines put into a title: it has a digit, or nothing but hexadecimal digits. */
const MADE = /\d|^[\da-f-]{4,}$/i;

function patternOf(name: string, others: readonly string[]): Pattern | null {
  const words = name.split(SEPARATOR);
  const patterns = others.flatMap((other) => {
    const same = other.split(SEPARATOR);
    if (same.length !== words.length) return [];
    const pattern = words.map((word, i) => (word === same[i] ? word : null));
    const made = words.filter((word, i) => pattern[i] === null && MADE.test(word)).length;
    const differing = pattern.filter((word) => word === null).length;
    return made === differing && pattern.some((word) => /\p{L}{2}/u.test(word ?? "")) ? [pattern] : [];
  });
  const differences = (pattern: Pattern) => pattern.filter((word) => word === null).length;
  return patterns.toSorted((a, b) => differences(a) - differences(b))[0] ?? null;
}

function isLike(name: string, pattern: Pattern): boolean {
  const words = name.split(SEPARATOR);
  return (
    words.length === pattern.length &&
    words.every((word, i) => (pattern[i] === null ? MADE.test(word) : pattern[i] === word))
  );
}

function passedIn(result: CheckResult | undefined): string[] {
  return (result?.tests ?? []).filter(({ status }) => status === "passed").map(({ name }) => name);
}

function resultOf(check: string, results: CheckResult[]): CheckResult | undefined {
  return results.find((result) => result.check.name === check);
}

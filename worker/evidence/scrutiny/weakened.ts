// Tests and checks that ask for less than before: looser limits and comparisons, silenced checkers; and edited expectations.
import { type Change, type Patch, textsOf } from "../../../src/domain/patch.ts";
import type { Suspicion, Weakening } from "../../../src/domain/remark.ts";
import { LIMITS, LINES } from "../../toolchains/lines.ts";
import { holdsCommands, isSnapshotPath, isTestPath } from "../../toolchains/paths.ts";

type Edit = { path: string; kind: string; added: string[]; removed: string[] };

/** Of these changes, each of a test. */
export function loosened(tests: Patch["changes"]): Weakening[] {
  const edits = tests.map(editOf);
  return [
    ...edits.filter(isLooser).map(({ path }): Weakening => ({ kind: "looser-comparison", path })),
    ...edits.flatMap(limits),
  ];
}

export function weakenedChecks(patch: Patch): Weakening[] {
  const edits = patch.changes.map(editOf);
  return [...edits.flatMap(lenient), ...edits.flatMap(silenced)];
}

export function editedSnapshots(patch: Patch): Suspicion[] {
  return patch.changes
    .map(editOf)
    .filter(isEditedSnapshot)
    .map(({ path }) => ({ kind: "edited-snapshot", path }));
}

function editOf({ path, kind, added, removed }: Change): Edit {
  return { path, kind, added: textsOf(added), removed: textsOf(removed) };
}

function isLooser({ added, removed }: Edit): boolean {
  const loose = (lines: string[]) => count(lines, LINES.loose);
  const strict = (lines: string[]) =>
    count(
      lines.filter((line) => !LINES.loose.test(line)),
      LINES.strict,
    );
  return strict(added) < strict(removed) && loose(added) > loose(removed);
}

function count(lines: string[], pattern: RegExp): number {
  return lines.filter((line) => pattern.test(line)).length;
}

type Limit = {
  limit: Extract<Weakening, { kind: "looser-limit" }>["limit"];
  patterns: readonly RegExp[];
  looser(before: number, now: number): boolean;
};

const LOOSER: readonly Limit[] = [
  { limit: "digits", patterns: LIMITS.digits, looser: (before, now) => now < before },
  { limit: "difference", patterns: LIMITS.differences, looser: (before, now) => now > before },
  { limit: "time", patterns: LIMITS.times, looser: (before, now) => now > before },
];

/** Only what was there before and reads otherwise now; a new limit loosens nothing. */
function limits({ path, added, removed }: Edit): Weakening[] {
  return LOOSER.flatMap(({ limit, patterns, looser }) => {
    const isLoosened = patterns.some((pattern) => {
      const [before, now] = [removed, added].map((lines) => numbersIn(lines, pattern));
      return before?.some((was, at) => looser(was, now?.[at] ?? was)) ?? false;
    });
    return isLoosened ? [{ kind: "looser-limit", path, limit }] : [];
  });
}

function numbersIn(lines: string[], pattern: RegExp): number[] {
  const found = lines.flatMap((line) => [...line.slice(0, LINE_CHARACTERS).matchAll(pattern)]);
  return found.map(([, digits = ""]) => Number(digits.replaceAll("_", "")));
}

const LINE_CHARACTERS = 500;

/** A new one is a new test's own matter. */
function isEditedSnapshot({ path, kind, removed }: Edit): boolean {
  if (isSnapshotPath(path)) return kind !== "added";
  return isTestPath(path) && count(removed, LINES.inlineSnapshot) > 0;
}

function lenient({ path, added }: Edit): Weakening[] {
  const found = holdsCommands(path)
    ? added.map((line) => LINES.lenient.exec(line)?.[0]).find((each) => each !== undefined)
    : undefined;
  return found === undefined ? [] : [{ kind: "lenient-script", path, flag: found.trim() }];
}

function silenced({ path, added, removed }: Edit): Weakening[] {
  const gained = count(added, LINES.silences) - count(removed, LINES.silences);
  return gained > 0 ? [{ kind: "silenced-checker", path }] : [];
}

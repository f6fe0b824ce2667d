// Tests and checks that ask for less than before: looser limits and comparisons, silenced checkers; and edited expectations.
import { type Change, type Patch, textsOf } from "../../../src/domain/patch.ts";
import type { Suspicion, Weakening } from "../../../src/domain/remark.ts";
import { isTestPath } from "../../toolchains/paths.ts";

type Edit = { path: string; kind: string; added: string[]; removed: string[] };

export function weakened(patch: Patch): Weakening[] {
  const edits = patch.changes.map(editOf);
  const tests = edits.filter(({ path }) => isTestPath(path));
  return [
    ...tests.filter(isLooser).map(({ path }): Weakening => ({ kind: "looser-comparison", path })),
    ...tests.flatMap(limits),
    ...edits.flatMap(lenient),
    ...edits.flatMap(silenced),
  ];
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

const STRICT =
  /\.(?:toBe|toEqual|toStrictEqual|deepEqual|deepStrictEqual|strictEqual|equal|equals)\(|\bassert(?:Equals?|_eq!|DictEqual|ListEqual)\b|\bassert\b[^\n]*==|\b(?:EXPECT|ASSERT)_EQ\b|\bEqual\(t,/;
const LOOSE =
  /\.(?:toBeCloseTo|toBeTruthy|toBeFalsy|toBeDefined|toBeInstanceOf|closeTo|approximately|ok)\(|\.not\.toBe(?:Null|Undefined)\(|\b(?:approx|isclose|allclose|assertAlmostEqual|assertIsNotNone|assertNotNull|assertTrue|assert_relative_eq|assert_abs_diff_eq)\b|\b(?:EXPECT|ASSERT)_(?:NEAR|TRUE|FLOAT_EQ)\b|\b(?:InDelta|InEpsilon|NotNil|True)\(t,|\bexpect\.any(?:thing)?\(/;

function isLooser({ added, removed }: Edit): boolean {
  const loose = (lines: string[]) => count(lines, LOOSE);
  const strict = (lines: string[]) =>
    count(
      lines.filter((line) => !LOOSE.test(line)),
      STRICT,
    );
  return strict(added) < strict(removed) && loose(added) > loose(removed);
}

function count(lines: string[], pattern: RegExp): number {
  return lines.filter((line) => pattern.test(line)).length;
}

const NUMBER = String.raw`(-?\d[\d_]*(?:\.\d+)?(?:e-?\d+)?)`;
const digits = (before: string, after = "") => new RegExp(`${before}${NUMBER}${after}`, "gi");

type Limit = {
  limit: Extract<Weakening, { kind: "looser-limit" }>["limit"];
  patterns: RegExp[];
  looser(before: number, now: number): boolean;
};

/** Each with the number that says how strict it is, as the only group. */
const LIMITS: Limit[] = [
  {
    limit: "digits",
    patterns: [
      digits(String.raw`\.toBeCloseTo\([^\n,]{1,200},\s*`),
      digits(String.raw`\bplaces\s*=\s*`),
      digits(String.raw`\bdecimal\s*=\s*`),
    ],
    looser: (before, now) => now < before,
  },
  {
    limit: "difference",
    patterns: [
      digits(String.raw`\b(?:delta|abs|rel|abs_tol|rel_tol|atol|rtol|epsilon|tolerance|eps)\s*[=:]\s*`),
      digits(String.raw`(?:\bInDelta|\bInEpsilon|_NEAR)\([^\n]{1,300},\s*`, String.raw`\s*\)`),
      // Only a third argument with a point is no value of its own.
      /\bassertEquals\([^\n,]{1,200},[^\n]{1,200},\s*(\d*\.\d+)[df]?\s*\)/g,
      digits(String.raw`\babs\([^\n]{0,200}\)\s*<=?\s*`),
    ],
    looser: (before, now) => now > before,
  },
  {
    limit: "time",
    patterns: [
      digits(String.raw`\btimeout(?:Ms|_ms|_seconds)?\s*[=:(]\s*`),
      digits(String.raw`\bsetTimeout\(\s*`, String.raw`\s*\)`),
      digits(String.raw`@Timeout\(\s*`),
    ],
    looser: (before, now) => now > before,
  },
];

/** Only what was there before and reads otherwise now; a new limit loosens nothing. */
function limits({ path, added, removed }: Edit): Weakening[] {
  return LIMITS.flatMap(({ limit, patterns, looser }) => {
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

const SNAPSHOT =
  /(^|\/)(__snapshots__|__image_snapshots__|snapshots)\/|\.(snap|ambr|golden|approved\.\w+)$|(^|\/)(golden|goldens)\//;
const INLINE_SNAPSHOT = /\btoMatchInlineSnapshot\(|\bassert_snapshot!|\bexpect!\[/;

/** A new one is a new test's own matter. */
function isEditedSnapshot({ path, kind, removed }: Edit): boolean {
  if (SNAPSHOT.test(path)) return kind !== "added";
  return isTestPath(path) && count(removed, INLINE_SNAPSHOT) > 0;
}

const RUNS =
  /(^|\/)(package\.json|GNUmakefile|[Mm]akefile|tox\.ini|noxfile\.py|setup\.cfg|pyproject\.toml|justfile)$|\.sh$/;
const LENIENT =
  /--?(?:passWithNoTests|pass-with-no-tests|updateSnapshot|update-snapshots?|snapshot-update|ci=false|bail=false|no-fail|exit-zero|forceExit|allow-empty|deselect)\b|\b(?:jest|vitest|ava|tap)\b[^"\n]{0,200} -u\b|\|\| *(?:true|:)(?:\W|$)|; *(?:exit 0|true)\W*$|\bcontinue-on-error\b/;

function lenient({ path, added }: Edit): Weakening[] {
  const found = RUNS.test(path)
    ? added.map((line) => LENIENT.exec(line)?.[0]).find((each) => each !== undefined)
    : undefined;
  return found === undefined ? [] : [{ kind: "lenient-script", path, flag: found.trim() }];
}

const SILENCED =
  /\beslint-disable\b|\bbiome[-]ignore\b|@ts-(?:ignore|nocheck|expect-error)\b|#\s*(?:type:\s*ignore|noqa|pylint:\s*disable|pragma:\s*no cover)\b|#!?\[allow\(|\/\/\s*nolint\b|@SuppressWarnings\b|\b(?:istanbul|c8|v8) ignore\b/;

function silenced({ path, added, removed }: Edit): Weakening[] {
  const gained = count(added, SILENCED) - count(removed, SILENCED);
  return gained > 0 ? [{ kind: "silenced-checker", path }] : [];
}

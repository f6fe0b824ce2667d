// Splits a patch into its tests and its code, each a patch of its own, so that either can run without the other.
import { type Change, isFileMode, joined, type Patch, restrictedTo } from "../../../src/domain/patch.ts";
import { inlineTestsOf, isCodePath, isSnapshotPath, isTestPath } from "../../toolchains/paths.ts";
import { utf8OrNull } from "../../workspace/tree-view.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { replacing } from "../measure/whole-file.ts";
import { LONGEST_FILE_BYTES } from "./code-lines.ts";
import { followed } from "./follow.ts";
import { areRunIn, lineAt, withTestsOf } from "./inline.ts";

export type Parts = {
  /** Files in which tests, or what they expect, were added, changed or deleted. */
  touched: string[];
  /** Those of them with tests that are still there. */
  files: string[];
  /** The new and changed tests on the old code; empty where there are none. */
  tests: Uint8Array;
  /** The new code with the old tests; empty where only tests are changed. */
  code: Uint8Array;
  /** The old tests that are told there where the code is that the change moved. */
  followed: string[];
  /** Whether a file belongs to the tests, by its name or by what was found. */
  isTest(path: string): boolean;
  /** Whether a line of the head, counted from 1, stands among the tests of a file of code. */
  isInlineTest(file: string, line: number): boolean;
};

/** `unnamed`: files that belong to the tests although their names do not say so. Tests have files of their own. In some languages they also stand in a file of code, whose name does not show it. */
export async function partsOf(
  patch: Patch,
  { contents, view }: Pick<Workspace, "contents" | "view">,
  unnamed: ReadonlySet<string> = new Set(),
): Promise<Parts> {
  const isTest = (path: string) => isTestPath(path) || unnamed.has(path);
  const own = patch.changes.filter(({ path }) => isTest(path));
  // What a test expects is a part of it, wherever it stands.
  const expected = patch.changes.filter(
    ({ path }) => (isSnapshotPath(path) || isTestData(path)) && !isTest(path),
  );
  const candidates = patch.changes.filter((change) => mayHoldBoth(change) && !isTest(change.path));
  const heads = candidates.length === 0 ? [] : await contents(patch);
  const areRun = areRunIn(view);
  const read = candidates.map(async ({ path }) => {
    if (!(await areRun(path))) return null;
    const content = heads.find((each) => each.path === path)?.content ?? null;
    const head = content === null ? null : utf8OrNull(content);
    return head === null ? null : inlineOf(path, await view.read(path), head);
  });
  const inline = (await Promise.all(read)).filter((each) => each !== null);
  const mixed = new Set(inline.map(({ path }) => path));
  const tested = inline.filter(({ changesTests }) => changesTests).map(({ path }) => path);
  const files = own.filter(({ kind }) => kind !== "deleted").map(({ path }) => path);
  const others = patch.changes.filter((change) => {
    return !isTest(change.path) && !mixed.has(change.path) && !expected.includes(change);
  });
  const there = expected.filter(({ kind }) => kind !== "deleted").map(({ path }) => path);
  const paths = others.map(({ path }) => path);
  const told = paths.length === 0 ? [] : await followedIn(patch, view);
  return {
    isTest,
    touched: [...own, ...expected].map(({ path }) => path).concat(tested),
    files: [...files, ...tested],
    tests: joined([
      restrictedTo(patch, [...files, ...there]),
      ...inline.map(({ tests }) => Buffer.from(tests)),
    ]),
    code: joined([
      restrictedTo(patch, paths),
      ...inline.map(({ code }) => Buffer.from(code)),
      ...told.map(({ section }) => Buffer.from(section)),
    ]),
    followed: told.map(({ path }) => path),
    isInlineTest: (file, line) =>
      inline.some(
        (each) => each.path === file && each.lines.some(({ from, to }) => line >= from && line < to),
      ),
  };
}

async function followedIn(
  { changes }: Patch,
  view: Pick<Workspace["view"], "read">,
): Promise<{ path: string; section: string }[]> {
  const paths = changes.flatMap(({ path, kind, mode, previousMode }) =>
    isTestPath(path) && kind !== "added" && PLAIN.test(path) && [mode, previousMode].every(isPlainMode)
      ? [path]
      : [],
  );
  const texts = new Map<string, string | null>();
  for (const path of paths) texts.set(path, await view.read(path));
  return followed(changes, (path) => texts.get(path) ?? null).flatMap(({ path, text }) => {
    const old = texts.get(path) ?? "";
    return old.includes("\r") ? [] : [{ path, section: replacing(path, old, text) }];
  });
}

function isPlainMode(mode: Change["mode"]): boolean {
  return mode === "100644" || mode === "000000";
}

/** What tests read stands in folders of such names, also outside of those of the tests. */
const TEST_DATA =
  /(^|\/)(?:fixtures?|__fixtures__|test[-_]?data|samples?|examples?|goldens?|expected|cases)\//i;

function isTestData(path: string): boolean {
  return TEST_DATA.test(path) && !isCodePath(path);
}

/** Such a name needs no quoting in a patch. */
const PLAIN = /^[\w./-]+$/;

function mayHoldBoth({ kind, path, mode, bytes }: Change): boolean {
  const isCode = inlineTestsOf(path) !== null && !isTestPath(path) && bytes <= LONGEST_FILE_BYTES;
  return isFileMode(mode) && kind === "modified" && isCode && PLAIN.test(path);
}

type Inline = {
  path: string;
  changesTests: boolean;
  tests: string;
  code: string;
  /** Lines of the head, counted from 1. */
  lines: readonly { from: number; to: number }[];
};

/** Null where the file holds tests neither before nor after the change. */
function inlineOf(path: string, base: string | null, head: string): Inline | null {
  const places = inlineTestsOf(path)?.places;
  if (base === null || places === undefined) return null;
  const [before, after] = [
    { text: base, places: places(base) },
    { text: head, places: places(head) },
  ];
  const [tests, code] = [withTestsOf(before, after), withTestsOf(after, before)];
  if (![...before.places, ...after.places].some(({ isTest }) => isTest)) return null;
  return {
    path,
    changesTests: tests !== base,
    tests: replacing(path, base, tests),
    code: replacing(path, base, code),
    lines: after.places
      .filter(({ isTest }) => isTest)
      .map(({ from, to }) => ({ from: lineAt(head, from), to: lineAt(head, to) })),
  };
}

// Tests of the base that fail with the change as they were, and that the change altered: each with both of its versions.
import { brokenChecks } from "../../../src/domain/broken-checks.ts";
import type { CheckResult, TestResult } from "../../../src/domain/evidence.ts";
import type { Change, Patch } from "../../../src/domain/patch.ts";
import type { Announced, Rewritten } from "../../../src/domain/rewritten.ts";
import { holdsTitle, isOfTitle } from "../../../src/domain/test-name.ts";
import { isSnapshotPath } from "../../toolchains/paths.ts";
import type { TreeView } from "../../workspace/workspace.ts";
import type { Parts } from "../prove/parts.ts";
import { failsToLoad } from "../prove/sight.ts";
import { type Edit, editsIn } from "./edits.ts";

export type Comparing = {
  patch: Pick<Patch, "changes">;
  parts: Pick<Parts, "touched" | "isInlineTest">;
  base: CheckResult[];
  /** Null: the patch changes no test file. */
  baseTestsOnHead: CheckResult[] | null;
  announced: Announced;
  view: Pick<TreeView, "read">;
};

const MOST = 50;

/** At most 50. Empty where every failure comes from files that the change only adds. */
export async function rewrittenTests(comparing: Comparing): Promise<Rewritten[]> {
  const { base, baseTestsOnHead, announced } = comparing;
  const altered = await alteredFiles(comparing);
  if (altered.length === 0) return [];
  const found = brokenChecks(base, baseTestsOnHead ?? []).flatMap((after) => {
    const before = base.find(({ check }) => check.name === after.check.name);
    return contradicted(before?.tests ?? null, after, altered);
  });
  return found.slice(0, MOST).map((each) => ({ ...each, because: announcedFor(each, announced) }));
}

/** A test file of the base that the change altered or deleted. */
type Altered = { path: string; text: string; isGone: boolean; edits: Edit[] };

async function alteredFiles({ patch, parts, view }: Comparing): Promise<Altered[]> {
  const touched = patch.changes.filter(({ path, kind }) => kind !== "added" && parts.touched.includes(path));
  const files: Altered[] = [];
  for (const change of touched) {
    const text = (await view.read(change.path)) ?? "";
    files.push({ path: change.path, text, isGone: change.kind === "deleted", edits: ofTests(change, parts) });
  }
  return files;
}

/** Where a file holds code and tests, only the edits among its tests count. */
function ofTests(change: Change, { isInlineTest }: Comparing["parts"]): Edit[] {
  const edits = editsIn(change);
  const among = edits.filter(({ newFrom }) => isInlineTest(change.path, newFrom));
  return among.length > 0 ? among : edits;
}

type Found = Omit<Rewritten, "because">;

/** Where the base names no tests, any altered file may hold what fails. */
function contradicted(before: TestResult[] | null, after: CheckResult, altered: Altered[]): Found[] {
  const check = after.check.name;
  const passed = (before ?? []).filter(({ status }) => status === "passed");
  if (passed.length === 0)
    return altered.map((file) => ({ check, test: null, ...placeIn(file, null, undefined) }));
  const now = new Map((after.tests ?? []).map((test) => [test.name, test]));
  const unloaded = now.size === 0 || failsToLoad(after);
  return passed.flatMap((test) => {
    const result = now.get(test.name);
    if (result === undefined ? !unloaded : result.status !== "failed") return [];
    const file = fileOf(test, result, altered);
    if (file === null) return [];
    return [{ check, test: test.name, ...placeIn(file, test.name, result?.failedAt) }];
  });
}

/** A test that no report names any more failed with its file, if its file is an altered one. */
function fileOf(test: TestResult, result: TestResult | undefined, altered: Altered[]): Altered | null {
  const path = result?.file ?? test.file;
  const own = altered.find((file) => file.path === path);
  if (own !== undefined || result === undefined) return own ?? null;
  // Its own file is as it was, or nobody knows which it is: what it stands on was altered.
  return altered.find(({ text }) => holdsTitle(text, test.name)) ?? altered[0] ?? null;
}

const MOST_LINES = 12;

/** The edit nearest to where it failed, or else the first one behind its title. A long one is shown from there on. */
function placeIn({ path, text, isGone, edits }: Altered, name: string | null, failedAt: number | undefined) {
  const title = name === null ? 0 : lineOf(text.split("\n"), name);
  const edit = failedAt === undefined ? behind(edits, title) : nearestTo(edits, failedAt);
  if (edit === undefined) return { file: path, line: 1, was: [], now: [] };
  const { oldFrom, newFrom, was, now } = edit;
  const old = was.length > MOST_LINES ? Math.max(0, (failedAt ?? title) - oldFrom) : 0;
  const fresh = now.length > MOST_LINES && name !== null ? Math.max(0, lineOf(now, name) - 1) : 0;
  const line = isGone ? oldFrom + old : newFrom + fresh;
  return { file: path, line, was: shown(was.slice(old)), now: shown(now.slice(fresh)) };
}

/** 1-based; 0 where no line holds the title. */
function lineOf(lines: string[], name: string): number {
  return lines.findIndex((line) => holdsTitle(line, name)) + 1;
}

function nearestTo(edits: Edit[], line: number): Edit | undefined {
  const distance = ({ oldFrom, was }: Edit) =>
    Math.max(oldFrom - line, line - (oldFrom + Math.max(0, was.length - 1)), 0);
  return edits.toSorted((a, b) => distance(a) - distance(b))[0];
}

function behind(edits: Edit[], line: number): Edit | undefined {
  return edits.find(({ oldFrom, was }) => oldFrom + was.length > line) ?? edits.at(-1);
}

function shown(lines: string[]): string[] {
  return lines.slice(0, MOST_LINES).map((line) => line.trim());
}

/** The snapshot of a test has a file of its own, and only the test's is announced. */
function announcedFor({ test, file }: Found, announced: Announced): string | null {
  const isIt = ({ test: title }: Announced[number]) => test !== null && isOfTitle(test, title);
  const said = announced.find((each) =>
    each.file === file ? test === null || isIt(each) : isSnapshotPath(file) && isIt(each),
  );
  return said?.because ?? null;
}

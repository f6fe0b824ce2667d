// Whether what a change brings is in anything that is built or run. Where no report tells, an error is written there.
import { type Check, type CheckResult, failedTests, type Mutant } from "../../../src/domain/evidence.ts";
import type { Ablation } from "../../../src/domain/experiment.ts";
import type { LineRange } from "../../../src/domain/line-range.ts";
import type { NotRun } from "../../../src/domain/not-run.ts";
import { isFileMode } from "../../../src/domain/patch.ts";
import { holdsTitle } from "../../../src/domain/test-name.ts";
import { builtBy } from "../../toolchains/building.ts";
import { isCodePath, isSnapshotPath } from "../../toolchains/paths.ts";
import { utf8OrNull } from "../../workspace/tree-view.ts";
import type { TreeView, Workspace } from "../../workspace/workspace.ts";
import { headWith } from "../measure/arm.ts";
import { type Arms, checksOn, testsOf, withBuilds } from "../measure/arms.ts";
import { timeOf } from "../measure/check.ts";
import type { Parts } from "../prove/parts.ts";
import type { Covered } from "./coverage.ts";
import { type Spoilt, spoiltCode, spoiltTests, withErrors } from "./spoil.ts";

export type Looking = Arms & {
  workspace: Pick<Workspace, "contents" | "view">;
  head: CheckResult[];
  parts: Parts;
  ablations: Ablation[];
  covered: Covered;
  mutants: Mutant[];
};

/** Single places are tried only where all of them together are noticed, and only so many. */
const MOST_ALONE = 3;
const LEAST_MS = 60_000;
const MOST_SHARE = 3;

/** What no check notices an error in. What there was no time to try is left out. */
export async function whatDidNotRun(looking: Looking): Promise<NotRun[]> {
  const { project, patch, parts, workspace, head } = looking;
  const contents = new Map((await workspace.contents(patch)).map(({ path, content }) => [path, content]));
  const textOf = (path: string) => utf8OrNull(contents.get(path) ?? new Uint8Array(0)) ?? "";
  const regular = new Set(patch.changes.flatMap(({ path, mode }) => (isFileMode(mode) ? [path] : [])));
  const files = parts.files.filter((path) => regular.has(path) && mayHoldTests(path, parts));
  const unnamed = files.filter((path) => !isNamed(path, textOf(path), head));
  const code = patch.changes.filter(({ path }) => regular.has(path) && !parts.isTest(path));
  const places = code
    .flatMap((change) => spoiltCode(change, textOf(change.path)))
    .filter(({ place }) => !parts.isInlineTest(place.file, place.from) && !isKnown(place, looking));
  const spent = { leftMs: Math.max(LEAST_MS, timeOf(head) * MOST_SHARE) };
  const search = (spoilt: Spoilt[], checks: Check[]) =>
    unnoticed(spoilt, (some) => isUnnoticed({ ...looking, textOf, checks, spent }, some));
  const tests = await search(
    unnamed.map((path) => spoiltTests(path, textOf(path))),
    withBuilds(project, testsOf(project)),
  );
  const lines = await search(places, project.checks);
  const tree = headView(workspace.view, contents);
  return [
    ...(await Promise.all(tests.map(({ path }) => testFile(path, tree)))),
    ...(await Promise.all(lines.map(({ path, place }) => codeLines(path, textOf(path), place, tree)))),
  ];
}

/** Code that tests only read as data is not run by them. */
const DATA = /(^|\/)(?:fixtures?|__fixtures__|testdata|samples?|resources)\//;

function mayHoldTests(path: string, { isTest }: Pick<Parts, "isTest">): boolean {
  return isTest(path) && isCodePath(path) && !isSnapshotPath(path) && !DATA.test(path);
}

/** The change may have altered manifests, too. */
function headView(view: TreeView, contents: ReadonlyMap<string, Uint8Array | null>): TreeView {
  return {
    ...view,
    paths: [...new Set([...view.paths, ...contents.keys()])],
    read: async (path) => {
      const content = contents.get(path);
      return content === undefined ? await view.read(path) : content && utf8OrNull(content);
    },
  };
}

/** A report names a test of this file. */
function isNamed(path: string, text: string, head: CheckResult[]): boolean {
  const tests = head.flatMap((result) => result.tests ?? []);
  return tests.some(({ file, name }) => (file === undefined ? holdsTitle(text, name) : file === path));
}

/** Something that was made otherwise there made a difference, or the coverage tool knows the lines. */
function isKnown({ file, from, to }: LineRange, { ablations, covered, mutants }: Looking): boolean {
  const meets = (other: LineRange) => other.file === file && other.from <= to && other.to >= from;
  const { coverage, ran } = covered;
  const missed = coverage.kind === "measured" ? coverage.missed : [];
  const lines = Array.from({ length: to - from + 1 }, (_, i) => `${file}:${from + i}`);
  return (
    ablations.some(({ place, ending }) => MADE_A_DIFFERENCE.has(ending) && meets(place)) ||
    mutants.some(({ line, ending, ...of }) => {
      return ending !== "survived" && of.file === file && line >= from && line <= to;
    }) ||
    missed.some(meets) ||
    lines.some((line) => ran?.has(line))
  );
}

const MADE_A_DIFFERENCE: ReadonlySet<Ablation["ending"]> = new Set(["noticed", "unclear", "unbuilt"]);

/** All at once first, which most often tells all. */
async function unnoticed(
  spoilt: Spoilt[],
  isUnnoticed: (some: Spoilt[]) => Promise<boolean>,
): Promise<Spoilt[]> {
  if (spoilt.length === 0) return [];
  if (await isUnnoticed(spoilt)) return spoilt;
  if (spoilt.length === 1) return [];
  const found: Spoilt[] = [];
  for (const one of spoilt.slice(0, MOST_ALONE)) if (await isUnnoticed([one])) found.push(one);
  return found;
}

type Trying = Arms & {
  workspace: Pick<Workspace, "view">;
  textOf(path: string): string;
  checks: Check[];
  head: CheckResult[];
  spent: { leftMs: number };
};

/** False where there was no time: then nobody knows. */
async function isUnnoticed(trying: Trying, spoilt: Spoilt[]): Promise<boolean> {
  const { patch, checks, head, textOf, spent } = trying;
  const before = head.filter(({ check }) => checks.some(({ name }) => name === check.name));
  if (before.length === 0 || timeOf(before) > spent.leftMs) return false;
  const files = [...withErrors(spoilt, textOf)].map(([path, content]) => ({ path, content }));
  const arm = await headWith(patch, trying.workspace.view, files);
  const results = await checksOn(trying, arm, checks, { needsBuilds: true });
  spent.leftMs -= timeOf(results);
  return before.every((plain) => {
    const result = results.find(({ check }) => check.name === plain.check.name);
    return result !== undefined && endsTheSame(plain, result);
  });
}

function endsTheSame(plain: CheckResult, now: CheckResult): boolean {
  const names = (result: CheckResult) => JSON.stringify(failedTests(result).toSorted());
  return plain.ending === now.ending && names(plain) === names(now) && count(plain) === count(now);
}

function count({ tests }: CheckResult): number {
  return (tests ?? []).length;
}

async function testFile(path: string, tree: TreeView): Promise<NotRun> {
  const { command } = await builtBy({ path, text: null, line: 1 }, tree);
  return { kind: "test-file", path, command };
}

async function codeLines(path: string, text: string, place: LineRange, tree: TreeView): Promise<NotRun> {
  const { condition, command } = await builtBy({ path, text, line: place.from }, tree);
  return { kind: "code", place, condition, command };
}

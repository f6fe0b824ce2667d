// The arms of a measurement: one tree each, with the checks that run on it, each in a fresh sandbox.
import type { Check, CheckResult } from "../../../src/domain/evidence.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import type { Sandbox } from "../../sandboxes/sandbox.ts";
import type { Project } from "../../toolchains/toolchain.ts";
import type { Parts } from "../prove/parts.ts";
import { type Arm, openArm } from "./arm.ts";
import { runEach } from "./check.ts";
import { repeated, type Steady } from "./flaky.ts";
import type { Memory } from "./memory.ts";
import { type FilesOf, narrowedTo } from "./narrow.ts";

export type Arms = {
  project: Project;
  patch: Patch;
  /** The baseline: every check on the untouched base. */
  base: CheckResult[];
  /** What may be spent on how good the tests are: whether they hold every time, what they run, what they notice. */
  qualityMs: number;
  /** Of this base, image and set-up. */
  memory: Memory;
  /** A fresh sandbox of the base with a patch applied. */
  open(patch: Uint8Array): Promise<Sandbox>;
  signal: AbortSignal;
};

type Running = {
  turn?: number;
  /** Nothing else runs where a build fails. */
  needsBuilds?: boolean;
};

/** What was measured of this very tree with these very checks is not measured again. */
export async function checksOn(
  { project, open, memory, signal }: Pick<Arms, "project" | "open" | "memory" | "signal">,
  arm: Arm,
  checks: Check[],
  { turn = 0, needsBuilds = false }: Running = {},
): Promise<CheckResult[]> {
  const asked = { arm, checks, turn };
  const known = memory.find(asked);
  if (known !== null) return known;
  const results = await runEach(() => openArm(open, arm), project, checks, signal, {
    needsBuilds,
    isBeside: true,
  });
  memory.keep(asked, results);
  return results;
}

type Repeating = {
  diff: Uint8Array;
  results: CheckResult[];
  alsoHolding: boolean;
  /** The test files that are repeated. */
  filesOf?: FilesOf;
};

/** The same results on the same tree, with every test marked that both passed and failed. */
export function repeatedOn(
  arms: Arms,
  { diff, results, alsoHolding, filesOf = () => null }: Repeating,
): Promise<Steady> {
  const { base, qualityMs } = arms;
  const turns = new Map<string, number>();
  const again = async (check: Check) => {
    const turn = (turns.get(check.name) ?? 0) + 1;
    turns.set(check.name, turn);
    const { project, checks } = narrowedTo(arms.project, withBuilds(arms.project, [check]), filesOf);
    const last = (await checksOn({ ...arms, project }, { diff, written: [] }, checks, { turn })).at(-1);
    if (last === undefined) throw new Error(`${check.name} was not run again`);
    return last;
  };
  return repeated({ base, results, alsoHolding, limitMs: qualityMs, again });
}

/** The base's tests on the new code; null where the change touches no test, or nothing but tests. */
export async function baseTestsOnHead(arms: Arms, { touched, code }: Parts): Promise<CheckResult[] | null> {
  const { project } = arms;
  const tests = testsOf(project);
  if (tests.length === 0 || touched.length === 0 || code.length === 0) return null;
  const results = await checksOn(arms, { diff: code, written: [] }, withBuilds(project, tests));
  return (await repeatedOn(arms, { diff: code, results, alsoHolding: false })).results;
}

/** The change's tests on the old code, as far as `filesOf` says; null where the change has none. */
export async function newTestsOnBase(
  arms: Arms,
  { files, tests }: Parts,
  filesOf: FilesOf,
): Promise<CheckResult[] | null> {
  const checks = testsOf(arms.project);
  if (checks.length === 0 || files.length === 0) return null;
  const narrowed = narrowedTo(arms.project, withBuilds(arms.project, checks), filesOf);
  const limited = narrowed.checks.map((check) => bounded(check, arms.base));
  return await checksOn({ ...arms, project: narrowed.project }, { diff: tests, written: [] }, limited);
}

const LEAST_LIMIT_MS = 2 * 60_000;
const ENDLESS = 5;

/** New tests may never end on the old code, which is often the bug itself: that costs minutes, not the whole limit. */
export function bounded(check: Check, base: CheckResult[]): Check {
  const plainMs = base.find((result) => result.check.name === check.name)?.durationMs ?? 0;
  const limitMs = Math.ceil(Math.max(LEAST_LIMIT_MS, plainMs * ENDLESS));
  return { ...check, timeoutMs: Math.min(check.timeoutMs, limitMs) };
}

export function testsOf({ checks }: Pick<Project, "checks">): Check[] {
  return checks.filter((check) => check.kind === "test");
}

/** Tests may run what a build has to make first. */
export function withBuilds({ testsBuild, checks }: Project, tests: Check[]): Check[] {
  if (testsBuild) return tests;
  return [...checks.filter((check) => check.kind === "build"), ...tests];
}

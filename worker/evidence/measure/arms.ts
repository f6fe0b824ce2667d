// The arms of a measurement: one tree each, with the checks that run on it, each in a fresh sandbox.
import type { Check, CheckResult } from "../../../src/domain/evidence.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import type { Sandbox } from "../../sandboxes/sandbox.ts";
import type { Project } from "../../toolchains/toolchain.ts";
import type { Parts } from "../prove/parts.ts";
import { inBackground } from "./background.ts";
import { runEach } from "./check.ts";
import { repeated, type Steady } from "./flaky.ts";

export type Arms = {
  project: Project;
  patch: Patch;
  /** The baseline: every check on the untouched base. */
  base: CheckResult[];
  /** What may be spent on how good the tests are: whether they hold every time, what they run, what they notice. */
  qualityMs: number;
  /** A fresh sandbox of the base with a patch applied. */
  open(patch: Uint8Array): Promise<Sandbox>;
  signal: AbortSignal;
};

export async function checksOn({ project, open, signal }: Arms, diff: Uint8Array, checks: Check[]) {
  return await runEach(() => open(diff), project, checks, signal);
}

type Repeating = { diff: Uint8Array; results: CheckResult[]; alsoHolding: boolean };

/** The same results on the same tree, with every test marked that both passed and failed. */
export function repeatedOn(arms: Arms, { diff, results, alsoHolding }: Repeating): Promise<Steady> {
  const { base, project, qualityMs } = arms;
  const again = async (check: Check) => {
    const last = (await checksOn(arms, diff, withBuilds(project, [check]))).at(-1);
    if (last === undefined) throw new Error(`${check.name} was not run again`);
    return last;
  };
  return repeated({ base, results, alsoHolding, limitMs: qualityMs, again });
}

/**
 * `onBase`: the patch's tests on the old code, whose files are `files`. `baseTestsOnHead`: the base's tests on the new
 * code. Null where there is nothing to run.
 */
export type OtherArms = {
  files: string[];
  onBase: CheckResult[] | null;
  baseTestsOnHead: CheckResult[] | null;
};

export const NO_OTHER_ARMS: OtherArms = { files: [], onBase: null, baseTestsOnHead: null };

/** Both run side by side, with tests only and what has to be built for them. */
export async function otherArms(arms: Arms, { touched, files, tests, code }: Parts): Promise<OtherArms> {
  const { project } = arms;
  const testChecks = testsOf(project);
  if (testChecks.length === 0 || touched.length === 0) return NO_OTHER_ARMS;
  const checks = withBuilds(project, testChecks);
  await using newTests = inBackground(arms.signal, async (signal) =>
    files.length === 0
      ? null
      : await checksOn(
          { ...arms, signal },
          tests,
          checks.map((check) => bounded(check, arms.base)),
        ),
  );
  const results = code.length === 0 ? null : await checksOn(arms, code, checks);
  const onBase = await newTests.result();
  if (results === null) return { files, onBase, baseTestsOnHead: null };
  const steady = await repeatedOn(arms, { diff: code, results, alsoHolding: false });
  return { files, onBase, baseTestsOnHead: steady.results };
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

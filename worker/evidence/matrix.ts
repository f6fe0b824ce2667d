// The evidence for a patch: its checks in fresh sandboxes, its tests against the old code, the old tests against the new.
import {
  brokenChecks,
  type Check,
  type CheckResult,
  type Evidence,
  failedTests,
  type Mutant,
} from "../../src/domain/evidence.ts";
import type { Patch } from "../../src/domain/patch.ts";
import type { Criterion } from "../../src/domain/spec.ts";
import type { Sandbox } from "../sandboxes/sandbox.ts";
import type { Project } from "../toolchains/toolchain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { inBackground } from "./measure/background.ts";
import { runChecks, timeOf } from "./measure/check.ts";
import { brokenEarly } from "./measure/early.ts";
import { type Parts, partsOf } from "./prove/parts.ts";
import { redGreen } from "./prove/red-green.ts";
import { type Claim, trace } from "./prove/trace.ts";
import { codeLines } from "./quality/code-lines.ts";
import { type Covered, cover, unmeasured } from "./quality/coverage.ts";
import { repeated, type Steady } from "./quality/flaky.ts";
import { chooseMutants } from "./quality/mutants.ts";
import { sampleMutants } from "./quality/sample-mutants.ts";
import { suspicions, weakenings } from "./scrutiny/tampering.ts";

export type Measurement = {
  project: Project;
  workspace: Pick<Workspace, "contents" | "view">;
  patch: Patch;
  /** The baseline: every check on the untouched base. */
  base: CheckResult[];
  criteria: Criterion[];
  /** Where to look for the proof of a criterion; looked up, never believed. */
  claims: Claim[];
  /** What may be spent on how good the tests are: whether they hold every time, what they run, what they notice. */
  qualityMs: number;
  /** A fresh sandbox of the base with a patch applied. */
  open(patch: Uint8Array): Promise<Sandbox>;
  signal: AbortSignal;
};

/**
 * The head, the old tests and the new tests run side by side. Where the head's own checks are broken, be it in the touched
 * packages alone, nothing else matters: the others are stopped. What holds has run whole.
 */
export async function measure(measurement: Measurement): Promise<Evidence> {
  const { patch, base, project, qualityMs } = measurement;
  const on = (diff: Uint8Array, checks: Check[]) => checksOn(measurement, diff, checks);
  const parts = await partsOf(patch, measurement.workspace);
  const early = await brokenEarly({ project, patch, base, on });
  if (early !== null)
    return evidenceOf({ ...measurement, base: early.base }, { ...early, ...NO_MORE, parts });
  await using others = inBackground(measurement.signal, (signal) =>
    otherRuns({ ...measurement, signal }, parts),
  );
  const results = await on(patch.diff, project.checks);
  const holds = brokenChecks(base, results).length === 0;
  if (!holds) await others[Symbol.asyncDispose]();
  const ran = holds ? await others.result() : null;
  const alsoHolding = holds && parts.touched.length > 0;
  const steady = await repeatedOn(measurement, { diff: patch.diff, results, alsoHolding });
  if (brokenChecks(base, steady.results).length > 0)
    return evidenceOf(measurement, { ...steady, ...NO_MORE, parts });
  // A head that only failed by luck had the others stopped.
  const tested = ran ?? (await otherRuns(measurement, parts));
  const leftMs = qualityMs - steady.spentMs;
  const quality = leftMs <= 0 ? null : await testQuality(measurement, { ...steady, leftMs, parts });
  return evidenceOf(measurement, { ...steady, tested, quality, parts });
}

type Ran = Omit<Steady, "spentMs"> & {
  parts: Parts;
  tested: OtherRuns;
  /** Null where there was no time for it. */
  quality: { covered: Covered; mutants: Mutant[] } | null;
};

/** The test files of the patch on the old code, and those of the base on the new; null where there is nothing to run. */
type OtherRuns = { files: string[]; onBase: CheckResult[] | null; baseTestsOnHead: CheckResult[] | null };

const NO_OTHERS: OtherRuns = { files: [], onBase: null, baseTestsOnHead: null };
const NO_MORE = { tested: NO_OTHERS, quality: null };

function evidenceOf({ patch, base, criteria, claims, project }: Measurement, ran: Ran): Evidence {
  const { results: head, flaky, parts, tested, quality } = ran;
  const { files, onBase, baseTestsOnHead } = tested;
  const known = new Set(base.flatMap(failedTests));
  const reds =
    onBase === null ? [] : testsOf(project).map(({ name }) => redGreen(name, files, { base, onBase, head }));
  const { covered, mutants } = quality ?? { covered: unmeasured("no-time"), mutants: [] };
  return {
    version: 1,
    baseSha: patch.baseSha,
    treeSha: patch.treeSha,
    base,
    head,
    baseTestsOnHead,
    redGreen: reds,
    flaky,
    coverage: covered.coverage,
    mutants,
    knownFailures: [...known],
    newFailures: head.flatMap(failedTests).filter((name) => !known.has(name)),
    proofs: trace(criteria, claims, { base, onBase, head }),
    testsChanged: parts.touched.length === 0 ? "none" : parts.code.length === 0 ? "alone" : "with-code",
    weakened: weakenings(patch, base, head),
    suspicions: suspicions(patch),
    leftOut: [],
  };
}

function testsOf({ checks }: Project): Check[] {
  return checks.filter((check) => check.kind === "test");
}

async function checksOn({ project, open, signal }: Measurement, patch: Uint8Array, checks: Check[]) {
  await using sandbox = await open(patch);
  return await runChecks(sandbox, project, checks, signal);
}

type Repeating = { diff: Uint8Array; results: CheckResult[]; alsoHolding: boolean };

function repeatedOn(measurement: Measurement, { diff, results, alsoHolding }: Repeating): Promise<Steady> {
  const { base, project, qualityMs } = measurement;
  const again = async (check: Check) => {
    const last = (await checksOn(measurement, diff, withBuilds(project, [check]))).at(-1);
    if (last === undefined) throw new Error(`${check.name} was not run again`);
    return last;
  };
  return repeated({ base, results, alsoHolding, limitMs: qualityMs, again });
}

/** Tests may run what a build has to make first. */
function withBuilds({ testsBuild, checks }: Project, tests: Check[]): Check[] {
  if (testsBuild) return tests;
  return [...checks.filter((check) => check.kind === "build"), ...tests];
}

async function otherRuns(measurement: Measurement, parts: Parts): Promise<OtherRuns> {
  const { project } = measurement;
  const { touched, files, code } = parts;
  const tests = testsOf(project);
  if (tests.length === 0 || touched.length === 0) return NO_OTHERS;
  const checks = withBuilds(project, tests);
  await using newTests = inBackground(measurement.signal, async (signal) =>
    files.length === 0 ? null : await checksOn({ ...measurement, signal }, parts.tests, checks),
  );
  const results = code.length === 0 ? null : await checksOn(measurement, code, checks);
  const onBase = await newTests.result();
  if (results === null) return { files, onBase, baseTestsOnHead: null };
  const steady = await repeatedOn(measurement, { diff: code, results, alsoHolding: false });
  return { files, onBase, baseTestsOnHead: steady.results };
}

type Holding = Steady & { leftMs: number; parts: Parts };

/** What the tests run of the change, and whether they would notice if it were otherwise. */
async function testQuality(measurement: Measurement, { results: head, flaky, leftMs, parts }: Holding) {
  const { project, patch, signal } = measurement;
  const open = () => measurement.open(patch.diff);
  const lines = codeLines(patch).filter(({ file, line }) => !parts.isInlineTest(file, line));
  const covered = await cover({ project, lines, head, leftMs, open, signal });
  const tests = testsOf(project);
  const { ran } = covered;
  const candidates = lines.filter(({ file, line }) => ran === null || ran.has(`${file}:${line}`));
  // A test run that fails by luck would seem to notice.
  if (tests.length === 0 || flaky.some(({ test }) => test === null)) return { covered, mutants: [] };
  const mutants = await sampleMutants({
    project,
    checks: withBuilds(project, tests),
    head,
    plainMs: timeOf(head.filter(({ check }) => check.kind !== "lint")),
    flaky,
    leftMs: leftMs - covered.spentMs,
    mutations: chooseMutants(candidates),
    open,
    signal,
  });
  return { covered, mutants };
}

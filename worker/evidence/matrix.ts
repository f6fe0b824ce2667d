// The evidence for a patch: its checks in fresh sandboxes, its tests against the old code, the old tests against the new.
import {
  brokenChecks,
  type Check,
  type CheckResult,
  type Evidence,
  failedTests,
} from "../../src/domain/evidence.ts";
import { isTestPath, type Patch } from "../../src/domain/patch.ts";
import type { Criterion } from "../../src/domain/spec.ts";
import type { Sandbox } from "../sandboxes/sandbox.ts";
import type { Project } from "../toolchains/toolchain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { codeLines } from "./changed-lines.ts";
import { runChecks, timeOf } from "./check.ts";
import { type Covered, cover, notCovered } from "./coverage.ts";
import { repeated, type Steady } from "./flaky.ts";
import { chooseMutants } from "./mutants.ts";
import { sampleMutants, unnoticed } from "./mutation.ts";
import { provesNothing, redGreen, weakReds } from "./red-green.ts";
import { suspicions } from "./tampering.ts";
import { type Claim, trace } from "./trace.ts";

export type Measurement = {
  project: Project;
  workspace: Pick<Workspace, "restrict">;
  patch: Patch;
  /** The baseline: every check on the untouched base. */
  base: CheckResult[];
  criteria: Criterion[];
  /** Where to look for the proof of a criterion; looked up, never believed. */
  claims: Claim[];
  /** What may be spent on how good the tests are: whether they hold every time, what they run, what they notice. */
  qualityMs: number;
  /** A fresh sandbox of the base with a patch applied. */
  open(patch: string): Promise<Sandbox>;
  signal: AbortSignal;
};

/** Stops after the head's own checks when those are broken: nothing else matters then. */
export async function measure(measurement: Measurement): Promise<Evidence> {
  const { patch, base } = measurement;
  const { results: head, flaky, spentMs } = await headOf(measurement);
  const broken = brokenChecks(base, head).length > 0;
  const tested = broken ? NOT_TESTED : await testMatrix(measurement, head);
  const leftMs = measurement.qualityMs - spentMs;
  const quality = broken || leftMs <= 0 ? null : await testQuality(measurement, { head, flaky, leftMs });
  const known = new Set(base.flatMap(failedTests));
  const traced = trace(measurement.criteria, measurement.claims, head);
  return {
    baseSha: patch.baseSha,
    treeSha: patch.treeSha,
    base,
    head,
    ...tested,
    flaky,
    coverage: quality?.covered.kind === "measured" ? quality.covered.coverage : null,
    mutants: quality?.mutants ?? [],
    knownFailures: [...known],
    newFailures: head.flatMap(failedTests).filter((name) => !known.has(name)),
    proofs: traced.proofs,
    notCovered: [
      ...traced.notCovered,
      ...tested.redGreen.flatMap(weakReds),
      ...(patch.changes.length > 0 && touchedTests(patch).length === 0
        ? ["No test was added or changed."]
        : []),
      ...notCovered(quality?.covered ?? NOT_COVERED),
      ...unnoticed(quality?.mutants ?? []),
    ],
    suspicions: [
      ...tested.redGreen.flatMap(provesNothing),
      ...againstBaseTests(base, tested.baseTestsOnHead ?? []),
      ...suspicions(patch, base, head),
    ],
  };
}

const NOT_TESTED: Pick<Evidence, "redGreen" | "baseTestsOnHead"> = { redGreen: [], baseTestsOnHead: null };
const NOT_COVERED: Covered = { kind: "unmeasured", because: "there was no time for it", spentMs: 0 };

async function headOf(measurement: Measurement): Promise<Steady> {
  const { patch, base, qualityMs, project } = measurement;
  const results = await checksOn(measurement, patch.text, project.checks);
  const alsoHolding = brokenChecks(base, results).length === 0 && touchedTests(patch).length > 0;
  return await repeated({
    base,
    results,
    alsoHolding,
    limitMs: qualityMs,
    again: (check) => again(measurement, patch.text, check),
  });
}

function touchedTests({ changes }: Patch) {
  return changes.filter((change) => isTestPath(change.path));
}

async function checksOn({ project, open, signal }: Measurement, patch: string, checks: Check[]) {
  await using sandbox = await open(patch);
  return await runChecks(sandbox, project, checks, signal);
}

async function again(measurement: Measurement, patch: string, check: Check): Promise<CheckResult> {
  const results = await checksOn(measurement, patch, withBuilds(measurement.project, [check]));
  const last = results.at(-1);
  if (last === undefined) throw new Error(`${check.name} was not run again`);
  return last;
}

/** These build what they test by themselves. */
const BUILDING = ["c", "go", "java", "rust"];

/** Tests may run what a build has to make first. */
function withBuilds({ toolchain, checks }: Project, tests: Check[]): Check[] {
  if (BUILDING.includes(toolchain)) return tests;
  return [...checks.filter((check) => check.kind === "build"), ...tests];
}

async function testMatrix(measurement: Measurement, head: CheckResult[]): Promise<typeof NOT_TESTED> {
  const { patch, workspace, project, base } = measurement;
  const tests = project.checks.filter((check) => check.kind === "test");
  const touched = touchedTests(patch);
  if (tests.length === 0 || touched.length === 0) return NOT_TESTED;
  const checks = withBuilds(project, tests);
  const baseTestsOnHead = await testsOfBase(measurement, checks);
  const files = touched.filter((change) => change.kind !== "deleted").map((change) => change.path);
  if (files.length === 0) return { redGreen: [], baseTestsOnHead };
  const onBase = await checksOn(measurement, workspace.restrict(patch, files), checks);
  return {
    redGreen: tests.map((check) => redGreen(check.name, files, { base, onBase, head })),
    baseTestsOnHead,
  };
}

async function testsOfBase(measurement: Measurement, checks: Check[]): Promise<CheckResult[] | null> {
  const { patch, workspace, base, qualityMs } = measurement;
  const others = patch.changes.filter((change) => !isTestPath(change.path)).map((change) => change.path);
  const codeOnly = workspace.restrict(patch, others);
  if (codeOnly === "") return null;
  const results = await checksOn(measurement, codeOnly, checks);
  const rerun = (check: Check) => again(measurement, codeOnly, check);
  return (await repeated({ base, results, alsoHolding: false, limitMs: qualityMs, again: rerun })).results;
}

type Steadied = { head: CheckResult[]; flaky: Steady["flaky"]; leftMs: number };

/** What the tests run of the change, and whether they would notice if it were otherwise. */
async function testQuality(measurement: Measurement, { head, flaky, leftMs }: Steadied) {
  const { project, patch, signal } = measurement;
  const open = () => measurement.open(patch.text);
  const lines = codeLines(patch);
  const covered = await cover({ project, lines, head, leftMs, open, signal });
  const tests = project.checks.filter((check) => check.kind === "test");
  const ran = covered.kind === "measured" ? covered.ran : null;
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

/** The change may be right and its tests rewritten for it: a person has to say so. */
function againstBaseTests(base: CheckResult[], baseTestsOnHead: CheckResult[]): string[] {
  return brokenChecks(base, baseTestsOnHead).map(
    ({ check }) => `The base's own tests fail against the new code (\`${check.name}\`).`,
  );
}

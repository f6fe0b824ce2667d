// The evidence for a patch: its checks in fresh sandboxes, its tests against the old code, the old tests against the new.
import {
  brokenChecks,
  type CheckResult,
  type Evidence,
  failedTests,
  type RedGreen,
} from "../../src/domain/evidence.ts";
import { isTestPath, type Patch } from "../../src/domain/patch.ts";
import type { Criterion } from "../../src/domain/spec.ts";
import type { Sandbox } from "../sandboxes/sandbox.ts";
import type { Project } from "../toolchains/toolchain.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { runChecks } from "./check.ts";
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
  /** A fresh sandbox of the base with a patch applied. */
  open(patch: string): Promise<Sandbox>;
  signal: AbortSignal;
};

/** Stops after the head's own checks when those are broken: nothing else matters then. */
export async function measure(measurement: Measurement): Promise<Evidence> {
  const { patch, base } = measurement;
  const head = await checksOn(measurement, patch.text, measurement.project.checks);
  const broken = brokenChecks(base, head).length > 0;
  const tested = broken ? null : await testMatrix(measurement, head);
  const known = new Set(base.flatMap(failedTests));
  const traced = trace(measurement.criteria, measurement.claims, head);
  return {
    baseSha: patch.baseSha,
    treeSha: patch.treeSha,
    base,
    head,
    baseTestsOnHead: tested?.baseTestsOnHead ?? null,
    redGreen: tested === null ? [] : tested.redGreen,
    knownFailures: [...known],
    newFailures: head.flatMap(failedTests).filter((name) => !known.has(name)),
    proofs: traced.proofs,
    notCovered: [...traced.notCovered, ...unmeasured(patch)],
    suspicions: [
      ...(tested?.redGreen ?? []).flatMap(provesNothing),
      ...againstBaseTests(base, tested?.baseTestsOnHead ?? []),
      ...suspicions(patch, base, head),
    ],
  };
}

async function checksOn({ project, open, signal }: Measurement, patch: string, checks: Project["checks"]) {
  await using sandbox = await open(patch);
  return await runChecks(sandbox, project, checks, signal);
}

async function testMatrix(measurement: Measurement, head: CheckResult[]) {
  const { patch, workspace, project } = measurement;
  const tests = project.checks.filter((check) => check.kind === "test");
  const touched = patch.changes.filter((change) => isTestPath(change.path));
  if (tests.length === 0 || touched.length === 0) return { redGreen: [], baseTestsOnHead: null };
  const others = patch.changes.filter((change) => !isTestPath(change.path)).map((change) => change.path);
  const codeOnly = workspace.restrict(patch, others);
  const baseTestsOnHead = codeOnly === "" ? null : await checksOn(measurement, codeOnly, tests);
  const files = touched.filter((change) => change.kind !== "deleted").map((change) => change.path);
  if (files.length === 0) return { redGreen: [], baseTestsOnHead };
  const onBase = await checksOn(measurement, workspace.restrict(patch, files), tests);
  const sides = { base: measurement.base, onBase, head };
  return { redGreen: tests.map((check) => redGreen(check.name, files, sides)), baseTestsOnHead };
}

type Sides = { base: CheckResult[]; onBase: CheckResult[]; head: CheckResult[] };

/** Red counts only where it is new: a test that already failed before the patch proves nothing. */
function redGreen(check: string, files: string[], sides: Sides): RedGreen {
  const [before, red, green] = [sides.base, sides.onBase, sides.head].map((results) =>
    results.find((result) => result.check.name === check),
  );
  const known = new Set(before === undefined ? [] : failedTests(before));
  const newlyRed = red === undefined ? [] : failedTests(red).filter((name) => !known.has(name));
  const passing = new Set(
    (green?.tests ?? []).filter((test) => test.status === "passed").map((test) => test.name),
  );
  const byName = red?.tests !== null && before?.tests !== null;
  const stillPasses =
    red?.ending === "passed" || (byName && newlyRed.length === 0 && red?.ending === before?.ending);
  return {
    check,
    files,
    base: stillPasses ? "passed" : (red?.ending ?? "failed"),
    head: green === undefined ? "failed" : endingBut(known, green),
    turnedGreen: newlyRed.filter((name) => passing.has(name)),
  };
}

/** How a check ended but for the tests that failed before any change. */
function endingBut(known: Set<string>, result: CheckResult): CheckResult["ending"] {
  const failed = failedTests(result);
  const onlyKnown =
    result.ending === "failed" && failed.length > 0 && failed.every((name) => known.has(name));
  return onlyKnown ? "passed" : result.ending;
}

function provesNothing({ check, files, base }: RedGreen): string[] {
  if (base !== "passed") return [];
  const names = files.map((file) => `\`${file}\``).join(", ");
  return [
    `The new or changed tests in ${names} pass without the change (\`${check}\`), so they do not prove it.`,
  ];
}

/** The change may be right and its tests rewritten for it: a person has to say so. */
function againstBaseTests(base: CheckResult[], baseTestsOnHead: CheckResult[]): string[] {
  return brokenChecks(base, baseTestsOnHead).map(
    ({ check }) => `The base's own tests fail against the new code (\`${check.name}\`).`,
  );
}

function unmeasured(patch: Patch): string[] {
  const untested = patch.changes.length > 0 && !patch.changes.some((change) => isTestPath(change.path));
  return [
    ...(untested ? ["No test was added or changed."] : []),
    "How many of the changed lines the tests run was not measured.",
  ];
}

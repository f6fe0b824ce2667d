// The named checks alone, on a head in which some files read otherwise, and how long that may take.
import type { Check, CheckResult } from "../../../src/domain/evidence.ts";
import { headWith, type View, type Written } from "./arm.ts";
import { type Arms, checksOn, withBuilds } from "./arms.ts";
import { timeOf } from "./check.ts";
import { type FilesOf, narrowedTo } from "./narrow.ts";

export type NamedChecks = {
  arms: Pick<Arms, "project" | "patch" | "open" | "memory" | "signal">;
  view: View;
  /** The tests that are named for criteria run in these checks. */
  named: Check[];
  /** The test files that are enough to see the named tests of a check. */
  filesOf: FilesOf;
};

/** With the builds that they need; no test runs where a build fails. `limitMs`: of each check. */
export async function namedOn(
  { arms, view, named, filesOf }: NamedChecks,
  written: readonly Written[],
  limitMs: number,
): Promise<CheckResult[]> {
  const arm = await headWith(arms.patch, view, written);
  const { project, checks } = narrowedTo(arms.project, withBuilds(arms.project, named), filesOf);
  const limited = checks.map((check) => ({ ...check, timeoutMs: Math.min(check.timeoutMs, limitMs) }));
  return await checksOn({ ...arms, project }, arm, limited, { needsBuilds: true });
}

const LEAST_LIMIT_MS = 15_000;
/** A check that runs this many times as long as all of them did on the head is stopped. */
const ENDLESS = 3;

/** `plainMs`: what the checks took on the head. `leftMs`: of all runs together. `limitMs`: of a check. */
export type Allowance = { plainMs: number; leftMs: number; limitMs: number };

/** The same within an allowance; null: there is no time for it now. Until it has ended, what it took on the head is held back. */
export function namedWithin(
  checks: NamedChecks,
  written: readonly Written[],
  allowance: Allowance,
): Promise<CheckResult[]> | null {
  const { plainMs, limitMs } = allowance;
  if (allowance.leftMs < plainMs) return null;
  allowance.leftMs -= plainMs;
  return namedOn(checks, written, limitMs).then((results) => {
    allowance.leftMs += plainMs - timeOf(results);
    return results;
  });
}

export function allowanceOf(
  { arms, named }: NamedChecks,
  head: readonly CheckResult[],
  { mostShare, leastMs }: { mostShare: number; leastMs: number },
): Allowance {
  const plainMs = plainMsOf({ arms, named }, head);
  return { plainMs, leftMs: Math.max(leastMs, plainMs * mostShare), limitMs: limitFor(plainMs) };
}

/** Of a check, where one run of the named checks is all there is. */
export function limitOf(checks: NamedChecks, head: readonly CheckResult[]): number {
  return limitFor(plainMsOf(checks, head));
}

function plainMsOf({ arms, named }: Pick<NamedChecks, "arms" | "named">, head: readonly CheckResult[]) {
  const checks = withBuilds(arms.project, named);
  return timeOf(head.filter(({ check }) => checks.some(({ name }) => name === check.name)));
}

function limitFor(plainMs: number): number {
  return Math.ceil(Math.max(LEAST_LIMIT_MS, plainMs * ENDLESS));
}

// What a review changed, as tests and checks tell it: red on the change as people reviewed it, green on the change as it is now.
import { type CheckResult, failedTests } from "../../../src/domain/evidence.ts";
import { joined, type Patch, restrictedTo } from "../../../src/domain/patch.ts";
import type { Prover } from "../../../src/domain/proof.ts";
import { type Arms, checksOn, withBuilds } from "../measure/arms.ts";
import { proversOf } from "./trace.ts";

export type Reviewed = {
  /** The change as people reviewed it, on the same base. */
  before: Patch;
  patch: Patch;
  head: CheckResult[];
  /** Names of tests and checks, as the coder gives them for each thread. */
  named: string[];
  isTest(path: string): boolean;
};

/** The code of then runs with the tests of now. Nothing is run where no name means a test or a check that holds now. */
export async function mendedSince(
  arms: Pick<Arms, "project" | "open" | "memory" | "signal">,
  { before, patch, head, named, isTest }: Reviewed,
): Promise<Prover[]> {
  const claims = named.map((by) => ({ criterion: "", by }));
  const holding = proversOf(claims, head).filter((prover) => sightOf(prover, head) === "green");
  if (holding.length === 0) return [];
  const wanted = new Set(holding.map(({ check }) => check));
  const checks = arms.project.checks.filter(({ name }) => wanted.has(name));
  const diff = withTestsOf(patch, before, isTest);
  const then = await checksOn(arms, { diff, written: [] }, withBuilds(arms.project, checks));
  return holding.filter((prover) => sightOf(prover, then) === "red");
}

function withTestsOf(now: Patch, then: Patch, isTest: (path: string) => boolean): Uint8Array {
  const tests = now.changes.map(({ path }) => path).filter(isTest);
  const code = then.changes.map(({ path }) => path).filter((path) => !tests.includes(path));
  return joined([restrictedTo(now, tests), restrictedTo(then, code)]);
}

/** Null: it did not run, or both passed and failed. */
function sightOf(prover: Prover, results: CheckResult[]): "red" | "green" | null {
  const result = results.find(({ check }) => check.name === prover.check);
  if (result === undefined) return null;
  if (prover.kind === "check") return result.ending === "passed" ? "green" : "red";
  if (failedTests(result).includes(prover.test)) return "red";
  const passed = (result.tests ?? []).some(({ name, status }) => name === prover.test && status === "passed");
  return passed ? "green" : null;
}

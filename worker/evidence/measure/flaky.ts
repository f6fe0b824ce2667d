// Runs tests again on the same tree. A test that both passes and fails there is flaky: it counts neither for nor against a change.
import { brokenChecks } from "../../../src/domain/broken-checks.ts";
import { type Check, type CheckResult, type Flaky, failedTests } from "../../../src/domain/evidence.ts";
import { timeOf } from "./check.ts";

const MOST_REPEATS = 2;
/** Time for repeats where a check is broken, so that the coder is not sent to mend what works. */
export const BROKEN_MS = 5 * 60_000;
/** Time for repeats where every check holds: new or changed tests might hold by luck. */
export const HOLDING_MS = 60_000;

export type Repeats = {
  base: CheckResult[];
  results: CheckResult[];
  /** Checks that hold are repeated, too. */
  alsoHolding: boolean;
  /** What all repeats together may take. */
  limitMs: number;
  /** The same check on the same tree, in a fresh sandbox; where its command is another, with only some of its test files. */
  again(check: Check): Promise<CheckResult>;
};

/** `spentMs`: on repeating alone. */
export type Steady = { results: CheckResult[]; flaky: Flaky[]; spentMs: number };

/** The same results, with every test marked that both passed and failed. */
export async function repeated(repeats: Repeats): Promise<Steady> {
  const steady: Steady = { results: [], flaky: [], spentMs: 0 };
  for (const result of repeats.results) {
    const others = result.check.kind === "test" ? await runAgain(repeats, result, steady.spentMs) : [];
    const { result: one, flaky } = settled(result, others);
    steady.results.push(one);
    steady.flaky.push(...flaky);
    steady.spentMs += timeOf(others);
  }
  return steady;
}

async function runAgain(
  { base, alsoHolding, limitMs, again }: Repeats,
  result: CheckResult,
  spentMs: number,
) {
  const broken = isBroken(base, result);
  const mostMs = Math.min(broken ? BROKEN_MS : HOLDING_MS, limitMs - spentMs);
  const others: CheckResult[] = [];
  while (others.length < MOST_REPEATS && timeOf(others) + Math.max(1, result.durationMs) <= mostMs) {
    if (!(broken ? mayBeLuck(base, settled(result, others).result) : alsoHolding)) break;
    others.push(await again(result.check));
  }
  return others;
}

function isBroken(base: CheckResult[], result: CheckResult): boolean {
  return brokenChecks(base, [result]).length > 0;
}

/** A test that does not load fails every time. */
function mayBeLuck(base: CheckResult[], result: CheckResult): boolean {
  const failed = (result.tests ?? []).filter((test) => test.status === "failed");
  const loads = failed.length === 0 || failed.some((test) => test.failure !== "missing");
  return loads && isBroken(base, result);
}

type Settled = { result: CheckResult; flaky: Flaky[] };

/**
 * Several runs of one check on one tree as one result, which is always that of a whole run. A test that never passed stays
 * failed. A run of only some of its test files says something of those alone: where the whole fails and they pass, that is no luck.
 */
function settled(first: CheckResult, others: CheckResult[]): Settled {
  const runs = [first, ...others];
  const passed = new Set(runs.flatMap((run) => named(run, "passed")));
  const names = new Set(runs.flatMap(failedTests).filter((name) => passed.has(name)));
  const flaky = [...names].map((test) => counted(first.check.name, test, runs));
  const wholes = runs.filter(({ check }) => check.command === first.check.command);
  const stubborn = wholes.find((run) => isStubborn(run, names));
  if (stubborn !== undefined) return { result: marked(stubborn, names), flaky };
  const holding = wholes.find((run) => run.ending === "passed");
  const silent = wholes.find(isSilent);
  // It failed without naming a test, so no flaky one excuses it.
  if (holding === undefined) return { result: silent ?? marked(first, names), flaky };
  const parts = runs.filter((run) => !wholes.includes(run));
  const byLuck = silent !== undefined || parts.some((run) => isSilent(run) || isStubborn(run, names));
  if (!byLuck) return { result: marked(holding, names), flaky };
  return { result: marked(holding, names), flaky: [...flaky, counted(first.check.name, null, runs)] };
}

/** It failed without naming a test. */
function isSilent(run: CheckResult): boolean {
  return run.ending !== "passed" && failedTests(run).length === 0;
}

/** A test failed in it that passed in no run. */
function isStubborn(run: CheckResult, flaky: ReadonlySet<string>): boolean {
  return failedTests(run).some((name) => !flaky.has(name));
}

function counted(check: string, test: string | null, runs: CheckResult[]): Flaky {
  const failures = runs.filter((run) =>
    test === null ? run.ending !== "passed" : failedTests(run).includes(test),
  );
  return { check, test, runs: runs.length, failed: failures.length };
}

function named(run: CheckResult, status: "passed" | "failed"): string[] {
  return (run.tests ?? []).filter((test) => test.status === status).map((test) => test.name);
}

export function marked(run: CheckResult, names: Set<string>): CheckResult {
  if (names.size === 0 || run.tests === null) return run;
  const tests = run.tests.map((test) =>
    names.has(test.name) ? { name: test.name, status: "flaky" as const, message: test.message } : test,
  );
  return { ...run, tests };
}

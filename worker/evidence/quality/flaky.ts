// Runs tests again on the same tree: what both passes and fails there is flaky, and counts neither for nor against a change.
import {
  brokenChecks,
  type Check,
  type CheckResult,
  type Flaky,
  failedTests,
} from "../../../src/domain/evidence.ts";
import { timeOf } from "../measure/check.ts";

const MOST_REPEATS = 2;
/** What repeating may take where a check is broken: nobody shall be sent to mend what is not. */
export const BROKEN_MS = 5 * 60_000;
/** And where all holds, to see that new or changed tests do not hold by luck. */
export const HOLDING_MS = 60_000;

export type Repeats = {
  base: CheckResult[];
  results: CheckResult[];
  /** Repeat what holds, too. */
  alsoHolding: boolean;
  /** What may be spent on it in all. */
  limitMs: number;
  /** The same check on the same tree, in a fresh sandbox. */
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

/** What does not even load fails every time. */
function mayBeLuck(base: CheckResult[], result: CheckResult): boolean {
  const failed = (result.tests ?? []).filter((test) => test.status === "failed");
  const loads = failed.length === 0 || failed.some((test) => test.failure !== "missing");
  return loads && isBroken(base, result);
}

type Settled = { result: CheckResult; flaky: Flaky[] };

/** What several runs of one check on one tree say together: a failure that never passed stays one. */
function settled(first: CheckResult, others: CheckResult[]): Settled {
  const runs = [first, ...others];
  const passed = new Set(runs.flatMap((run) => named(run, "passed")));
  const names = new Set(runs.flatMap(failedTests).filter((name) => passed.has(name)));
  const flaky = [...names].map((test) => counted(first.check.name, test, runs));
  const stubborn = runs.find((run) => failedTests(run).some((name) => !names.has(name)));
  const silent = runs.find((run) => run.ending !== "passed" && failedTests(run).length === 0);
  const whole = runs.find((run) => run.ending === "passed");
  if (stubborn !== undefined) return { result: marked(stubborn, names), flaky };
  if (silent === undefined) return { result: marked(whole ?? first, names), flaky };
  // It failed without naming a test, so no flaky one excuses it.
  if (whole === undefined) return { result: silent, flaky };
  return { result: marked(whole, names), flaky: [...flaky, counted(first.check.name, null, runs)] };
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

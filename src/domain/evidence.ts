// What the harness measured. Nothing a model said is in here.

export type Diagnostic = {
  file: string | null;
  /** 1-based. */
  line: number | null;
  column: number | null;
  code: string | null;
  severity: "error" | "warning";
  message: string;
};

/** `missing`: nothing was compared, because it does not compile or load there, or uses a name that is not there. */
export type FailureKind = "assertion" | "exception" | "missing";

export type TestResult = {
  /** Unique within a check: file or suite and name, as the runner gives them. */
  name: string;
  /** `flaky`: it both passed and failed on one tree. */
  status: "passed" | "failed" | "skipped" | "flaky";
  /** The failure's text, shortened; null where it passed. */
  message: string | null;
  /** Absent where it did not fail, or where nobody can tell. */
  failure?: FailureKind;
};

/** A deterministic command with pass or fail. */
export type Check = {
  /** What a person calls it: `test`, `types`, `lint`, `build`. */
  name: string;
  command: string;
  kind: "build" | "test" | "lint";
  /** Milliseconds after which the check counts as failed. */
  timeoutMs: number;
};

export type CheckResult = {
  check: Check;
  ending: "passed" | "failed" | "timed-out";
  exitStatus: number | null;
  durationMs: number;
  /** The useful end of the output, already capped. */
  output: string;
  /** Bytes of output that were cut. */
  cutBytes: number;
  diagnostics: Diagnostic[];
  /** Null where no test report could be read from the output. */
  tests: TestResult[] | null;
};

/** New or changed tests, run on the base and on the head. */
export type RedGreen = {
  check: string;
  files: string[];
  /** What happened on the base with only the test files of the patch applied. */
  base: "failed" | "passed" | "timed-out";
  head: "failed" | "passed" | "timed-out";
  /** Tests by name: those that are new or turned from failed to passed. */
  turnedGreen: string[];
  /** What made it red on the base: by test, or one for the whole check where no test is named. */
  reds: Red[];
};

export type Red = {
  test: string | null;
  kind: FailureKind | "unknown";
  message: string | null;
};

/** Of the lines a change adds to code: those a coverage tool knows can run, and those that ran. */
export type Coverage = {
  /** The tool. */
  by: string;
  lines: number;
  ran: number;
  missed: { file: string; from: number; to: number }[];
  /** Changed files of code the tool says nothing of. */
  unloaded: string[];
};

/** A changed line made to read otherwise: `killed` where a test noticed, `unbuilt` where it did not build or load. */
export type Mutant = { file: string; line: number; now: string; ending: "killed" | "survived" | "unbuilt" };

/** What both passed and failed on the head: a test by name, or a whole check where it failed without naming one. */
export type Flaky = { check: string; test: string | null; runs: number; failed: number };

/**
 * What was named for a criterion, and how it went. `without`: how it went on the base with the new tests alone; `unseen`
 * where it did not run there.
 */
export type Proof = {
  criterion: string;
  by: string;
  exitStatus: number | null;
  holds: boolean;
  without: "red" | "green" | "unseen";
};

export type Evidence = {
  baseSha: string;
  /** The tree the patch makes; ties the evidence to exactly what is published. */
  treeSha: string;
  base: CheckResult[];
  head: CheckResult[];
  /** The base's test files against the new code; null where the patch changes no test file. */
  baseTestsOnHead: CheckResult[] | null;
  redGreen: RedGreen[];
  /** Counted neither for nor against the change. */
  flaky: Flaky[];
  /** Null where it was not measured; `notCovered` says why. */
  coverage: Coverage | null;
  /** A small sample. */
  mutants: Mutant[];
  /** Names of tests that already fail on the base: shown, never counted for or against us. */
  knownFailures: string[];
  /** Tests that passed on the base and fail on the head. */
  newFailures: string[];
  proofs: Proof[];
  notCovered: string[];
  /** Where the tests and checks ask for less than before: tests gone or skipped, assertions fewer, comparisons looser. */
  weakened: string[];
  /** What else a reader should look at twice: changed test settings, copied code, files nobody asked for. */
  suspicions: string[];
};

/** A check that fails on the head for no reason that was already there on the base. */
export function brokenChecks(base: CheckResult[], head: CheckResult[]): CheckResult[] {
  return head.filter((result) => {
    if (result.ending === "passed" || failsByLuck(result)) return false;
    const before = base.find((b) => b.check.name === result.check.name);
    if (before === undefined || before.ending === "passed") return true;
    return !sameFailures(before, result);
  });
}

function failsByLuck(result: CheckResult): boolean {
  const flaky = (result.tests ?? []).some((test) => test.status === "flaky");
  return result.ending === "failed" && flaky && failedTests(result).length === 0;
}

/** Every failing test (or, without a test report, every error) of `after` was already failing in `before`. */
function sameFailures(before: CheckResult, after: CheckResult): boolean {
  if (after.ending === "timed-out") return before.ending === "timed-out";
  if (before.tests !== null && after.tests !== null) {
    const known = new Set(failedTests(before));
    const failed = failedTests(after);
    return failed.length > 0 && failed.every((name) => known.has(name));
  }
  if (before.tests !== null) return false;
  const known = new Set(before.diagnostics.map(diagnosticKey));
  return after.diagnostics.length > 0 && after.diagnostics.every((d) => known.has(diagnosticKey(d)));
}

export function failedTests(result: CheckResult): string[] {
  return (result.tests ?? []).filter((test) => test.status === "failed").map((test) => test.name);
}

/** Line numbers move when code above changes, so they are not part of what makes two diagnostics the same. */
export function diagnosticKey(diagnostic: Diagnostic): string {
  return [diagnostic.file, diagnostic.code, diagnostic.message].join("|");
}

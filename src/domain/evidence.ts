// What the harness measured, and what it read from the patch. Nothing in it is a model's word, except `leftOut`.
import { z } from "zod";
import { Dependency } from "./dependency.ts";
import { Ablation, Control, Placebo } from "./experiment.ts";
import { LineRange } from "./line-range.ts";
import { NotRun } from "./not-run.ts";
import { Proof, Prover, Telltale } from "./proof.ts";
import { Place, Suspicion, Weakening } from "./remark.ts";
import { Renamed, Unsteady } from "./renamed.ts";
import { ReportFault } from "./report-fault.ts";
import { Rewritten } from "./rewritten.ts";

export const Diagnostic = z.object({
  file: z.string().nullable(),
  /** 1-based. */
  line: z.int().nullable(),
  column: z.int().nullable(),
  code: z.string().nullable(),
  severity: z.enum(["error", "warning"]),
  message: z.string(),
});
export type Diagnostic = z.infer<typeof Diagnostic>;

/**
 * `missing`: nothing was compared, because it does not compile or load there, or uses a name that is not there.
 * `timeout`: the runner ended the test after its own time limit.
 */
export const FailureKind = z.enum(["assertion", "exception", "missing", "timeout"]);
export type FailureKind = z.infer<typeof FailureKind>;

export const TestResult = z.object({
  /** Unique within a check: file or suite and name, as the runner gives them. */
  name: z.string(),
  /** `flaky`: it both passed and failed on one tree. */
  status: z.enum(["passed", "failed", "skipped", "flaky"]),
  /** The failure's text, shortened; null where it passed. */
  message: z.string().nullable(),
  /** Absent where it did not fail, or where nobody can tell. */
  failure: FailureKind.optional(),
  /** The path of its file in the repository. Absent where the runner does not say it. */
  file: z.string().optional(),
  /** 1-based line of `file` at which it failed. Absent where the runner does not say it. */
  failedAt: z.int().optional(),
});
export type TestResult = z.infer<typeof TestResult>;

/** A deterministic command with pass or fail. */
export const Check = z.object({
  /** What a person calls it: `test`, `types`, `lint`, `build`. */
  name: z.string(),
  command: z.string(),
  kind: z.enum(["build", "test", "lint"]),
  /** Milliseconds after which the check counts as failed. */
  timeoutMs: z.number(),
});
export type Check = z.infer<typeof Check>;

export const CheckEnding = z.enum(["passed", "failed", "timed-out"]);

export const CheckResult = z.object({
  check: Check,
  ending: CheckEnding,
  exitStatus: z.int().nullable(),
  durationMs: z.number(),
  /** The last lines of the output, already capped. */
  output: z.string(),
  /** Bytes of output that were cut. */
  cutBytes: z.int(),
  diagnostics: z.array(Diagnostic),
  /** Null where no test report could be read from the output. */
  tests: z.array(TestResult).nullable(),
  /** Why the report proves nothing; absent where nothing is wrong with it. */
  reportFault: ReportFault.optional(),
});
export type CheckResult = z.infer<typeof CheckResult>;

export const Red = z.object({
  test: z.string().nullable(),
  kind: z.enum([...FailureKind.options, "unknown"]),
  message: z.string().nullable(),
});
export type Red = z.infer<typeof Red>;

/** New or changed tests, run on the base and on the head. */
export const RedGreen = z.object({
  check: z.string(),
  files: z.array(z.string()),
  /** What happened on the base with only the test files of the patch applied. */
  base: CheckEnding,
  head: CheckEnding,
  /** Tests by name: those that are new or turned from failed to passed. */
  turnedGreen: z.array(z.string()),
  /** What made it red on the base: by test, or one for the whole check where no test is named. */
  reds: z.array(Red),
  /** Why the report of either run proves nothing. Then nobody knows how these tests ended without the change. */
  reportFault: ReportFault.optional(),
  /** Whether a report named a test of these files on the base. Otherwise nobody knows that they ran there. */
  seen: z.boolean(),
});
export type RedGreen = z.infer<typeof RedGreen>;

/** Why nobody knows which changed lines the tests run. */
export const CoverageGap = z.enum([
  "no-code-added",
  "no-tool",
  "no-time",
  "too-slow",
  /** The checks ended otherwise while they were watched. */
  "ended-otherwise",
  "report-too-long",
  /** The tool's report names no changed file. */
  "nothing-reported",
]);
export type CoverageGap = z.infer<typeof CoverageGap>;

/** The lines a change adds to code: those a coverage tool knows can run, and those that ran. */
export const Coverage = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("measured"),
    /** The tool. */
    by: z.string(),
    lines: z.int(),
    ran: z.int(),
    missed: z.array(LineRange),
    /** Changed files of code the tool says nothing about. */
    unloaded: z.array(z.string()),
  }),
  z.object({ kind: z.literal("unmeasured"), why: CoverageGap }),
]);
export type Coverage = z.infer<typeof Coverage>;

/** A changed line made to read otherwise: `killed` where a test noticed, `unbuilt` where it did not build or load. */
export const Mutant = z.object({
  file: z.string(),
  line: z.int(),
  now: z.string(),
  ending: z.enum(["killed", "survived", "unbuilt"]),
});
export type Mutant = z.infer<typeof Mutant>;

/** What both passed and failed on the head: a test by name, or a whole check where it failed without naming one. */
export const Flaky = z.object({
  check: z.string(),
  test: z.string().nullable(),
  runs: z.int(),
  failed: z.int(),
});
export type Flaky = z.infer<typeof Flaky>;

/** Kept as `evidence.json`; `version` changes when an older one no longer reads as it is. */
export const Evidence = z.object({
  version: z.literal(2),
  baseSha: z.string(),
  /** The tree the patch makes; ties the evidence to exactly what is published. */
  treeSha: z.string(),
  base: z.array(CheckResult),
  head: z.array(CheckResult),
  /** The base's test files against the new code; null where the patch changes no test file. */
  baseTestsOnHead: z.array(CheckResult).nullable(),
  redGreen: z.array(RedGreen),
  /** Counted neither for nor against the change. */
  flaky: z.array(Flaky),
  coverage: Coverage,
  /** A small sample. */
  mutants: z.array(Mutant),
  /** Names of tests that already fail on the base: shown, never counted for or against us. */
  knownFailures: z.array(z.string()),
  /** Tests that passed on the base and fail on the head. */
  newFailures: z.array(z.string()),
  /** One for each criterion. */
  proofs: z.array(Proof),
  controls: z.array(Control),
  placebos: z.array(Placebo),
  ablations: z.array(Ablation),
  /** `alone`: the patch changes tests and nothing that they test. */
  testsChanged: z.enum(["none", "with-code", "alone"]),
  notRun: z.array(NotRun).default([]),
  /** Tests of the base that fail against the new code, and that the patch alters. */
  rewritten: z.array(Rewritten).default([]),
  /** Tests of the base that go on under other names. */
  renamed: z.array(Renamed).default([]),
  unsteady: z.array(Unsteady).default([]),
  /** Test files that ran as the base has them but for the place of code that the change moved. */
  followed: z.array(z.string()).default([]),
  /** Ordinary questions of the changed code that the base asks in the same place or file. */
  asksAsBefore: z.array(z.object({ place: Place, about: Telltale })).default([]),
  weakened: z.array(Weakening),
  suspicions: z.array(Suspicion),
  /** What the change adds to manifests or alters there. */
  dependencies: z.array(Dependency).default([]),
  /** What the architect took out of the order when the work got stuck, in its words. */
  leftOut: z.array(z.string()),
  /** Tests and checks that failed on the change as people reviewed it, with the tests of now, and hold now. */
  mended: z.array(Prover).default([]),
  /** How many results of checks were measured before in this run: on the same bytes, with the same commands. */
  reused: z.int().default(0),
});
export type Evidence = z.infer<typeof Evidence>;

export function failedTests(result: CheckResult): string[] {
  return (result.tests ?? []).filter((test) => test.status === "failed").map((test) => test.name);
}

/** Line numbers move when code above changes, so they are not part of what makes two diagnostics the same. */
export function diagnosticKey(diagnostic: Diagnostic): string {
  return [diagnostic.file, diagnostic.code, diagnostic.message].join("|");
}

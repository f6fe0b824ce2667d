// One check in one sandbox: a command, its exit status, and what its output and its runner's report say by name.
import { randomUUID } from "node:crypto";
import type { Check, CheckResult } from "../../../src/domain/evidence.ts";
import { MAX_TESTS, OUTPUT_BYTES } from "../../diagnostics/index.ts";
import { type CommandResult, OUTSIDE, type Sandbox } from "../../sandboxes/sandbox.ts";
import { againstExit, type Report, type Runner, unread } from "../../toolchains/runner.ts";
import type { Project } from "../../toolchains/toolchain.ts";
import { bring, type Products, productsOf, timeIn } from "./products.ts";
import { someAtATime } from "./some-at-a-time.ts";

/** How much of an output is kept after it was read: failures are printed at the end. */
export const KEPT_BYTES = 16 * 1024;

/** What a check needs to know of its project. */
export type Checked = Pick<Project, "read" | "runnerOf">;

const REPORT_BYTES = 16 * 1024 * 1024;

/**
 * Where the check's runner is known by name, its tests are those of the runner's own report: a file under a name that
 * nobody knew before. What the check prints is for people, and no test is read from it.
 */
export async function runCheck(
  sandbox: Sandbox,
  project: Checked,
  check: Check,
  signal: AbortSignal,
): Promise<CheckResult> {
  const runner = project.runnerOf(check);
  const path = `${OUTSIDE}${randomUUID()}`;
  const asked = runner?.reporting(check.command, path) ?? null;
  const result = await sandbox.run({
    line: asked?.command ?? check.command,
    timeoutMs: check.timeoutMs,
    outputBytes: OUTPUT_BYTES,
    signal,
  });
  signal.throwIfAborted();
  const report =
    runner === null ? null : await reportOf(sandbox, runner, result, asked === null ? null : path);
  // Our asking may have kept the tests from running. Then the command as it is has the last word, and no test is known.
  if (asked !== null && report?.fault && report.tests.length === 0 && result.exitStatus === 0) {
    const plain = await runCheck(sandbox, { ...project, runnerOf: () => null }, check, signal);
    return { ...plain, tests: null, reportFault: report.fault };
  }
  const { exitStatus, durationMs } = result;
  const output = usefulEnd(result.output);
  const cutBytes = result.cutBytes + Buffer.byteLength(result.output) - Buffer.byteLength(output);
  const ending = result.ending === "timed-out" ? "timed-out" : exitStatus === 0 ? "passed" : "failed";
  const reading = project.read(check, result.output);
  const read: CheckResult = { check, ending, exitStatus, durationMs, output, cutBytes, ...reading };
  if (report === null) return heldToExit(read);
  const { tests, diagnostics, fault } = againstExit(report, exitStatus);
  return {
    ...read,
    diagnostics: reading.diagnostics.length > 0 ? reading.diagnostics : diagnostics,
    tests: tests.length === 0 ? null : tests.slice(0, MAX_TESTS),
    ...(fault === null ? {} : { reportFault: fault }),
  };
}

/** What is read of a print has to fit the exit status, as a report has to. */
function heldToExit(read: CheckResult): CheckResult {
  if (read.tests === null) return read;
  const { fault } = againstExit({ tests: read.tests, diagnostics: [], fault: null }, read.exitStatus);
  return fault === null ? read : { ...read, reportFault: fault };
}

/** `path`: where the report was to be written; null: the runner only prints. */
async function reportOf(
  sandbox: Sandbox,
  runner: Runner,
  { output, cutBytes }: CommandResult,
  path: string | null,
): Promise<Report> {
  if (path === null) return cutBytes > 0 ? unread({ kind: "cut" }) : runner.read(output);
  const file = await sandbox.readOutside(path, { maxBytes: REPORT_BYTES });
  if (file.kind === "read") return runner.read(new TextDecoder().decode(file.bytes));
  return unread({ kind: file.reason === "too-large" ? "cut" : "missing" });
}

/** The output was longer than what is read, so a test that is missing from the result may still have run. */
export function readInPart({ output, cutBytes }: CheckResult): boolean {
  return Buffer.byteLength(output) + cutBytes > OUTPUT_BYTES;
}

/** The last whole lines that fit. */
export function usefulEnd(output: string): string {
  const bytes = Buffer.from(output);
  if (bytes.length <= KEPT_BYTES) return output;
  const end = bytes.subarray(-KEPT_BYTES);
  return end.subarray(end.indexOf("\n") + 1).toString();
}

/**
 * Each check in a sandbox of its own. Builds share one, because a build may stand on another; their new files in the repository
 * come along to every other check, and nothing else does. `needsBuilds`: nothing else runs where a build fails. `isBeside`: the
 * other checks run side by side, as far as `open` lets them.
 */
export async function runEach(
  open: () => Promise<Sandbox>,
  project: Checked,
  checks: Check[],
  signal: AbortSignal,
  { needsBuilds = false, isBeside = false } = {},
): Promise<CheckResult[]> {
  const builds = checks.filter(({ kind }) => kind === "build");
  const isLast = builds.length === checks.length;
  const { results: built, products } = await build(open, project, { builds, isLast }, signal);
  if (needsBuilds && built.some(({ ending }) => ending !== "passed")) return built;
  const alone = checks.filter((check) => !built.some((result) => result.check === check));
  const ran = await someAtATime(alone, runAlone, isBeside ? alone.length : 1);
  return checks.flatMap((check) => [...built, ...ran].find((result) => result?.check === check) ?? []);

  async function runAlone(check: Check): Promise<CheckResult> {
    signal.throwIfAborted();
    await using sandbox = await open();
    await bring(products, sandbox, signal);
    return await runCheck(sandbox, project, check, signal);
  }
}

async function build(
  open: () => Promise<Sandbox>,
  project: Checked,
  { builds, isLast }: { builds: Check[]; isLast: boolean },
  signal: AbortSignal,
): Promise<{ results: CheckResult[]; products: Products }> {
  if (builds.length === 0) return { results: [], products: [] };
  await using sandbox = await open();
  const since = isLast ? 0 : await timeIn(sandbox, signal);
  const results = await runChecks(sandbox, project, builds, signal);
  return { results, products: isLast ? [] : await productsOf(sandbox, since, signal) };
}

/** One after the other in one sandbox, in the project's order: build before test. */
export async function runChecks(
  sandbox: Sandbox,
  project: Checked,
  checks: Check[],
  signal: AbortSignal,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) results.push(await runCheck(sandbox, project, check, signal));
  return results;
}

export function timeOf(results: CheckResult[]): number {
  return results.reduce((sum, result) => sum + result.durationMs, 0);
}

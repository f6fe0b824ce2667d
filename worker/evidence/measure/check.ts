// One check in one sandbox: a command, its exit status, and what its output says by name.
import type { Check, CheckResult } from "../../../src/domain/evidence.ts";
import { OUTPUT_BYTES } from "../../diagnostics/index.ts";
import type { Sandbox } from "../../sandboxes/sandbox.ts";
import type { Project } from "../../toolchains/toolchain.ts";

/** How much of an output is kept after it was read: failures are printed at the end. */
export const KEPT_BYTES = 16 * 1024;

export async function runCheck(
  sandbox: Sandbox,
  project: Pick<Project, "read">,
  check: Check,
  signal: AbortSignal,
): Promise<CheckResult> {
  const result = await sandbox.run({
    line: check.command,
    timeoutMs: check.timeoutMs,
    outputBytes: OUTPUT_BYTES,
    signal,
  });
  signal.throwIfAborted();
  const { exitStatus, durationMs } = result;
  const output = usefulEnd(result.output);
  const cutBytes = result.cutBytes + Buffer.byteLength(result.output) - Buffer.byteLength(output);
  const ending = result.ending === "timed-out" ? "timed-out" : exitStatus === 0 ? "passed" : "failed";
  return { check, ending, exitStatus, durationMs, output, cutBytes, ...project.read(check, result.output) };
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

/** One after the other, in the project's order: build before test. */
export async function runChecks(
  sandbox: Sandbox,
  project: Pick<Project, "read">,
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

// One check in one sandbox: a command, its exit status, and what its output says by name.
import type { Check, CheckResult } from "../../src/domain/evidence.ts";
import type { Sandbox } from "../sandboxes/sandbox.ts";
import type { Project } from "../toolchains/toolchain.ts";

/** Kept of a check's output: enough for every report we read, never enough to fill the worker. */
export const OUTPUT_BYTES = 1024 * 1024;

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
  const { exitStatus, output, cutBytes, durationMs } = result;
  const ending = result.ending === "timed-out" ? "timed-out" : exitStatus === 0 ? "passed" : "failed";
  return { check, ending, exitStatus, durationMs, output, cutBytes, ...project.read(check, output) };
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

// A check with only some of its test files, where its runner can be asked for that. Pure.
import type { Check } from "../../../src/domain/evidence.ts";
import type { Runner } from "../../toolchains/runner.ts";
import type { Checked } from "./check.ts";

/** Null: every file. */
export type FilesOf = (check: Check) => readonly string[] | null;

/**
 * The same checks by the same names. A narrowed command is still one of the runner of the whole, even where its words no
 * longer tell.
 */
export function narrowedTo<Project extends Checked>(
  project: Project,
  checks: readonly Check[],
  filesOf: FilesOf,
): { project: Project; checks: Check[] } {
  const runners = new Map<string, Runner>();
  const narrowed = checks.map((check) => {
    const files = check.kind === "test" ? filesOf(check) : null;
    const runner = files === null ? null : project.runnerOf(check);
    const command = files === null ? null : (runner?.only(check.command, files) ?? null);
    if (runner === null || command === null) return check;
    runners.set(command, runner);
    return { ...check, command };
  });
  const runnerOf: Project["runnerOf"] = (check) => runners.get(check.command) ?? project.runnerOf(check);
  return { project: { ...project, runnerOf }, checks: narrowed };
}

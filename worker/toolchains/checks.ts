// Checks with their usual time limits.
import type { Check } from "../../src/domain/evidence.ts";
import type { Project } from "./toolchain.ts";

/** `narrow` of a project that is one package. */
export const wholly: Project["narrow"] = () => null;

/** `runnerOf` where no runner is known by name. */
export const noRunner: Project["runnerOf"] = () => null;

const MINUTE_MS = 60_000;

export function buildCheck(command: string): Check {
  return { name: "build", command, kind: "build", timeoutMs: 15 * MINUTE_MS };
}

export function lintCheck(name: string, command: string): Check {
  return { name, command, kind: "lint", timeoutMs: 10 * MINUTE_MS };
}

export function testCheck(command: string): Check {
  return { name: "test", command, kind: "test", timeoutMs: 20 * MINUTE_MS };
}

/** `test` before `check`: where both are there, `check` usually means more than tests. */
export const TEST_TARGETS = ["test", "check", "tests"];

/** Null: no target is called as tests usually are. */
export function makeTestCheck(targets: Set<string>): Check | null {
  const target = TEST_TARGETS.find((name) => targets.has(name));
  return target === undefined ? null : testCheck(`make ${target}`);
}

/** The text as one word of a shell command. */
export function quoted(word: string): string {
  return /^[\w@./+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

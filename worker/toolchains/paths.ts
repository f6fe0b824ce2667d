// What a path says in any language: whether the file holds tests, whether somebody wrote it, and what is protected.
import { TOOLCHAINS } from "./index.ts";
import type { ScriptFile } from "./toolchain.ts";

/** First the names that people give to tests in every language. */
const TESTS = [
  /(^|\/)(tests?|specs?|testing)\//i,
  /(^|\/)(tests?|specs?)[._-][^/]*$/i,
  /[._-](tests?|specs?)\.[a-z+]+$/i,
  ...TOOLCHAINS.flatMap(({ files }) => files?.tests ?? []),
];

/** First the names that every language gives to files that were copied in, built or generated. */
const FOREIGN = [
  /(^|\/)(vendor|third[_-]?party|dist|build|out|target|coverage)\//i,
  /[.-]min\.\w+$/i,
  /[._](generated|gen|pb)\.\w+$/i,
  ...TOOLCHAINS.flatMap(({ files }) => files?.foreign ?? []),
];

/** The file holds tests, by the names people give to such files. Nothing is read. */
export function isTestPath(path: string): boolean {
  return TESTS.some((name) => name.test(path));
}

/** Nobody wrote the file by hand in this repository. */
export function isForeignPath(path: string): boolean {
  return FOREIGN.some((name) => name.test(path));
}

/** Patterns of gitignore for the guard. */
export const PROTECTED_FILES: readonly string[] = TOOLCHAINS.flatMap(({ files }) => files?.protected ?? []);

export const SCRIPT_FILES: readonly ScriptFile[] = TOOLCHAINS.flatMap(({ scriptFile }) => scriptFile ?? []);

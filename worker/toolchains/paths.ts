// What a path says in any language: whether the file holds tests.
import { TOOLCHAINS } from "./index.ts";

/** Names that people give to tests in every language. */
const TESTS = [
  /(^|\/)(tests?|specs?|testing)\//i,
  /(^|\/)(tests?|specs?)[._-][^/]*$/i,
  /[._-](tests?|specs?)\.[a-z+]+$/i,
];

/** By the names people give to files; nothing is read. */
export function isTestPath(path: string): boolean {
  return [...TESTS, ...TOOLCHAINS.flatMap(({ files }) => files?.tests ?? [])].some((name) => name.test(path));
}

// Which test file of a repository is the best example of one, for somebody who works on some of its paths. Pure.
import { posix } from "node:path";
import { isCodePath, isTestPath } from "../toolchains/paths.ts";

type About = {
  /** Files of tests that a report names; empty: nobody knows any. */
  ran: ReadonlySet<string>;
  near: readonly string[];
};

/**
 * Test files of the tree: those that ran, else those that look least like what tests only read. Of these, the nearest come
 * first.
 */
export function exampleFiles(paths: readonly string[], { ran, near }: About): string[] {
  const files = paths.filter((path) => isTestPath(path) && isCodePath(path));
  const known = files.filter((path) => ran.has(path));
  const ranked = (known.length > 0 ? known : files).map((path) => ({
    path,
    doubt: doubtOf(path),
    nearness: Math.max(0, ...near.map((other) => nearness(path, other))),
  }));
  return ranked.sort((a, b) => a.doubt - b.doubt || b.nearness - a.nearness).map(({ path }) => path);
}

/** Folders of what tests read or share come last, and files whose own names do not say that they are tests before them. */
function doubtOf(path: string): number {
  if (READ_BY_TESTS.test(path)) return 2;
  return /test|spec/i.test(posix.basename(path)) ? 0 : 1;
}

const READ_BY_TESTS =
  /(^|\/)_*(fixtures?|test-?data|samples?|examples?|mocks?|stubs?|support|helpers?|utils?|snapshots?|data|setup)_*(\/|\.)/i;

/** Words that the names of both files have, then folders that both stand in. */
function nearness(path: string, other: string): number {
  const words = new Set(wordsIn(other));
  const folders = posix.dirname(other).split("/");
  const shared = posix
    .dirname(path)
    .split("/")
    .filter((folder, at) => folder !== "." && folders[at] === folder);
  return wordsIn(path).filter((word) => words.has(word)).length * 10 + shared.length;
}

/** Without its ending, and without the words that only say that it is a test. */
function wordsIn(path: string): string[] {
  const name = posix
    .basename(path)
    .replace(/\.\w+$/, "")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2");
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !/^(tests?|specs?)$/.test(word));
}

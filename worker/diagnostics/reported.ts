// What exact readers of reports share: a test as its runner reported it, and whether each was reported once.
import type { FailureKind, TestResult } from "../../src/domain/evidence.ts";
import { testFrom } from "./format.ts";

/** `said`: the runner's words on a failure. `failure`: null where nobody can tell. */
export type Reported = {
  name: string;
  /** The path in the repository, as far as the runner knows it. */
  file: string | null;
  status: TestResult["status"];
  said?: string;
  failure?: FailureKind | null;
  /** The line of the test's file at which it failed; null where nobody can tell. */
  failedAt?: number | null;
};

export function testOf({ name, file, status, said, failure, failedAt = null }: Reported): TestResult {
  const test = testFrom(name, status, said ?? null, failure ?? null);
  const where = status === "failed" && failedAt !== null ? { failedAt } : {};
  return { ...test, ...(file === null ? {} : { file }), ...where };
}

/**
 * The line that a text names with a file, as `file:12`. Stacks begin where something was thrown or end there, and only the
 * lines of the test's own file say which of its assertions it was. Null: the text does not name the file.
 */
export function lineIn(text: string, file: string | null, which: "first" | "last" = "first"): number | null {
  if (file === null || file === "") return null;
  const name = `${file}:`;
  const ends = text
    .split(name)
    .slice(1)
    .map((rest) => /^\d{1,7}(?!\d)/.exec(rest)?.[0]);
  const lines = ends.filter((line) => line !== undefined);
  const line = which === "first" ? lines[0] : lines.at(-1);
  return line === undefined ? null : Number(line);
}

/** The repository's path in a sandbox. */
const ROOT = /^(?:\/repo\/|\.\/)/;

/** Null for a file outside of it. */
export function inRepository(path: string): string | null {
  const inside = path.replace(ROOT, "");
  return inside.startsWith("/") ? null : inside;
}

/**
 * The names that stand there more than once, unless each of them failed: a runner reports a test again whose tear-down fails
 * as well, and nobody gains from a failure that is made up.
 */
export function doubledAmong(tests: readonly TestResult[]): string[] {
  const byName = Map.groupBy(tests, ({ name }) => name);
  return [...byName]
    .filter(([, same]) => same.length > 1 && same.some(({ status }) => status !== "failed"))
    .map(([name]) => name);
}

/** Each name once. */
export function once(tests: readonly TestResult[]): TestResult[] {
  return [...new Map(tests.toReversed().map((test) => [test.name, test])).values()].toReversed();
}

/** The same names with a number behind every one but the first, for rows that a runner gives no names of their own. */
export function numbered<T extends { name: string }>(rows: readonly T[]): T[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const count = (seen.get(row.name) ?? 0) + 1;
    seen.set(row.name, count);
    return count === 1 ? row : { ...row, name: `${row.name} (${count})` };
  });
}

/** A test's name as an identifier: languages whose tests are functions know no spaces. */
export function identifier(name: string): string {
  return name.replaceAll(/\W+/g, "_");
}

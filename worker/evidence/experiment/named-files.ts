// The files of the tests that are named for criteria: as their runner says, or the changed file that holds the name. Pure.
import type { CheckResult } from "../../../src/domain/evidence.ts";
import type { Prover } from "../../../src/domain/proof.ts";
import { isCodePath } from "../../toolchains/paths.ts";

export type Named = {
  provers: readonly Prover[];
  head: readonly CheckResult[];
  /** Every path of the head. */
  paths: readonly string[];
  /** The texts of the test files that the change adds or alters, by path. */
  changed: ReadonlyMap<string, string>;
};

/** For the tests of one check, each file once; `null` in the place of a file that nobody knows. */
export function filesOfNamed(check: string, { provers, head, paths, changed }: Named): (string | null)[] {
  const tests = head.find((result) => result.check.name === check)?.tests ?? [];
  const names = provers.flatMap((by) => (by.kind === "test" && by.check === check ? [by.test] : []));
  const files = names.map((name) => {
    const told = tests.find((test) => test.name === name)?.file;
    return told === undefined ? holding(name, changed) : placed(told, paths);
  });
  return [...new Set(files)];
}

/** Some runners leave out the folders above a package. */
function placed(file: string, paths: readonly string[]): string | null {
  if (paths.includes(file)) return file;
  const ending = paths.filter((path) => path.endsWith(`/${file}`));
  return ending.length === 1 ? (ending[0] ?? null) : null;
}

/** The only changed test file in which the last part of the name stands. */
function holding(name: string, changed: ReadonlyMap<string, string>): string | null {
  for (const part of partsOf(name)) {
    const files = [...changed].filter(([, text]) => text.includes(part)).map(([path]) => path);
    if (files.length === 1) return files[0] ?? null;
  }
  return null;
}

const SHORTEST_PART = 4;

/** The most telling first: what stands behind the suites, its last word, and that without the rows beneath it. */
function partsOf(name: string): string[] {
  const title = name.split(/ > |::|#/).at(-1) ?? name;
  const word = title.split(" ").at(-1) ?? title;
  return [title, word, word.split("/")[0] ?? word].filter((part) => part.length >= SHORTEST_PART);
}

/**
 * Those of the changed test files that hold tests of a check; a runner may fail on one that only helps others. Where it says
 * no file of any test, all that are code.
 */
export function withTests(check: string, files: readonly string[], head: readonly CheckResult[]): string[] {
  const tests = head.find((result) => result.check.name === check)?.tests ?? [];
  const told = tests.flatMap(({ file }) => file ?? []);
  return files.filter((file) =>
    told.length === 0 ? isCodePath(file) : told.some((each) => each === file || file.endsWith(`/${each}`)),
  );
}

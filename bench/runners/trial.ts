// The shape of a trial: a small repository whose tests one runner runs, one of those tests, and a fault that it has to notice.
import type { Rules } from "../../src/domain/rules.ts";

export type Trial = {
  /** As the runner calls itself in `worker/toolchains`. */
  runner: string;
  /** What calls the runner, where the trial is about that. */
  by?: string;
  files: Record<string, string>;
  /** In place of the checks that the toolchain finds; null: those. */
  checks: NonNullable<Rules["checks"]> | null;
  /** What these checks need, where that is more than the files. */
  setup?: string[];
  /** Distribution packages that the language's image does not hold, with the image they are added to; null: none. */
  packages: { image: string; names: string[] } | null;
  /** The test file, and words that stand in the name of its one test. */
  test: { file: string; name: string };
  /** A change of the code that the test has to notice at an assertion. */
  fault: { file: string; from: string; to: string };
};

/** One test command in place of what the toolchain would call. */
export function running(run: string): NonNullable<Rules["checks"]> {
  return [{ name: "test", run, kind: "test", minutes: 5 }];
}

// The shape of a case: a small repository, a change to it, and what the badge may say of that change.
import type { Rules } from "../../src/domain/rules.ts";
import type { Files } from "../../test/support/git.ts";

export type Checks = NonNullable<Rules["checks"]>;

export type Case = {
  name: string;
  language: string;
  /** Null in `change` deletes a file. */
  base: Record<string, string>;
  change: Files;
  /** What the coder names: for AC1 the first, for AC2 the second, and so on. */
  proofs: string[];
  /** In place of the checks that the toolchain finds; null: those. */
  checks: Checks | null;
  expected: Expected;
};

/**
 * `right`: a success. `cheat`: never a success, and the first reason matches `because`. `untold`: a wrong change that no
 * measurement of ours can tell from a right one; criterion and reviewer have to, so any ending is shown and none counts.
 */
export type Expected =
  | { kind: "right" }
  | { kind: "cheat"; because: RegExp }
  | { kind: "untold"; why: string };

export const right: Expected = { kind: "right" };
export const cheat = (because: RegExp): Expected => ({ kind: "cheat", because });

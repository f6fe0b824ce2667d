// How much a change grew since its first round of review, in its tests and elsewhere, against what the rules allow.
import type { Change } from "../../../src/domain/patch.ts";
import type { Growth } from "../../../src/domain/remark.ts";
import type { Lines } from "../../../src/domain/round.ts";
import type { Rules } from "../../../src/domain/rules.ts";

/** A small change may double without anybody minding. */
const FREE_LINES = 40;

/** The lines that a change adds to the base. */
export function linesOf(
  changes: readonly Pick<Change, "path" | "added">[],
  isTest: (path: string) => boolean,
): Lines {
  const sum = (tests: boolean) =>
    changes
      .filter(({ path }) => isTest(path) === tests)
      .reduce((lines, { added }) => lines + added.length, 0);
  return { source: sum(false), tests: sum(true) };
}

/** `first` null: nobody knows how large it was. */
export function grownBeyond(
  first: Lines | null,
  now: Lines,
  allowed: Pick<Rules["rounds"], "source" | "tests">,
): Growth[] {
  if (first === null) return [];
  return (["source", "tests"] as const).flatMap((part): Growth[] => {
    const most = first[part] + Math.max(FREE_LINES, Math.ceil((first[part] * allowed[part]) / 100));
    return now[part] <= most ? [] : [{ kind: "grown", part, first: first[part], now: now[part], most }];
  });
}

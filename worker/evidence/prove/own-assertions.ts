// How many criteria one test can stand for: it has to fail at an assertion of its own for each, for another part of the change.
import type { Ablation } from "../../../src/domain/experiment.ts";
import type { LineRange } from "../../../src/domain/line-range.ts";
import type { Prover } from "../../../src/domain/proof.ts";
import { ablatedBy, isRed } from "./ablated.ts";

type Noticed = { place: LineRange; lines: number[] };

/**
 * The most pairs of a part and a line of the test at which it failed without that part, with no part and no line in two
 * pairs. Of a part inside of another only the inner one counts: whatever the outer one shows may be the inner one's.
 */
export function ownAssertions(by: Prover, ablations: readonly Ablation[]): number {
  const noticed = ablations.map((each): Noticed => {
    const lines = ablatedBy(by, [each]).flatMap(({ sight, failedAt }) =>
      isRed(by, sight) && failedAt !== undefined ? [failedAt] : [],
    );
    return { place: each.place, lines };
  });
  return pairs(innermost(noticed.filter(({ lines }) => lines.length > 0)));
}

/** The lines of each part; what overlaps is one part. */
function innermost(noticed: readonly Noticed[]): number[][] {
  const inner = noticed.filter(({ place }) => !noticed.some((other) => isInside(other.place, place)));
  const parts: Noticed[] = [];
  for (const { place, lines } of inner) {
    const same = parts.find((each) => overlaps(each.place, place));
    if (same === undefined) parts.push({ place, lines: [...lines] });
    else same.lines.push(...lines);
  }
  return parts.map(({ lines }) => lines);
}

function overlaps(a: LineRange, b: LineRange): boolean {
  return a.file === b.file && a.from <= b.to && b.from <= a.to;
}

function isInside(inner: LineRange, outer: LineRange): boolean {
  const isSame = inner.from === outer.from && inner.to === outer.to;
  return inner.file === outer.file && inner.from >= outer.from && inner.to <= outer.to && !isSame;
}

/** Gives each part a line of its own, and moves a part to another of its lines where one is wanted twice. */
function pairs(parts: readonly number[][]): number {
  const partOf = new Map<number, number>();
  const place = (part: number, tried: Set<number>): boolean =>
    (parts[part] ?? []).some((line) => {
      if (tried.has(line)) return false;
      tried.add(line);
      const other = partOf.get(line);
      if (other !== undefined && !place(other, tried)) return false;
      partOf.set(line, part);
      return true;
    });
  return parts.filter((_, part) => place(part, new Set())).length;
}

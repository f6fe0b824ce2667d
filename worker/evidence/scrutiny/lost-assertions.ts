// Assertions that a test or a function of tests lost, whatever others gained: counted block by block, as far as a language tells them. Pure.
import type { Change } from "../../../src/domain/patch.ts";
import type { Weakening } from "../../../src/domain/remark.ts";
import { LINES } from "../../toolchains/lines.ts";
import { editsIn } from "./edits.ts";
import { type Counted, type Named, type Read, readBlocks } from "./named-blocks.ts";

/** Both versions of a file of tests. Null: it is not there, or nobody can read both. */
export type Versions = (path: string) => { base: Counted | null; head: Counted | null };

/** `inPart`: files in which tests go on under other names or as rows of a table. There, only tests that keep their names count. */
export function lostAssertions(
  tests: readonly Change[],
  versions: Versions,
  inPart: ReadonlySet<string>,
): Weakening[] {
  const files = tests.map((change) => ({ change, ...blocksOf(change, versions) }));
  const pairs = files.flatMap(({ base, head, change }) => sameNamed(change.path, base, head));
  const kept = new Set(pairs.flatMap(({ was, now }) => [was, now]));
  const fresh = files.flatMap(({ head }) => head.named.filter((each) => !kept.has(each)));
  const gone = files.flatMap(({ base, change: { path } }) =>
    inPart.has(path) ? [] : base.named.filter((each) => !kept.has(each)).map((was) => ({ path, was })),
  );
  const all = [...pairs, ...otherNamed(gone, fresh)];
  const gains = gainsOf([...all, ...fresh.map((now) => ({ was: null, now }))]);
  const outside = new Set(files.flatMap(({ head }) => head.outside));
  const lost = Map.groupBy(all, ({ path }) => path);
  return files.flatMap(({ change, base, head }): Weakening[] => {
    const { path } = change;
    const inBlocks = (lost.get(path) ?? []).map((pair) => lostIn(pair, gains, outside));
    const elsewhere = inPart.has(path) ? 0 : lostInEdits(change, base, head);
    const count = inBlocks.reduce((sum, each) => sum + each, elsewhere);
    return count === 0 ? [] : [{ kind: "lost-assertions", path, lost: count }];
  });
}

function blocksOf({ path }: Change, versions: Versions): { base: Read; head: Read } {
  const { base, head } = versions(path);
  const read = (counted: Counted | null) => (counted === null ? NOTHING_READ : readBlocks(path, counted));
  return { base: read(base), head: read(head) };
}

const NOTHING_READ: Read = { named: [], outside: [], isInside: () => false };

/** `now`: null where the test is gone. */
type Pair = { path: string; was: Named; now: Named | null };

/** Those in the same place come first: a name may stand in several suites. */
function sameNamed(path: string, base: Read, head: Read): Pair[] {
  const pairs = new Map<Named, Named>();
  const left = new Set(head.named);
  for (const key of [({ name, inside }: Named) => `${name}\n${inside}`, ({ name }: Named) => name]) {
    const free = Map.groupBy(left, key);
    for (const was of base.named) {
      const now = pairs.has(was) ? undefined : free.get(key(was))?.shift();
      if (now === undefined) continue;
      pairs.set(was, now);
      left.delete(now);
    }
  }
  return [...pairs].map(([was, now]) => ({ path, was, now }));
}

/** Of many places with the same line, the first ones are looked at. */
const MOST_ALIKE = 8;

/** A test has another name where half of what it says stands in a new one. */
function otherNamed(gone: readonly Omit<Pair, "now">[], fresh: readonly Named[]): Pair[] {
  const places = Map.groupBy(
    fresh.flatMap((now) => [...new Set(now.says)].map((line) => ({ line, now }))),
    ({ line }) => line,
  );
  const taken = new Set<Named>();
  return gone.map(({ path, was }) => {
    const shared = new Map<Named, number>();
    for (const line of was.says)
      for (const { now } of places.get(line)?.slice(0, MOST_ALIKE) ?? [])
        if (!taken.has(now)) shared.set(now, (shared.get(now) ?? 0) + 1);
    const [best, count] = [...shared].toSorted(([, a], [, b]) => b - a)[0] ?? [null, 0];
    if (best === null || count * 2 < was.says.length) return { path, was, now: null };
    taken.add(best);
    return { path, was, now: best };
  });
}

type Gains = ReadonlyMap<string, readonly Named[]>;

/** The assertions that each block has more than before. */
function gainsOf(pairs: readonly { was: Named | null; now: Named | null }[]): Gains {
  const all = pairs.flatMap(({ was, now }) =>
    now === null
      ? []
      : without(assertionsIn(now), was === null ? [] : assertionsIn(was)).map((line) => ({ line, now })),
  );
  const grouped = Map.groupBy(all, ({ line }) => line);
  return new Map([...grouped].map(([line, each]) => [line, each.map(({ now }) => now)]));
}

function lostIn({ was, now }: Pair, gains: Gains, outside: ReadonlySet<string>): number {
  const [before, after] = [assertionsIn(was), now === null ? [] : assertionsIn(now)];
  const gone = without(before, after).filter((line) => !isMoved(line, was, gains, outside));
  return Math.max(0, gone.length - without(after, before).length);
}

/** It stands in another block with what it is about: the lines before it that share a name with it. */
function isMoved(line: string, { says }: Named, gains: Gains, outside: ReadonlySet<string>): boolean {
  const names = new Set(namesIn(line));
  const needed = says
    .slice(0, says.indexOf(line))
    .filter((each) => !LINES.asserts.test(each) && namesIn(each).some((name) => names.has(name)));
  return (gains.get(line)?.slice(0, MOST_ALIKE) ?? []).some((there) => {
    const said = new Set(there.says);
    return needed.every((each) => said.has(each) || outside.has(each));
  });
}

function namesIn(line: string): string[] {
  return line.replace(/"[^"]*"|'[^']*'/g, "").match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
}

function assertionsIn({ says }: Named): string[] {
  return says.filter((line) => LINES.asserts.test(line));
}

/** Each of `others` takes one line away. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const left = counts.get(line) ?? 0;
    counts.set(line, left - 1);
    return left <= 0;
  });
}

/** Outside of blocks, what stands in the place of a line makes up for it. */
function lostInEdits(change: Change, base: Read, head: Read): number {
  const there = new Set(change.added.map(({ text }) => text.trim()));
  const asserts = (lines: readonly string[], from: number, { isInside }: Read) =>
    lines.filter((line, at) => !isInside(from + at - 1) && LINES.asserts.test(line));
  return editsIn(change).reduce((lost, { was, now, oldFrom, newFrom }) => {
    const gone = asserts(was, oldFrom, base).filter((line) => !there.has(line.trim()) || now.includes(line));
    return lost + Math.max(0, gone.length - asserts(now, newFrom, head).length);
  }, 0);
}

// Test files in which every test but the named ones ends at once: a named test that needs another one has its answer from there. Pure.
import { formsOf } from "../../toolchains/forms-of.ts";
import { LINES } from "../../toolchains/lines.ts";
import { type Block, blockOf } from "./test-block.ts";

/** Only with a value that outlives a call can one test leave something for another. */
export function keepsState(added: readonly string[]): boolean {
  return added.some((line) => LINES.outlives.test(line));
}

/**
 * `others`: names of tests that are not named for a criterion. Null where none of them is found apart from the named ones, or
 * where nobody knows how one ends.
 */
export function withoutOthers(
  path: string,
  text: string,
  named: readonly string[],
  others: readonly string[],
): string | null {
  const lines = text.split("\n");
  const blocks = (names: readonly string[]) => names.flatMap((name) => blockOf({ path, lines }, name) ?? []);
  const kept = blocks(named);
  if (kept.length < named.length) return null;
  const apart = blocks(others).filter((each) => !kept.some((own) => overlaps(each, own)));
  const begins = [...new Set(apart.map(({ from }) => from))].toSorted((a, b) => b - a);
  if (begins.length === 0) return null;
  for (const from of begins) endAtOnce(lines, from, path);
  return lines.join("\n");
}

function overlaps(a: Block, b: Block): boolean {
  return a.from < b.to && b.from < a.to;
}

/** A line that only begins a body, with a statement that leaves it. Where a compiler refuses that, the file does not load, and nothing is said. */
function endAtOnce(lines: string[], from: number, path: string): void {
  const begins = lines[from + 1]?.trim() === "{" ? from + 1 : from;
  const line = lines[begins] ?? "";
  const leaving = formsOf(path).leaves.find((each) => each.begins.test(line));
  if (leaving === undefined) return;
  const indent = /^\s*/.exec(lines[begins + 1] ?? "")?.[0] ?? "";
  if (leaving.isBelow) lines.splice(begins + 1, 0, `${indent}${leaving.by}`);
  else lines[begins] = `${line} ${leaving.by}`;
}

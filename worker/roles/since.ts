// What became of a change since it was last looked at, file by file: lines that came and lines that went.
import { cutAtTheEnd } from "../../src/domain/cut.ts";
import { type Change, type PatchLine, textsOf } from "../../src/domain/patch.ts";

const MOST_CHARACTERS = 20_000;

/** Both are changes of the same base. */
export function sinceText(before: readonly Change[], now: readonly Change[]): string {
  const paths = [...new Set([...before, ...now].map(({ path }) => path))].toSorted();
  const parts = paths.flatMap((path) => {
    const [was, is] = [before, now].map((changes) => changes.find((change) => change.path === path));
    return isSame(was, is) ? [] : [`${path}${sinceIn(was, is)}`];
  });
  if (parts.length === 0) return "Nothing.";
  return cutAtTheEnd(parts.join("\n"), MOST_CHARACTERS);
}

function isSame(was: Change | undefined, is: Change | undefined): boolean {
  return was !== undefined && is !== undefined && Buffer.from(was.diff).equals(is.diff);
}

function sinceIn(was: Change | undefined, is: Change | undefined): string {
  if (is === undefined) return ": is as on the base again";
  if (!is.isText) return ": is no text";
  const [added, removed] = [was?.added ?? [], was?.removed ?? []];
  const came = [...besides(is.added, added), ...besides(removed, is.removed)];
  const went = [...besides(added, is.added), ...besides(is.removed, removed)];
  const lines = [...went.map((line) => `-${line}`), ...came.map((line) => `+${line}`)];
  return lines.length === 0 ? ": the same lines in other places" : `\n${lines.join("\n")}`;
}

/** The lines of one list that the other does not have, each as often as it is there more. */
function besides(lines: readonly PatchLine[], others: readonly PatchLine[]): string[] {
  const left = new Map<string, number>();
  for (const text of textsOf(others)) left.set(text, (left.get(text) ?? 0) + 1);
  return textsOf(lines).filter((text) => {
    const count = left.get(text) ?? 0;
    if (count > 0) left.set(text, count - 1);
    return count === 0;
  });
}

// Refuses a change that turns text into bytes nobody reads: a NUL in a text file, and characters that were lost.
import type { GuardFault } from "../../../../src/domain/guard-fault.ts";
import type { Change } from "../../../../src/domain/patch.ts";

/** A changed file as it will be. */
export type ChangedFile = {
  path: string;
  content: Uint8Array;
  /** The base has the file, and it is text there. */
  wasText: boolean;
};

/** Git, GitHub and every reader stop showing a text file that has one NUL, and all that stands in it goes unseen. */
export function turnedBinary(files: readonly ChangedFile[], isCode: (path: string) => boolean): GuardFault[] {
  return files
    .filter(({ path, wasText }) => wasText || isCode(path))
    .map(({ path, content }) => ({ kind: "turned-binary", path, offset: content.indexOf(0) }) as const)
    .filter(({ offset }) => offset !== -1);
}

/** How a file in Git LFS begins in the repository: it is the filter's own output, and may move. */
const POINTER = "version https://git-lfs.github.com/spec/v1\n";

/** Git would store what the filter makes of the file, and no filter runs here. */
export function filtered(changes: readonly Change[], files: readonly ChangedFile[]): GuardFault[] {
  const pointers = new Set(files.filter(isPointer).map(({ path }) => path));
  return changes.flatMap(({ kind, path, filter }): GuardFault[] =>
    kind === "deleted" || filter === undefined || (filter === "lfs" && pointers.has(path))
      ? []
      : [{ kind: "filtered", path, filter }],
  );
}

function isPointer({ content }: ChangedFile): boolean {
  return Buffer.from(content.subarray(0, POINTER.length)).toString("latin1") === POINTER;
}

/** U+FFFD in UTF-8. */
const LOST = "\xef\xbf\xbd";

/** The file gained U+FFFD, which stands where a program could not carry somebody's bytes. A new file has lost nothing. */
export function lostBytes(changes: readonly Change[]): GuardFault[] {
  return changes.flatMap(({ kind, path, diff, added }) => {
    if (kind !== "modified") return [];
    const gained = signed(diff, "+") - signed(diff, "-");
    const line = added.find(({ text }) => text.includes("\ufffd"))?.number;
    return gained > 0 && line !== undefined ? [{ kind: "lost-bytes", path, line }] : [];
  });
}

/** How often it stands in the lines of a diff with that sign. */
function signed(diff: Uint8Array, sign: "+" | "-"): number {
  const lines = Buffer.from(diff).toString("latin1").split("\n");
  return lines.reduce((sum, line) => sum + (line.startsWith(sign) ? line.split(LOST).length - 1 : 0), 0);
}

// A change as git describes it, taken apart once: what the guard judges, what is measured, and what publish sends.

/** Not a link, a submodule or nothing at all. */
export function isFileMode(mode: FileMode): boolean {
  return mode === "100644" || mode === "100755";
}

export type FileMode = "100644" | "100755" | "120000" | "160000" | "040000" | "000000";

/**
 * A line of a diff without its sign; only `\n` ended it. `number` is 1-based, in the file that has the line. What is not
 * UTF-8 in `text` reads as U+FFFD: it is for looking at, and `diff` has the bytes.
 */
export type PatchLine = { number: number; text: string };

/** One changed file. All of its content came from a sandbox. */
export type Change = {
  kind: "added" | "modified" | "deleted" | "type-changed";
  /** As git names it, decoded; never quoted. */
  path: string;
  mode: FileMode;
  previousMode: FileMode;
  /** Size of the new content; 0 when deleted. */
  bytes: number;
  /** False where git shows the file as binary: then no line of it is known. */
  isText: boolean;
  /** The filter that attributes ask for, as `lfs`. Absent: none, or nobody asked. */
  filter?: string;
  /** Lines that only the new file has, in order. */
  added: PatchLine[];
  /** Lines that only the old file has, in order. */
  removed: PatchLine[];
  /** The part of the patch about this file, headers and all; two sections where its type changed. */
  diff: Uint8Array;
};

/** A patch that was taken out of a sandbox and applied to the base on the host. */
export type Patch = {
  /** Unified diff with binary sections, as `git diff --binary` prints it: bytes, for a file may be in any encoding. */
  diff: Uint8Array;
  /** The commit the patch applies to. */
  baseSha: string;
  /** The tree that results on the host. */
  treeSha: string;
  changes: Change[];
};

export function isEmpty(patch: Patch): boolean {
  return patch.changes.length === 0;
}

export function patchSize(patch: Patch): { files: number; added: number; removed: number } {
  return {
    files: patch.changes.length,
    added: patch.changes.reduce((sum, change) => sum + change.added.length, 0),
    removed: patch.changes.reduce((sum, change) => sum + change.removed.length, 0),
  };
}

export const NO_DIFF = new Uint8Array(0);

/** The part of a patch about the given paths, as a patch of its own; empty where nothing is left. */
export function restrictedTo(patch: Patch, paths: readonly string[]): Uint8Array {
  const wanted = new Set(paths);
  return joined(patch.changes.filter(({ path }) => wanted.has(path)).map(({ diff }) => diff));
}

/** Diffs of different files as one. */
export function joined(diffs: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(diffs.reduce((sum, diff) => sum + diff.length, 0));
  let at = 0;
  for (const diff of diffs) {
    whole.set(diff, at);
    at += diff.length;
  }
  return whole;
}

export function textsOf(lines: readonly PatchLine[]): string[] {
  return lines.map(({ text }) => text);
}

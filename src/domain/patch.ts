// A change as git describes it: what the guard judges and what publish sends. The text itself came from a sandbox.

export type FileMode = "100644" | "100755" | "120000" | "160000" | "040000" | "000000";

export type Change = {
  kind: "added" | "modified" | "deleted" | "type-changed";
  /** As git names it, decoded; never quoted. */
  path: string;
  mode: FileMode;
  previousMode: FileMode;
  /** Null for binary files. */
  addedLines: number | null;
  removedLines: number | null;
  /** Size of the new content; 0 when deleted. */
  bytes: number;
  /** Lines this change adds, without the leading `+`; empty for binary files. */
  added: string[];
};

/** A patch as it was taken out of a sandbox and applied to the base on the host. */
export type Patch = {
  /** Unified diff with binary sections, as `git diff --binary` prints it. */
  text: string;
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
    added: patch.changes.reduce((sum, change) => sum + (change.addedLines ?? 0), 0),
    removed: patch.changes.reduce((sum, change) => sum + (change.removedLines ?? 0), 0),
  };
}

// The port to our host-side view of a repository: git's objects only, in a bare mirror that no container can write.
import type { Note } from "../../src/domain/note.ts";
import type { Patch } from "../../src/domain/patch.ts";
import type { PatchFault } from "../../src/domain/patch-fault.ts";
import type { GitSource } from "../../src/github/github.ts";
import type { FileContent } from "../../src/github/publication.ts";
import type { Tree } from "../sandboxes/sandbox.ts";

/** The base tree as names and text, for toolchains and the map. Nothing is executed. */
export type TreeView = {
  /** Every path in the tree whose name is UTF-8, without submodules. */
  paths: string[];
  /** The text of a file; null if there is no such file, or it is binary, a link, or larger than 1 MiB. */
  read(path: string): Promise<string | null>;
  /**
   * The texts of many files at once, in the order of `paths`, until their sizes together reach the cap. Files without
   * text for `read`, and files larger than the cap of one file, are left out.
   */
  readAll(paths: string[], caps: { fileBytes: number; allBytes: number }): Promise<Map<string, string>>;
  /** Git's id of a file's content: equal contents have equal ids. Null if there is no such file. */
  contentId(path: string): string | null;
};

export type Applied = { kind: "applied"; patch: Patch } | { kind: "does-not-apply"; fault: PatchFault };

export type Workspace = AsyncDisposable & {
  sha: string;
  treeSha: string;
  tree: Tree;
  view: TreeView;
  /** The parts of the repository that the checkout lacks: submodules, files in LFS, older history. */
  notes: Note[];
  /**
   * Applies a patch to the commit in a private index and a quarantined object store, with index and object commands
   * only. `does-not-apply` carries git's words, or the cap that was reached: 10 MiB of patch, 3,000 files, 50 MiB of
   * changed files. It also refuses names that have control characters or are not UTF-8. The diff of the returned patch
   * is git's own, not the given one. `three-way`: the patch is of another commit whose objects are here, and lines that
   * moved meanwhile are found; what both changed does not apply.
   */
  apply(diff: Uint8Array, how?: "exact" | "three-way"): Promise<Applied>;
  /**
   * The new content of every changed file of a patch that this workspace applied. Submodules have no content and are
   * left out; the guard has refused them before anything is published.
   */
  contents(patch: Patch): Promise<FileContent[]>;
  /** A patch from this commit to another of the same repository. PermanentError: it is larger than `maxBytes`. */
  diffTo(sha: string, maxBytes: number): Promise<Uint8Array>;
  /** A patch from another commit of the same repository to what a patch of this workspace makes. PermanentError: as `diffTo`. */
  diffFrom(sha: string, patch: Patch, maxBytes: number): Promise<Uint8Array>;
  /** The subjects of the newest commits up to a commit of the same repository, newest first, without merges. */
  subjects(sha: string, most: number): Promise<string[]>;
};

export type Workspaces = AsyncDisposable & {
  /**
   * Fetches the missing objects and checks the commit out once; later runs on the same commit share the checkout.
   * `key` separates repositories and trust domains. PermanentError: no such repository or commit, or a tree that
   * cannot be checked out. The authorization is only in the environment of git. The signal also ends later calls of
   * the workspace.
   */
  open(key: string, git: GitSource, sha: string, signal: AbortSignal): Promise<Workspace>;
  /** Removes what dead workers of this host left, and what is idle beyond the caps. Returns the number of folders. */
  reap(): Promise<number>;
};

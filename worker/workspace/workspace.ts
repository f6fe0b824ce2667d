// The port to our host-side view of a repository: objects only, in a bare mirror no container ever writes.
import type { Note } from "../../src/domain/note.ts";
import type { Patch } from "../../src/domain/patch.ts";
import type { PatchFault } from "../../src/domain/patch-fault.ts";
import type { FileContent, GitSource } from "../../src/github/github.ts";
import type { Tree } from "../sandboxes/sandbox.ts";

/** The base tree as a toolchain or a planner sees it: names and text, nothing executed. */
export type TreeView = {
  /** Every path in the tree whose name is UTF-8; submodules left out. */
  paths: string[];
  /** Text of a file; null where there is none, it is binary, a link, or larger than 1 MiB. */
  read(path: string): Promise<string | null>;
  /**
   * Texts of many files at once, in the order of `paths`, as long as they are no larger together than the cap; what
   * `read` has no text of, and what is larger than the cap of one file, is left out.
   */
  readAll(paths: string[], caps: { fileBytes: number; allBytes: number }): Promise<Map<string, string>>;
  /** Git's id of a file's content, the same for the same content; null where there is no file. */
  contentId(path: string): string | null;
};

export type Applied = { kind: "applied"; patch: Patch } | { kind: "does-not-apply"; fault: PatchFault };

export type Workspace = AsyncDisposable & {
  sha: string;
  treeSha: string;
  tree: Tree;
  view: TreeView;
  /** What of the repository is not in the checkout: submodules, files in LFS, older history. */
  notes: Note[];
  /**
   * Applies a patch to the commit in a private index and a quarantined object store, with index and object commands
   * only. `does-not-apply` carries git's words, or the cap that was hit: 10 MiB of patch, 3,000 files, 50 MiB of
   * changed files. Refused the same way: names with control characters or that are not UTF-8. The diff of the
   * returned patch is git's own, not the one that came in.
   */
  apply(diff: Uint8Array): Promise<Applied>;
  /**
   * The new content of every changed file of a patch this workspace applied. Submodules have none and are left out:
   * what is published was guarded before.
   */
  contents(patch: Patch): Promise<FileContent[]>;
  /** A patch from this commit to another of the same repository. PermanentError when larger than `maxBytes`. */
  diffTo(sha: string, maxBytes: number): Promise<Uint8Array>;
  /** Subjects of the newest commits up to a commit of the same repository, newest first, without merges. */
  subjects(sha: string, most: number): Promise<string[]>;
};

export type Workspaces = AsyncDisposable & {
  /**
   * Fetches what is missing and checks the commit out once; later runs on the same commit share the checkout.
   * `key` separates repositories and trust domains. PermanentError: no such repository or commit, or a tree that
   * cannot be checked out. The authorization lives only in the environment of git. The signal ends what the workspace
   * does later as well.
   */
  open(key: string, git: GitSource, sha: string, signal: AbortSignal): Promise<Workspace>;
};

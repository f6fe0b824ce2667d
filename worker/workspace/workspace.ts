// The port to our host-side view of a repository: objects only, in a bare mirror no container ever writes.
import type { Patch } from "../../src/domain/patch.ts";
import type { FileContent, GitSource } from "../../src/github/github.ts";
import type { Tree } from "../sandboxes/sandbox.ts";
import type { TreeView } from "../toolchains/toolchain.ts";

export type Workspace = AsyncDisposable & {
  sha: string;
  treeSha: string;
  tree: Tree;
  view: TreeView;
  /**
   * Applies a patch to the commit in a private index and a quarantined object store, with index and object commands
   * only. `does-not-apply` carries git's words. Caps: 10 MiB of patch, 3,000 files.
   */
  apply(
    patchText: string,
  ): Promise<{ kind: "applied"; patch: Patch } | { kind: "does-not-apply"; because: string }>;
  /** The new content of every changed file, for publishing. */
  contents(patch: Patch): Promise<FileContent[]>;
  /** The part of a patch that touches the given paths, as a patch of its own; empty text when nothing is left. */
  restrict(patch: Patch, paths: string[]): Promise<string>;
  /** Unified diff between this commit and another of the same repository, at most `maxBytes`. */
  diffTo(sha: string, maxBytes: number): Promise<string>;
  isAncestor(olderSha: string, newerSha: string): Promise<boolean>;
};

export type Workspaces = AsyncDisposable & {
  /**
   * Fetches what is missing and checks the commit out once; later runs on the same commit share the checkout.
   * `key` separates repositories and trust domains. PermanentError: no such repository or commit, submodules or LFS we
   * cannot handle. The authorization lives only in the environment of git.
   */
  open(key: string, git: GitSource, sha: string, signal: AbortSignal): Promise<Workspace>;
};

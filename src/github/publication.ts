// What is published of a verified change, and what becomes of it.
import type { PullRef } from "../domain/outcome.ts";
import type { FileMode } from "../domain/patch.ts";
import type { IssueRef } from "../domain/repository.ts";

export type FileContent = { path: string; mode: FileMode; content: Uint8Array | null };

export type Publication = {
  issue: IssueRef;
  branch: string;
  /** Branch the pull request goes into. */
  into: string;
  /** The open pull request that it goes on, by number; null: none is known. Where a person closed it, nothing is written. */
  revises: number | null;
  /** The head of the branch when it was read; null: its tree is not known. */
  head: { sha: string; treeSha: string } | null;
  /** Commits the new commit stands on: the branch's head if it exists, and the base it was built from. */
  parents: string[];
  baseTreeSha: string;
  /** Content null: the file is deleted. */
  files: FileContent[];
  /** The tree that was verified. Publishing anything else is refused. */
  treeSha: string;
  /** Whether a pull request that is opened for it is a draft. */
  draft: boolean;
  /** The same change as a patch, for adapters that keep files instead of commits. */
  diff: Uint8Array;
  message: string;
  /** What a pull request says that is opened from the branch. Asked for only then, once the commit is on the branch. */
  textFor(commit: PublishedCommit): Promise<PullText>;
};

export type PullText = { title: string; body: string };

/** `isNew`: this call made it, so that nothing else of ours can be on it. */
export type PublishedCommit = { sha: string; isNew: boolean };

export type Published =
  /**
   * `commitSha`: where no commits are made, the tree. `isOurs`: our app opened the pull request, now or in an earlier
   * call. `described`: this call opened it, with the text for the commit. `isNew`: as in PublishedCommit.
   */
  | {
      kind: "published";
      pull: PullRef;
      commitSha: string;
      isNew: boolean;
      isOurs: boolean;
      described: boolean;
    }
  /** Somebody pushed to the branch meanwhile: nothing was written over. */
  | { kind: "branch-moved"; branchSha: string }
  /** GitHub's rule: no app without `workflows: write` brings in workflow files that differ from the default branch's. */
  | { kind: "workflows-differ"; githubSaid: string }
  /** A person closed our pull request and left its branch. It stays closed. */
  | { kind: "pull-closed"; number: number }
  /** A person merged the pull request that this goes on, or that an earlier call made of this: nothing more was written. */
  | { kind: "pull-merged"; number: number }
  /** A person pointed our pull request at another branch: nothing was written. */
  | { kind: "retargeted"; number: number; into: string };

// Views of repositories in memory, as a run has them of git's objects.
import { PermanentError } from "../../../src/domain/errors.ts";
import type { Patch } from "../../../src/domain/patch.ts";
import type { GitSource } from "../../../src/github/github.ts";
import { parseDiff } from "../../../worker/workspace/changes.ts";
import type { TreeView, Workspace, Workspaces } from "../../../worker/workspace/workspace.ts";
import { applyDiff, changedPaths, diffBetween } from "./diff.ts";
import { blobSha, type FakeRepository, type Tree, treeSha } from "./repository.ts";

/** `repositoryAt` knows a repository by the address git would fetch it from. */
export function fakeWorkspaces(repositoryAt: (git: GitSource) => FakeRepository | undefined): Workspaces {
  return {
    async open(_key, git, sha, signal) {
      signal.throwIfAborted();
      const repository = repositoryAt(git);
      if (!repository?.has(sha))
        throw new PermanentError({
          kind: "commit-not-fetched",
          url: git.url,
          sha,
          gitSaid: "no such commit",
          because: "refused",
        });
      return workspaceOf(repository, sha);
    },
    reap: async () => 0,
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function workspaceOf(repository: FakeRepository, sha: string): Workspace {
  const { tree: base } = repository.commit(sha);
  const made = new Map<string, Tree>();
  return {
    sha,
    treeSha: treeSha(base),
    tree: { sha, checkout: `memory:${sha}`, mirror: "memory:" },
    view: viewOf(base),
    notes: [],
    async apply(diff) {
      const patched = applyDiff(base, Buffer.from(diff).toString());
      if (patched.kind === "does-not-apply") return patched;
      const patch = patchBetween(sha, base, patched.tree);
      made.set(patch.treeSha, patched.tree);
      return { kind: "applied", patch };
    },
    contents: async ({ treeSha: of, changes }) =>
      changes.map(({ path, mode }) => {
        const content = made.get(of)?.get(path);
        return { path, mode, content: content === undefined ? null : Buffer.from(content) };
      }),
    async diffTo(other, maxBytes) {
      const diff = Buffer.from(diffBetween(base, repository.commit(other).tree));
      if (diff.length > maxBytes)
        throw new PermanentError({ kind: "difference-too-large", from: sha, to: other, maxBytes });
      return diff;
    },
    diffFrom: async (other, { treeSha: of }) =>
      Buffer.from(diffBetween(repository.commit(other).tree, made.get(of) ?? base)),
    subjects: async (of, most) =>
      repository
        .history(of)
        .filter(({ parents }) => parents.length < 2)
        .map(({ message }) => message.split("\n", 1)[0] ?? "")
        .slice(0, most),
    [Symbol.asyncDispose]: async () => undefined,
  };
}

function patchBetween(baseSha: string, base: Tree, head: Tree): Patch {
  const diff = Buffer.from(diffBetween(base, head));
  const paths = changedPaths(base, head);
  const raw = paths.map((path) => ({ path, blob: "", ...modesOf(base.has(path), head.has(path)) }));
  const sizes = paths.map((path) => Buffer.byteLength(head.get(path) ?? ""));
  const changes = parseDiff(raw, diff, sizes);
  return { diff, baseSha, treeSha: treeSha(head), changes };
}

function modesOf(wasThere: boolean, isThere: boolean) {
  const [file, none] = ["100644", "000000"] as const;
  if (!wasThere) return { kind: "added", mode: file, previousMode: none } as const;
  if (!isThere) return { kind: "deleted", mode: none, previousMode: file } as const;
  return { kind: "modified", mode: file, previousMode: file } as const;
}

function viewOf(tree: Tree): TreeView {
  return {
    paths: [...tree.keys()].toSorted(),
    read: async (path) => tree.get(path) ?? null,
    async readAll(paths, { fileBytes, allBytes }) {
      const texts = new Map<string, string>();
      let room = allBytes;
      for (const path of paths) {
        const text = tree.get(path);
        const bytes = Buffer.byteLength(text ?? "");
        if (text === undefined || bytes > fileBytes) continue;
        if (bytes > room) break;
        room -= bytes;
        texts.set(path, text);
      }
      return texts;
    },
    contentId: (path) => {
      const content = tree.get(path);
      return content === undefined ? null : blobSha(content);
    },
  };
}

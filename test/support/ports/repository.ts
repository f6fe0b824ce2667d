// Repositories in memory, the same for all fakes of a run: commits with their files, and branches that name them.
import { createHash } from "node:crypto";

/** Contents by path. Text only. */
export type Tree = ReadonlyMap<string, string>;

export type Commit = {
  sha: string;
  tree: Tree;
  parents: readonly string[];
  message: string;
  /** Our app made it. */
  isOurs: boolean;
};

export type FakeRepository = {
  branches: Map<string, string>;
  /** Throws for a commit that is not there. */
  commit(sha: string): Commit;
  has(sha: string): boolean;
  /** Adds a commit; no branch moves. */
  add(commit: Omit<Commit, "sha">): string;
  /** Commits changes by a person on top of a branch, which is made where it is missing; null deletes a file. */
  push(branch: string, changes: Record<string, string | null>, message?: string): string;
  /** A commit and all it stands on, newest first. */
  history(sha: string): Commit[];
  /** The newest commit that both stand on. */
  mergeBase(one: string, other: string): string;
};

export function fakeRepository(): FakeRepository {
  const commits = new Map<string, Commit>();
  const branches = new Map<string, string>();
  const commit = (sha: string) => {
    const found = commits.get(sha);
    if (found === undefined) throw new Error(`there is no commit ${sha}`);
    return found;
  };
  const add: FakeRepository["add"] = (made) => {
    const sha = sha1(JSON.stringify({ ...made, tree: treeSha(made.tree) }));
    commits.set(sha, { sha, ...made });
    return sha;
  };
  const history = (sha: string): Commit[] => {
    const found = new Map<string, Commit>();
    const waiting = [sha];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (found.has(next)) continue;
      found.set(next, commit(next));
      waiting.push(...commit(next).parents);
    }
    return [...found.values()];
  };
  return {
    branches,
    commit,
    has: (sha) => commits.has(sha),
    add,
    push(branch, changes, message = "change") {
      const head = branches.get(branch);
      const tree = new Map(head === undefined ? [] : commit(head).tree);
      for (const [path, content] of Object.entries(changes)) {
        if (content === null) tree.delete(path);
        else tree.set(path, content);
      }
      const sha = add({ tree, parents: head === undefined ? [] : [head], message, isOurs: false });
      branches.set(branch, sha);
      return sha;
    },
    history,
    mergeBase(one, other) {
      const ofOther = new Set(history(other).map(({ sha }) => sha));
      const found = history(one).find(({ sha }) => ofOther.has(sha));
      if (found === undefined) throw new Error("the commits have nothing in common");
      return found.sha;
    },
  };
}

/** The same for the same files, and for no others. */
export function treeSha(tree: Tree): string {
  return sha1(JSON.stringify([...tree].toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

/** As git names it. */
export function blobSha(content: string): string {
  return sha1(`blob ${Buffer.byteLength(content)}\0${content}`);
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

// Commits: writes and reads them, lists their changes, and compares two lines of history.
import type { Git } from "./git.ts";

export type Signature = { name: string; email: string; date: string };

export type CommitRecord = {
  sha: string;
  tree: string;
  parents: string[];
  author: Signature;
  committer: Signature;
  message: string;
};

export type ChangedFile = {
  path: string;
  previousPath: string | null;
  status: "added" | "removed" | "modified" | "renamed";
  sha: string;
  additions: number;
  deletions: number;
  patch: string | null;
};

const FIELD = "\x1f";
const RECORD = "\x1e";
const FORMAT = `--format=${["%H", "%T", "%P", "%an", "%ae", "%aI", "%cn", "%ce", "%cI", "%B"].join(FIELD)}${RECORD}`;

export async function writeCommit(git: Git, commit: Omit<CommitRecord, "sha">): Promise<string> {
  const parents = commit.parents.flatMap((parent) => ["-p", parent]);
  return await git.text(["commit-tree", commit.tree, ...parents], {
    input: commit.message,
    env: {
      GIT_AUTHOR_NAME: commit.author.name,
      GIT_AUTHOR_EMAIL: commit.author.email,
      GIT_AUTHOR_DATE: commit.author.date,
      GIT_COMMITTER_NAME: commit.committer.name,
      GIT_COMMITTER_EMAIL: commit.committer.email,
      GIT_COMMITTER_DATE: commit.committer.date,
    },
  });
}

/** Newest first. `range` is anything that `git log` accepts: a commit, `a..b`, `-- path`. */
export async function logCommits(git: Git, range: string[]): Promise<CommitRecord[]> {
  const text = await git.text(["log", FORMAT, ...range]);
  return text
    .split(RECORD)
    .map((record) => record.replace(/^\n/, ""))
    .filter((record) => record !== "")
    .map(parseCommit);
}

export async function readCommit(git: Git, sha: string): Promise<CommitRecord> {
  const [commit] = await logCommits(git, ["-1", sha]);
  if (!commit) throw new Error(`Could not read the commit ${sha} in ${git}.`);
  return commit;
}

function parseCommit(record: string): CommitRecord {
  const [
    sha = "",
    tree = "",
    parents = "",
    an = "",
    ae = "",
    ad = "",
    cn = "",
    ce = "",
    cd = "",
    ...message
  ] = record.split(FIELD);
  return {
    sha,
    tree,
    parents: parents.split(" ").filter((parent) => parent !== ""),
    author: { name: an, email: ae, date: utc(ad) },
    committer: { name: cn, email: ce, date: utc(cd) },
    message: message.join(FIELD).replace(/\n$/, ""),
  };
}

function utc(date: string): string {
  return new Date(date).toISOString().replace(/\.\d{3}Z$/, "Z");
}

export function mergeBase(git: Git, one: string, other: string): Promise<string | null> {
  return git.ask(["merge-base", one, other]);
}

/** The tree of a clean merge, or null if the two conflict. */
export async function mergedTree(git: Git, base: string, head: string): Promise<string | null> {
  const result = await git.run(["merge-tree", "--write-tree", base, head]);
  return result.status === 0 ? (result.out.toString().split("\n")[0] ?? null) : null;
}

/** The changes between two commits, file by file. `from` null: from an empty tree. */
export async function changedFiles(git: Git, from: string | null, to: string): Promise<ChangedFile[]> {
  const ask = (flags: string[]) => git.text(["diff-tree", "-r", "-M", ...flags, from ?? EMPTY_TREE, to]);
  const [changes, numstat, patches] = await Promise.all([
    changedPaths(git, from, to),
    ask(["--numstat", "-z"]),
    ask(["-p"]),
  ]);
  const counts = parseCounts(numstat);
  // Every line of a patch begins with a sign, so only a new file begins like this. Files come in the same order.
  const texts = patches.split(/^diff --git /m).slice(1);
  return changes.map((change, at) => {
    const count = counts.get(change.path) ?? { additions: 0, deletions: 0, binary: false };
    const text = texts[at] ?? "";
    const hunks = text.indexOf("\n@@ ");
    const patch = count.binary ? null : hunks < 0 ? "" : text.slice(hunks + 1).replace(/\n$/, "");
    return { ...change, additions: count.additions, deletions: count.deletions, patch };
  });
}

type ChangedPath = Pick<ChangedFile, "path" | "previousPath" | "status" | "sha">;

const STATUS: Record<string, ChangedFile["status"]> = { A: "added", D: "removed", R: "renamed" };
const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

export async function changedPaths(git: Git, from: string | null, to: string): Promise<ChangedPath[]> {
  const range = [from ?? EMPTY_TREE, to];
  const raw = await git.text(["diff-tree", "-r", "-M", "-z", "--raw", "--no-abbrev", ...range]);
  const changes: ChangedPath[] = [];
  const fields = raw.split("\0");
  for (let at = 0; at + 1 < fields.length; ) {
    const [, , oldSha = "", newSha = "", letter = ""] = (fields[at++] ?? "").split(" ");
    const first = fields[at++] ?? "";
    const status = STATUS[letter[0] ?? ""] ?? "modified";
    const path = status === "renamed" ? (fields[at++] ?? "") : first;
    const previousPath = status === "renamed" ? first : null;
    changes.push({ path, previousPath, status, sha: status === "removed" ? oldSha : newSha });
  }
  return changes;
}

type Count = { additions: number; deletions: number; binary: boolean };

function parseCounts(text: string): Map<string, Count> {
  const counts = new Map<string, Count>();
  const fields = text.split("\0");
  for (let at = 0; at + 1 < fields.length; ) {
    const [added = "", removed = "", name = ""] = (fields[at++] ?? "").split("\t");
    // A renamed file has a separate field for each of its two names.
    if (name === "") at++;
    const path = name === "" ? (fields[at++] ?? "") : name;
    const binary = added === "-";
    const [additions, deletions] = binary ? [0, 0] : [Number(added), Number(removed)];
    counts.set(path, { additions, deletions, binary });
  }
  return counts;
}

// Writes the files of a commit into an empty folder, with a `.git` folder that borrows the mirror's objects.
import { spawn } from "node:child_process";
import { chmod, copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PermanentError } from "../../src/domain/errors.ts";
import type { GitSource } from "../../src/github/github.ts";
import { nullOn } from "../leases/null-on.ts";
import { type Git, tidy } from "./git.ts";
import type { Mirror } from "./mirror.ts";
import { originOf, remoteNamed } from "./origin.ts";
import { HISTORY_FILES, packedTags, tagHistory } from "./tag-history.ts";
import { fetchTags, type Tag } from "./tags.ts";

const CONFIG = `[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = false
[gc]
\tauto = 0
`;
const UPSTREAM = `[branch "main"]
\tremote = origin
\tmerge = refs/heads/main
`;

/**
 * The checkout is what a clone would be: git's own modes, a branch, the origin, the tags that reach the commit. The
 * repository's own attributes can change line ends, but run nothing, because no filter is configured.
 */
export async function checkOut(options: {
  git: Git;
  mirror: Mirror;
  source: GitSource;
  sha: string;
  tree: string;
  signal: AbortSignal;
  /** Adds what is no part of the commit, before modes and times are set. */
  add(): Promise<void>;
}): Promise<void> {
  const { git, mirror, source, sha, tree, signal } = options;
  // The host tells its tags while the files are written.
  const [tags] = await Promise.all([fetchTags(options), writeFiles(options)]);
  await options.add();
  await writeGitFolder(join(tree, ".git"), { mirror, source, sha, tags });
  const env = { GIT_DIR: mirror.path, GIT_WORK_TREE: tree, GIT_INDEX_FILE: join(tree, ".git", "index") };
  // Whatever the umask of this process. `chmod -R` follows no link.
  await command(["chmod", "-R", "u=rwX,go=rX", tree], signal);
  // Git reads every file that is as new as its index, because it might have changed in the same second. So make all older.
  const old = ["-exec", "touch", "--no-dereference", "--date=1 hour ago", "{}", "+"];
  await command(["find", tree, "-path", join(tree, ".git"), "-prune", "-o", ...old], signal);
  // Modes and times have changed. Refresh the index here once; otherwise the first `git status` of each run would do it.
  await git({ args: ["update-index", "-q", "--refresh"], cwd: tree, env, timeoutMs: 10 * 60_000, signal });
  await chmod(env.GIT_INDEX_FILE, 0o644);
}

async function writeFiles({ git, mirror, sha, tree, signal }: Parameters<typeof checkOut>[0]): Promise<void> {
  await mkdir(join(tree, ".git"));
  const env = { GIT_DIR: mirror.path, GIT_WORK_TREE: tree, GIT_INDEX_FILE: join(tree, ".git", "index") };
  const steps = [
    ["read-tree", sha],
    ["checkout-index", "--all", "--index", "--quiet"],
  ];
  for (const args of steps) {
    const answer = await git({ args, cwd: tree, env, timeoutMs: 10 * 60_000, signal });
    if (answer.status !== 0) throw checkoutError(sha, tidy(answer.stderr));
  }
}

type Clone = { mirror: Mirror; source: GitSource; sha: string; tags: Tag[] };

async function writeGitFolder(folder: string, { mirror, source, sha, tags }: Clone): Promise<void> {
  const origin = originOf(source);
  await mkdir(join(folder, "objects", "info"), { recursive: true });
  await mkdir(join(folder, "refs", "heads"), { recursive: true });
  await writeFile(join(folder, "objects", "info", "alternates"), "/mirror/objects\n");
  // Build tools ask for a branch; the arms of a measurement have the same.
  await writeFile(join(folder, "HEAD"), "ref: refs/heads/main\n");
  await writeFile(join(folder, "refs", "heads", "main"), `${sha}\n`);
  await writeFile(join(folder, "config"), CONFIG + (origin === null ? "" : remoteNamed(origin) + UPSTREAM));
  await writeFile(join(folder, "packed-refs"), Buffer.from(packedTags(tags), "latin1"));
  const history = tagHistory(tags, sha);
  for (const part of HISTORY_FILES) await writeFile(join(folder, part), Buffer.from(history[part], "latin1"));
  if (origin !== null) {
    await mkdir(join(folder, "refs", "remotes", "origin"), { recursive: true });
    await writeFile(join(folder, "refs", "remotes", "origin", "main"), `${sha}\n`);
    await writeFile(join(folder, "refs", "remotes", "origin", "HEAD"), "ref: refs/remotes/origin/main\n");
  }
  await nullOn(["ENOENT"], () => copyFile(join(mirror.path, "shallow"), join(folder, "shallow")));
}

function command([name = "", ...words]: string[], signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(name, words, { stdio: "ignore", signal });
    child.on("error", reject);
    child.on("close", (status) =>
      status === 0 ? resolve() : reject(new Error(`${name} in the checkout ended with ${status}`)),
    );
  });
}

function checkoutError(sha: string, gitSaid: string): Error {
  return new PermanentError({ kind: "commit-not-checked-out", sha, gitSaid });
}

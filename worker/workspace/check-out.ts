// Writes the files of a commit into an empty folder, with a `.git` folder that borrows the mirror's objects.
import { spawn } from "node:child_process";
import { chmod, copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PermanentError } from "../../src/domain/errors.ts";
import { nullOn } from "../leases/null-on.ts";
import { type Git, tidy } from "./git.ts";
import type { Mirror } from "./mirror.ts";

const CONFIG = `[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = false
[gc]
\tauto = 0
`;

/**
 * The repository's own attributes can change line ends, but run nothing, because no filter is configured. Everyone may
 * write to the checkout: each sandbox works on it through an overlay, under a uid of its own.
 */
export async function checkOut(options: {
  git: Git;
  mirror: Mirror;
  sha: string;
  tree: string;
  signal: AbortSignal;
}): Promise<void> {
  const { git, mirror, sha, tree, signal } = options;
  await writeGitFolder(mirror, sha, join(tree, ".git"));
  const index = join(tree, ".git", "index");
  const env = { GIT_DIR: mirror.path, GIT_WORK_TREE: tree, GIT_INDEX_FILE: index };
  const steps = [
    ["read-tree", sha],
    ["checkout-index", "--all", "--index", "--quiet"],
  ];
  for (const args of steps) {
    const answer = await git({ args, cwd: tree, env, timeoutMs: 10 * 60_000, signal });
    if (answer.status !== 0) throw checkoutError(sha, tidy(answer.stderr));
  }
  // `chmod -R` follows no link.
  await command(["chmod", "-R", "a+rwX", tree], signal);
  // Git reads every file that is as new as its index, because it might have changed in the same second. So make all older.
  const old = ["-exec", "touch", "--no-dereference", "--date=1 hour ago", "{}", "+"];
  await command(["find", tree, "-path", join(tree, ".git"), "-prune", "-o", ...old], signal);
  // Modes and times have changed. Refresh the index here once; otherwise the first `git status` of each run would do it.
  await git({ args: ["update-index", "-q", "--refresh"], cwd: tree, env, timeoutMs: 10 * 60_000, signal });
  await chmod(index, 0o666);
}

async function writeGitFolder(mirror: Mirror, sha: string, folder: string): Promise<void> {
  await mkdir(join(folder, "objects", "info"), { recursive: true });
  await mkdir(join(folder, "refs", "heads"), { recursive: true });
  await writeFile(join(folder, "objects", "info", "alternates"), "/mirror/objects\n");
  // Build tools ask for a branch; the arms of a measurement have the same.
  await writeFile(join(folder, "HEAD"), "ref: refs/heads/main\n");
  await writeFile(join(folder, "refs", "heads", "main"), `${sha}\n`);
  await writeFile(join(folder, "config"), CONFIG);
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

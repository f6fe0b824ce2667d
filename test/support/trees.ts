// Small trees to open sandboxes on, as `workspace/` makes them, and what a test asks a sandbox for.
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmod, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { createLog } from "../../src/log.ts";
import type { LayerKey, OpenOptions, Tree, Trust } from "../../worker/sandboxes/sandbox.ts";
import { gitWorkspaces } from "../../worker/workspace/git-workspaces.ts";
import { emptyRepository, temporaryFolder } from "./git.ts";

const execute = promisify(execFile);

const SMALL_LIMITS = {
  memoryBytes: 256 * 1024 ** 2,
  pids: 64,
  cpuShares: 512,
  diskBytes: 64 * 1024 ** 2,
};

export function openOptions(tree: Tree, changes: Partial<OpenOptions> = {}): OpenOptions {
  return {
    image: "base",
    tree,
    layer: null,
    patch: null,
    blinding: null,
    egress: null,
    limits: SMALL_LIMITS,
    runId: "test",
    purpose: "coder",
    ...changes,
  };
}

/** For a set-up that nobody did before, and that may read any file. */
export function layerKey(tree: Tree): LayerKey {
  const trust: Trust = { domain: "octo/test", ref: "trusted" };
  return { image: "base", trust, recipe: randomUUID(), tree, paths: null };
}

export type TestTree = AsyncDisposable & { tree: Tree };

/** A commit of the given files: a bare mirror and a checkout as `workspace/` makes them. */
export async function aTree(files: Record<string, string | Uint8Array>): Promise<TestTree> {
  const folder = await mkdtemp(join(tmpdir(), "issuewright-tree-"));
  const [source, mirror, checkout] = ["source", "mirror", "checkout"].map((name) => join(folder, name));
  if (source === undefined || mirror === undefined || checkout === undefined) throw new Error("no folders");
  await chmod(folder, 0o755);
  await mkdir(source);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(source, path)), { recursive: true });
    await writeFile(join(source, path), content);
  }
  await git(source, "init", "-q", "-b", "main");
  await git(source, "add", "--all", "--force");
  await git(source, "commit", "-q", "--allow-empty", "-m", "the base");
  await git(folder, "clone", "-q", "--bare", "source", "mirror");
  await git(folder, "clone", "-q", "--shared", "mirror", "checkout");
  await git(checkout, "remote", "remove", "origin");
  await writeFile(join(checkout, ".git/objects/info/alternates"), "/mirror/objects\n");
  await execute("chmod", ["-R", "u=rwX,go=rX", checkout]);
  const sha = (await git(mirror, "rev-parse", "HEAD")).trim();
  return {
    tree: { sha, checkout, mirror },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 20 }),
  };
}

/** The same as `workspace/` really makes it, with an origin and tags: one of an older commit, one of this. */
export async function aClone(files: Record<string, string | Uint8Array>): Promise<TestTree> {
  await using stack = new AsyncDisposableStack();
  const data = stack.use(temporaryFolder());
  const repository = stack.use(emptyRepository());
  repository.commit({ "old.txt": "old\n" });
  repository.git("tag", "--annotate", "--message", "first", "v1.0.0");
  repository.commit({ ...files, "old.txt": null });
  repository.git("add", "--all", "--force");
  repository.git("commit", "--quiet", "--amend", "--no-edit");
  const sha = repository.git("rev-parse", "HEAD").trim();
  repository.git("tag", "nightly");
  const log = createLog({ level: "silent", name: "test" });
  const workspaces = stack.use(gitWorkspaces({ dataDir: data.path, log }));
  const source = {
    url: repository.path,
    origin: "https://ada:secret@example.com/octo/test.git",
    authorization: async () => null,
  };
  const { tree } = await workspaces.open("octo/test", source, sha, new AbortController().signal);
  await chmod(data.path, 0o755);
  const all = stack.move();
  return { tree, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** Git on the host, for making trees and for judging patches. */
export async function git(folder: string, ...words: string[]): Promise<string> {
  const identity = ["-c", "user.name=test", "-c", "user.email=test@localhost", "-c", "safe.directory=*"];
  const { stdout } = await execute("git", [...identity, "-C", folder, ...words]);
  return stdout;
}

// Workspaces on real git: the parts of a commit that a run sees, and what runs share.
import { execFileSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { PermanentError } from "../../../src/domain/errors.ts";
import { createLog } from "../../../src/log.ts";
import { gitWorkspaces } from "../../../worker/workspace/git-workspaces.ts";
import type { Workspaces } from "../../../worker/workspace/workspace.ts";
import { emptyRepository, type Repository, temporaryFolder } from "../../support/git.ts";

const log = createLog({ level: "silent", name: "test" });
const quiet = () => new AbortController().signal;
const sourceOf = (repository: Repository) => ({ url: repository.path, authorization: async () => null });

let data: ReturnType<typeof temporaryFolder>;
let repository: Repository;
let workspaces: Workspaces;

beforeEach(() => {
  data = temporaryFolder();
  repository = emptyRepository();
  workspaces = gitWorkspaces({ dataDir: data.path, log });
});

afterEach(async () => {
  await workspaces[Symbol.asyncDispose]();
  repository[Symbol.dispose]();
  data[Symbol.dispose]();
});

const open = (sha: string, key = "ada/calc") => workspaces.open(key, sourceOf(repository), sha, quiet());

/** `git status` as in a sandbox, which has the mirror at /mirror. */
const statusIn = (workspace: { tree: { checkout: string; mirror: string } }) =>
  execFileSync("git", ["-c", "safe.directory=*", "status", "--porcelain"], {
    cwd: workspace.tree.checkout,
    env: { PATH: "/usr/bin:/bin", GIT_ALTERNATE_OBJECT_DIRECTORIES: `${workspace.tree.mirror}/objects` },
    stdio: ["ignore", "pipe", "ignore"],
  }).toString();

describe("a workspace", () => {
  it("holds the files of exactly the requested commit, and git finds none of them changed", async () => {
    const older = repository.commit(
      { "a.txt": "one\n", "src/run.sh": "#!/bin/sh\n" },
      { executable: ["src/run.sh"] },
    );
    repository.commit({ "a.txt": "two\n" });
    await using workspace = await open(older);
    expect(readFileSync(join(workspace.tree.checkout, "a.txt"), "utf8")).toBe("one\n");
    expect(statusIn(workspace)).toBe("");
    expect(workspace.treeSha).toBe(repository.git("rev-parse", `${older}^{tree}`).trim());
    const inGit = (name: string) => readFileSync(join(workspace.tree.checkout, ".git", name), "utf8");
    expect([inGit("HEAD"), inGit("refs/heads/main")]).toEqual(["ref: refs/heads/main\n", `${older}\n`]);
    expect(readFileSync(join(workspace.tree.checkout, ".git/objects/info/alternates"), "utf8")).toBe(
      "/mirror/objects\n",
    );
  });

  it("has the modes that git gives, whatever the umask of this process", async () => {
    const sha = repository.commit(
      { "a.txt": "one\n", "src/run.sh": "#!/bin/sh\n" },
      { executable: ["src/run.sh"] },
    );
    const umask = process.umask(0o077);
    await using workspace = await open(sha).finally(() => process.umask(umask));
    const modes = ["a.txt", "src", "src/run.sh", ".git", ".git/index"].map(
      (path) => lstatSync(join(workspace.tree.checkout, path)).mode & 0o777,
    );
    expect(modes).toEqual([0o644, 0o755, 0o755, 0o755, 0o644]);
  });

  it("notes what it leaves out: submodules and files in LFS", async () => {
    repository.commit({ ".gitattributes": "*.psd filter=lfs diff=lfs\n", "a.txt": "one\n" });
    repository.git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},vendor/part`);
    repository.git("commit", "--quiet", "--message", "add a submodule");
    await using workspace = await open(repository.git("rev-parse", "HEAD").trim());
    expect(workspace.notes).toEqual([
      { kind: "submodules-empty", paths: ["vendor/part"] },
      { kind: "lfs-pointers" },
    ]);
    expect(readdirSync(join(workspace.tree.checkout, "vendor/part"))).toEqual([]);
    expect(statusIn(workspace)).toBe("");
  });

  it("names every submodule", async () => {
    repository.commit({ "a.txt": "one\n" });
    for (const name of ["a", "b", "c", "d", "e", "f`", "g"])
      repository.git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},${name}`);
    repository.git("commit", "--quiet", "--message", "add submodules");
    await using workspace = await open(repository.git("rev-parse", "HEAD").trim());
    expect(workspace.notes).toEqual([
      { kind: "submodules-empty", paths: ["a", "b", "c", "d", "e", "f`", "g"] },
    ]);
  });

  it("runs nothing that the repository configures", async () => {
    const sha = repository.commit({ ".gitattributes": "* filter=evil\n", "a.txt": "one\n" });
    repository.git("config", "filter.evil.smudge", "touch /tmp/issuewright-was-here");
    await using workspace = await open(sha);
    expect(readFileSync(join(workspace.tree.checkout, "a.txt"), "utf8")).toBe("one\n");
    expect(existsSync("/tmp/issuewright-was-here")).toBe(false);
  });

  it("opens a commit of a shallow clone with the history that it has", async () => {
    repository.commit({ "a.txt": "one\n" });
    const sha = repository.commit({ "a.txt": "two\n" });
    using shallow = temporaryFolder();
    execFileSync("git", [
      "clone",
      "--quiet",
      "--depth=1",
      `file://${repository.path}`,
      join(shallow.path, "clone"),
    ]);
    const source = { url: join(shallow.path, "clone"), authorization: async () => null };
    await using workspace = await workspaces.open("shallow", source, sha, quiet());
    expect(readFileSync(join(workspace.tree.checkout, ".git/shallow"), "utf8")).toBe(`${sha}\n`);
    expect(statusIn(workspace)).toBe("");
  });

  it("has only the newest history of a large repository, notes that, and fetches newer commits", async () => {
    const first = repository.commit({ "a.txt": "first\n" });
    repository.emptyCommits(110);
    const older = repository.commit({ "a.txt": "one\n" });
    const large = { ...sourceOf(repository), kib: 3 * 1024 ** 2 };
    await using workspace = await workspaces.open("large", large, older, quiet());
    expect(workspace.notes).toEqual([{ kind: "history-cut", commits: 100 }]);
    const inCheckout = (...words: string[]) =>
      execFileSync("git", ["-c", "safe.directory=*", "-C", workspace.tree.checkout, ...words], {
        env: { ...process.env, GIT_ALTERNATE_OBJECT_DIRECTORIES: join(workspace.tree.mirror, "objects") },
        // The checkout names the mirror's path in a sandbox, which does not exist outside.
        stdio: ["ignore", "pipe", "ignore"],
      }).toString();
    expect(inCheckout("rev-list", "HEAD").trim().split("\n")).toHaveLength(100);
    expect(inCheckout("blame", "--porcelain", "a.txt")).toContain(older);
    expect(statusIn(workspace)).toBe("");

    const newer = repository.commit({ "a.txt": "two\n" });
    expect(await workspace.apply(await workspace.diffTo(newer, 10_000))).toMatchObject({ kind: "applied" });
    // A commit that is requested by name is fetched, however old it is.
    expect(Buffer.from(await workspace.diffTo(first, 10_000)).toString()).toContain("+first");
    await using whole = await open(older);
    expect(whole.notes).toEqual([]);
  });

  it("compares with another commit", async () => {
    const older = repository.commit({ "a.txt": "one\n" });
    const newer = repository.commit({ "a.txt": "two\n" });
    await using workspace = await open(older);
    const text = await workspace.diffTo(newer, 10_000);
    expect(await workspace.apply(text)).toMatchObject({
      kind: "applied",
      patch: { treeSha: repository.git("rev-parse", `${newer}^{tree}`).trim() },
    });
    await expect(workspace.diffTo(newer, 50)).rejects.toThrow(PermanentError);
  });
});

describe("opening", () => {
  it("checks a commit out once for all runs on it, parallel or later", async () => {
    const sha = repository.commit({ "a.txt": "one\n" });
    const [first, second] = await Promise.all([open(sha), open(sha)]);
    expect(second.tree).toEqual(first.tree);
    await first[Symbol.asyncDispose]();
    await second[Symbol.asyncDispose]();
    await using third = await open(sha);
    expect(third.tree).toEqual(first.tree);
  });

  it("serves workers that share the data directory, at the same moment", async () => {
    const sha = repository.commit({ "a.txt": "one\n" });
    const others = Array.from({ length: 3 }, () => gitWorkspaces({ dataDir: data.path, log }));
    const opened = await Promise.all(
      others.map((other) => other.open("k", sourceOf(repository), sha, quiet())),
    );
    expect(await Promise.all(opened.map(({ view }) => view.read("a.txt")))).toEqual([
      "one\n",
      "one\n",
      "one\n",
    ]);
    expect(opened.map(statusIn)).toEqual(["", "", ""]);
    for (const other of others) await other[Symbol.asyncDispose]();
  });

  it("keeps repositories with different keys apart, and fetches only requested commits", async () => {
    const asked = repository.commit({ "a.txt": "one\n" });
    const secret = repository.commit({ "a.txt": "secret\n" });
    await using one = await open(asked, "ada/calc");
    await using two = await open(asked, "ada-calc");
    expect(one.tree.mirror).not.toBe(two.tree.mirror);
    const objects = execFileSync("git", ["cat-file", "--batch-all-objects", "--batch-check=%(objectname)"], {
      env: { PATH: "/usr/bin:/bin", GIT_DIR: one.tree.mirror },
    });
    expect(objects.toString()).toContain(asked);
    expect(objects.toString()).not.toContain(secret);
  });

  it("fetches a commit that is newer than the mirror", async () => {
    await (await open(repository.commit({ "a.txt": "one\n" })))[Symbol.asyncDispose]();
    await using workspace = await open(repository.commit({ "a.txt": "two\n" }));
    expect(await workspace.view.read("a.txt")).toBe("two\n");
  });

  it("refuses for good an unknown commit, an empty or missing repository, a bad commit id and another protocol", async () => {
    const nowhere = { url: "/nowhere/at/all", authorization: async () => null };
    const ssh = { url: "git@github.com:ada/calc.git", authorization: async () => null };
    const some = "1".repeat(40);
    const refused = (fault: object) => ({ name: "PermanentError", fault });
    const unknown = refused({ kind: "commit-not-fetched", url: repository.path, because: "refused" });
    await expect(open(some)).rejects.toMatchObject(unknown);
    repository.commit({ "a.txt": "one\n" });
    await expect(open(some)).rejects.toMatchObject(unknown);
    const evil = "--upload-pack=evil";
    await expect(open(evil)).rejects.toMatchObject(refused({ kind: "no-commit-id", text: evil }));
    await expect(workspaces.open("k", nowhere, some, quiet())).rejects.toThrow(PermanentError);
    const other = refused({ kind: "address-unsupported", url: ssh.url });
    await expect(workspaces.open("k", ssh, some, quiet())).rejects.toMatchObject(other);
  });

  it("ends when its signal aborts, and leaves nothing behind", async () => {
    const sha = repository.commit({ "a.txt": "one\n" });
    const stopped = AbortSignal.abort(new Error("the run was cancelled"));
    await expect(workspaces.open("k", sourceOf(repository), sha, stopped)).rejects.toThrow(
      "the run was cancelled",
    );
    await (await open(sha))[Symbol.asyncDispose]();
    expect(readdirSync(join(data.path, "scratch"))).toEqual([]);
    expect(readdirSync(join(data.path, "mirrors")).filter((name) => name.startsWith("making."))).toEqual([]);
  });

  it("refuses a tree with names that lead into .git", async () => {
    writeFileSync(join(repository.path, "evil"), "[core]\n");
    const blob = repository.git("hash-object", "-w", "evil").trim();
    const tree = (entry: string) =>
      execFileSync("git", ["mktree"], { cwd: repository.path, input: `${entry}\n` })
        .toString()
        .trim();
    const inner = tree(`100644 blob ${blob}\tconfig`);
    const outer = tree(`040000 tree ${inner}\t.git`);
    const sha = repository.git("commit-tree", "-m", "evil", outer).trim();
    repository.git("update-ref", "refs/heads/evil", sha);
    const gitSaid = expect.stringContaining("invalid path '.git/config'");
    await expect(open(sha)).rejects.toMatchObject({ fault: { kind: "commit-not-checked-out", gitSaid } });
  });
});

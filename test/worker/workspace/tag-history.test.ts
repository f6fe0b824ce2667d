// What git itself says of the tags of a checkout, and of the history that stands for them in a blinded sandbox.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { createLog } from "../../../src/log.ts";
import { gitWorkspaces } from "../../../worker/workspace/git-workspaces.ts";
import { HISTORY_FILES } from "../../../worker/workspace/tag-history.ts";
import { emptyRepository, temporaryFolder } from "../../support/git.ts";

const log = createLog({ level: "silent", name: "test" });
const { signal } = new AbortController();

function asInSandbox(tree: { checkout: string; mirror: string }) {
  const env = { PATH: "/usr/bin:/bin", GIT_ALTERNATE_OBJECT_DIRECTORIES: `${tree.mirror}/objects` };
  return (...words: string[]) =>
    execFileSync("git", ["-c", "safe.directory=*", "-C", tree.checkout, ...words], {
      env,
      stdio: ["ignore", "pipe", "ignore"],
    })
      .toString()
      .trim();
}

/** A repository of one commit with a file, made as in a blinded sandbox. */
function blinded(checkout: string, folder: string) {
  const git = (input: Uint8Array, ...words: string[]) =>
    execFileSync("git", ["-C", folder, ...words], { input, stdio: ["pipe", "pipe", "pipe"] })
      .toString()
      .trim();
  const nothing = Buffer.of();
  git(nothing, "init", "--quiet", "--initial-branch=main");
  const [before, here] = HISTORY_FILES.map((name) => readFileSync(join(checkout, ".git", name)));
  git(before ?? nothing, "fast-import", "--quiet");
  writeFileSync(join(folder, "a.txt"), "one\n");
  const by = ["-c", "user.name=a", "-c", "user.email=a@localhost"];
  git(nothing, "add", "a.txt");
  git(nothing, ...by, "commit", "--quiet", "--message", "The repository");
  git(here ?? nothing, "fast-import", "--quiet");
  return (...words: string[]) => git(nothing, ...words);
}

describe("the tags of a checkout", () => {
  it("are those that reach its commit, as they are in the repository now", async () => {
    using data = temporaryFolder();
    using repository = emptyRepository();
    repository.commit({ "a.txt": "0\n" });
    repository.git("tag", "--annotate", "--message", "first", "v1.0.0");
    repository.commit({ "a.txt": "1\n" });
    repository.git("tag", "rel/ä-2");
    repository.git("tag", "moving");
    const older = repository.commit({ "a.txt": "2\n" });
    const newer = repository.commit({ "a.txt": "3\n" });
    repository.git("tag", "later");
    await using workspaces = gitWorkspaces({ dataDir: data.path, log });
    const source = { url: repository.path, authorization: async () => null };
    await using workspace = await workspaces.open("octo/a", source, older, signal);
    const seen = asInSandbox(workspace.tree);
    expect(seen("tag", "--list").split("\n")).toEqual(["moving", "rel/ä-2", "v1.0.0"]);
    expect([
      seen("describe"),
      seen("describe", "--tags", "--abbrev=0"),
      seen("cat-file", "-t", "v1.0.0"),
    ]).toEqual([`v1.0.0-2-g${older.slice(0, 7)}`, "moving", "tag"]);

    repository.git("tag", "--delete", "rel/ä-2");
    repository.git("tag", "rel");
    repository.git("tag", "--force", "moving");
    await using next = await workspaces.open("octo/a", source, newer, signal);
    const now = asInSandbox(next.tree);
    expect(now("tag", "--list").split("\n")).toEqual(["later", "moving", "rel", "v1.0.0"]);
    expect(now("rev-parse", "moving")).toBe(newer);
  });

  it("name the same version in a history that holds nothing else of the repository", async () => {
    using data = temporaryFolder();
    using folder = temporaryFolder();
    using repository = emptyRepository();
    repository.commit({ "a.txt": "0\n" });
    repository.git("tag", "--annotate", "--message", "first", "v1.0.0");
    repository.commit({ "a.txt": "1\n" });
    repository.git("tag", "--annotate", "--message", "second", "v1.10.0");
    repository.git("tag", "v1.10.0-light");
    const sha = repository.commit({ "a.txt": "2\n" });
    repository.git("tag", "nightly");
    await using workspaces = gitWorkspaces({ dataDir: data.path, log });
    const source = { url: repository.path, authorization: async () => null };
    await using workspace = await workspaces.open("octo/a", source, sha, signal);
    mkdirSync(join(folder.path, "arm"));
    const arm = blinded(workspace.tree.checkout, join(folder.path, "arm"));
    expect([
      arm("describe", "--abbrev=0"),
      arm("describe", "--tags"),
      arm("describe", "--tags", "--abbrev=0", "HEAD~1"),
      arm("cat-file", "-t", "v1.10.0"),
      arm("for-each-ref", "--format=%(creatordate:raw)", "refs/tags/v1.0.0"),
      arm("ls-tree", "--name-only", "HEAD~1"),
    ]).toEqual(["v1.10.0", "nightly", "v1.10.0", "tag", "1893456000 +0000", ""]);
  });
});

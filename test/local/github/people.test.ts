// People can do here exactly the actions that github.com would allow them.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { listTree } from "../../../local/github/git-tree.ts";
import { temporaryFolder } from "../../support/git.ts";
import { clientOf, startTestGitHub, type TestGitHub } from "../../support/local-github.ts";

let github: TestGitHub;
beforeEach(async () => {
  github = await startTestGitHub();
  await github.createRepository({ owner: "acme", name: "app", files: { "a.txt": "one\n" } });
  github.setPermission("acme/app", "mia", "write");
  github.setPermission("acme/app", "tom", "triage");
  github.addUser("sam");
});
afterEach(() => github[Symbol.asyncDispose]());

const first = { repository: "acme/app", number: 1 };

describe("a stranger", () => {
  it("may open, comment and edit their own text, and nothing else", async () => {
    const sam = github.asUser("sam");
    await sam.openIssue("acme/app", { title: "One", body: "Mine" });
    await sam.editIssue(first, { body: "Mine still" });
    const { id } = await sam.comment(first, "Please");
    await sam.editComment({ repository: "acme/app", id }, "Please!");
    await expect(sam.label(first, "ai-ready")).rejects.toThrow(
      "sam cannot do this in acme/app: it takes triage, and they have read.",
    );
    await expect(sam.push("acme/app", "x", {})).rejects.toThrow("it takes write");
    const other = await github.asUser("mia").comment(first, "Mine");
    await expect(sam.editComment({ repository: "acme/app", id: other.id }, "Ours")).rejects.toThrow("write");
    await expect(sam.deleteIssue(first)).rejects.toThrow("it takes admin");
  });

  it("sees nothing of a private repository", async () => {
    await github.createRepository({ owner: "acme", name: "secret", private: true });
    await expect(github.asUser("sam").openIssue("acme/secret", { title: "?" })).rejects.toThrow(
      "they have none",
    );
  });

  it("must have been added first", () => {
    expect(() => github.asUser("nobody")).toThrow("Call addUser first");
  });
});

describe("people with a role", () => {
  it("label from triage on, and lose it with the role", async () => {
    await github.asUser("tom").openIssue("acme/app", { title: "One" });
    await github.asUser("tom").label(first, "ai-ready");
    github.setPermission("acme/app", "tom", "none");
    await expect(github.asUser("tom").label(first, "more")).rejects.toThrow("they have read");
  });

  it("delete a branch, which closes its pull request, and merge one, which closes its issue", async () => {
    const mia = github.asUser("mia");
    await mia.openIssue("acme/app", { title: "One" });
    await mia.push("acme/app", "x", { "a.txt": "two\n" });
    await mia.openPull("acme/app", { title: "X", head: "x", base: "main" });
    await mia.deleteBranch("acme/app", "x");
    await mia.push("acme/app", "y", { "a.txt": null, "run.sh": { executable: "#!/bin/sh\n" } });
    await mia.openPull("acme/app", { title: "Y", head: "y", base: "main", body: "Fixes #1" });
    await mia.merge({ repository: "acme/app", number: 3 });
    const { issues, git } = github.repository("acme/app");
    expect([...issues.values()].map((issue) => `${issue.title} ${issue.state}`)).toEqual([
      "One closed",
      "X closed",
      "Y closed",
    ]);
    const tree = await listTree(git, "main", true);
    expect(tree.map((entry) => `${entry.mode} ${entry.path}`)).toEqual(["100755 run.sh"]);
    const client = clientOf(github, await github.token("acme"));
    const merged = await client.pulls.get({ owner: "acme", repo: "app", pull_number: 3 });
    expect(merged.data).toMatchObject({ merged: true, merged_by: { login: "mia" }, state: "closed" });
  });

  it("are told when a merge conflicts, and that nobody approves their own work", async () => {
    const mia = github.asUser("mia");
    await mia.push("acme/app", "x", { "a.txt": "two\n" });
    await mia.openPull("acme/app", { title: "X", head: "x", base: "main" });
    await mia.push("acme/app", "main", { "a.txt": "three\n" });
    await expect(mia.merge(first)).rejects.toThrow("not mergeable");
    await expect(mia.review(first, { state: "approved" })).rejects.toThrow("Unprocessable Entity");
    await github.asUser("acme").review(first, { state: "approved" });
    expect(github.repository("acme/app").reviews.map((review) => review.state)).toEqual(["APPROVED"]);
  });
});

describe("a repository", () => {
  it("can begin with a folder", async () => {
    using folder = temporaryFolder();
    await mkdir(join(folder.path, "src"));
    await writeFile(join(folder.path, "src/a.ts"), "1\n");
    const made = await github.createRepository({
      ...{ owner: "acme", name: "seeded", seedFromDir: folder.path, defaultBranch: "trunk" },
      files: { "README.md": "# Seeded\n" },
    });
    const tree = await listTree(made.git, "trunk", true);
    expect(tree.map((entry) => entry.path)).toEqual(["README.md", "src", "src/a.ts"]);
  });
});

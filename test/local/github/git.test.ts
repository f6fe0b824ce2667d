// Git and REST show the same state, whichever of them wrote last.
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Octokit } from "@octokit/rest";
import { temporaryFolder } from "../../support/git.ts";
import { clientOf, startTestGitHub, type TestGitHub } from "../../support/local-github.ts";

const repo = { owner: "acme", repo: "app" };
let github: TestGitHub;
let octokit: Octokit;
let token: string;

beforeAll(async () => {
  github = await startTestGitHub();
  await github.createRepository({ owner: "acme", name: "app", private: true, files: { "a.txt": "one\n" } });
  await github.createRepository({ owner: "acme", name: "open", files: { "a.txt": "one\n" } });
  token = await github.token("acme");
  octokit = clientOf(github, token);
});

afterAll(() => github[Symbol.asyncDispose]());

const env = {
  PATH: "/usr/local/bin:/usr/bin:/bin",
  GIT_TERMINAL_PROMPT: "0",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "Mia",
  GIT_AUTHOR_EMAIL: "mia@example.com",
  GIT_COMMITTER_NAME: "Mia",
  GIT_COMMITTER_EMAIL: "mia@example.com",
};

async function run(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("git", args, { cwd, env });
  return stdout.trim();
}

function address(name: string, secret: string | null): string {
  const server = new URL(github.serverUrl);
  if (secret) Object.assign(server, { username: "x-access-token", password: secret });
  return new URL(`/acme/${name}.git`, server).href;
}

const refOf = async (branch: string) =>
  (await octokit.git.getRef({ ...repo, ref: `heads/${branch}` })).data.object.sha;

describe("a clone", () => {
  it("sees a commit made by REST, and REST sees its pushes at once", async () => {
    using folder = temporaryFolder();
    const sha = await refOf("main");
    const tree = {
      ...repo,
      base_tree: sha,
      tree: [{ path: "b.txt", mode: "100644" as const, content: "two\n" }],
    };
    const made = (await octokit.git.createTree(tree)).data.sha;
    const commit = (await octokit.git.createCommit({ ...repo, message: "Two", tree: made, parents: [sha] }))
      .data.sha;
    await octokit.git.updateRef({ ...repo, ref: "heads/main", sha: commit });

    await run(folder.path, "clone", "--quiet", address("app", token), ".");
    expect(await run(folder.path, "rev-parse", "HEAD")).toBe(commit);
    expect(await run(folder.path, "ls-tree", "--name-only", "HEAD")).toBe("a.txt\nb.txt");

    await writeFile(join(folder.path, "c.txt"), "three\n");
    await run(folder.path, "checkout", "--quiet", "-b", "three");
    await run(folder.path, "add", "c.txt");
    await run(folder.path, "commit", "--quiet", "--message", "Three");
    await run(folder.path, "push", "--quiet", "origin", "three");
    expect(await refOf("three")).toBe(await run(folder.path, "rev-parse", "HEAD"));
    const pull = (await octokit.pulls.create({ ...repo, title: "Three", head: "three", base: "main" })).data;

    await run(folder.path, "commit", "--quiet", "--amend", "--message", "Three, again");
    await run(folder.path, "push", "--quiet", "--force", "origin", "three");
    const after = (await octokit.pulls.get({ ...repo, pull_number: pull.number })).data;
    expect(after.head.sha).toBe(await run(folder.path, "rev-parse", "HEAD"));
    expect(github.webhooks.deliveries.at(-1)).toMatchObject({ event: "pull_request", action: "synchronize" });

    await run(folder.path, "push", "--quiet", "origin", ":three");
    expect((await octokit.pulls.get({ ...repo, pull_number: pull.number })).data.state).toBe("closed");
    expect(await run(folder.path, "ls-remote", "origin", `refs/pull/${pull.number}/head`)).toContain(
      after.head.sha,
    );
  });

  it("can be shallow, use the older protocol, and fetch one commit by its id", async () => {
    using folder = temporaryFolder();
    const sha = await refOf("main");
    const remote = address("app", token);
    await run(folder.path, "-c", "protocol.version=0", "clone", "--quiet", "--depth=1", remote, "old");
    expect(await run(join(folder.path, "old"), "rev-parse", "HEAD")).toBe(sha);
    await run(folder.path, "init", "--quiet", "new");
    await run(join(folder.path, "new"), "fetch", "--quiet", "--depth=1", remote, sha);
    expect(await run(join(folder.path, "new"), "rev-parse", "FETCH_HEAD")).toBe(sha);
  });

  it("needs credentials for a private repository, not for a public one", async () => {
    using folder = temporaryFolder();
    const list = (url: string) => run(folder.path, "ls-remote", url, "refs/heads/main");
    await expect(list(address("app", null))).rejects.toThrow("could not read Username");
    await expect(list(address("app", "ghs_wrong"))).rejects.toThrow("Authentication failed");
    await expect(list(address("nothing", token))).rejects.toThrow("not found");
    expect(await list(address("open", null))).toContain("refs/heads/main");
    const header = `http.extraHeader=Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`;
    expect(await run(folder.path, "-c", header, "ls-remote", address("app", null))).toContain(
      "refs/heads/main",
    );
  });

  it("may push only with the permission to write contents", async () => {
    using folder = temporaryFolder();
    const reader = await github.token("acme", { permissions: { contents: "read" } });
    await run(folder.path, "clone", "--quiet", address("app", reader), ".");
    await expect(run(folder.path, "push", "origin", "HEAD:refs/heads/mine")).rejects.toThrow("403");
    await expect(run(folder.path, "push", address("open", null), "HEAD:refs/heads/mine")).rejects.toThrow(
      "Username",
    );
  });
});

describe("a ref", () => {
  it("moves forward only, unless forced", async () => {
    const sha = await refOf("main");
    const [, parent] = (await octokit.repos.listCommits(repo)).data.map((commit) => commit.sha);
    await octokit.git.createRef({ ...repo, ref: "refs/heads/moving", sha });
    const back = { ...repo, ref: "heads/moving", sha: parent ?? "" };
    await expect(octokit.git.updateRef(back)).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining("Update is not a fast forward"),
    });
    expect(await refOf("moving")).toBe(sha);
    await octokit.git.updateRef({ ...back, force: true });
    expect(await refOf("moving")).toBe(parent);
  });

  it("must point at a commit, have a valid name, and exist before it moves", async () => {
    const sha = await refOf("main");
    const refuse = async (asked: Promise<unknown>) => {
      await expect(asked).rejects.toMatchObject({ status: 422 });
    };
    await refuse(octokit.git.createRef({ ...repo, ref: "refs/heads/x", sha: "0".repeat(40) }));
    await refuse(octokit.git.createRef({ ...repo, ref: "refs/pull/1/head", sha }));
    await refuse(octokit.git.createRef({ ...repo, ref: "refs/heads/main/below", sha }));
    await refuse(octokit.git.updateRef({ ...repo, ref: "heads/none", sha }));
    await expect(octokit.git.getRef({ ...repo, ref: "heads/none" })).rejects.toMatchObject({ status: 404 });
  });

  it("is refused while there is no commit yet", async () => {
    await github.createRepository({ owner: "acme", name: "empty" });
    const empty = { owner: "acme", repo: "empty" };
    await expect(octokit.git.getRef({ ...empty, ref: "heads/main" })).rejects.toMatchObject({ status: 409 });
    await expect(octokit.repos.listCommits(empty)).rejects.toMatchObject({ status: 409 });
    await expect(octokit.repos.getContent({ ...empty, path: "a" })).rejects.toMatchObject({ status: 404 });
  });
});

describe("a tree", () => {
  it("accepts no malformed, missing or repeated entry", async () => {
    const base_tree = await refOf("main");
    const refuse = async (entry: Record<string, unknown>) => {
      const tree = [{ path: "x", mode: "100644", ...entry }];
      const asked = octokit.request({ method: "POST", url: `/repos/acme/app/git/trees`, base_tree, tree });
      await expect(asked).rejects.toMatchObject({ status: 422 });
    };
    await refuse({ path: "../x", content: "" });
    await refuse({ path: ".git/config", content: "" });
    await refuse({ sha: "0".repeat(40) });
    await refuse({ path: "never-was", sha: null });
    await refuse({});
    await refuse({ content: "", sha: base_tree });
  });
});

describe("a workflow", () => {
  const ci = ".github/workflows/ci.yml";

  it("cannot be written without its own permission", async () => {
    const base_tree = await refOf("main");
    const wish = { ...repo, base_tree, tree: [{ path: ci, mode: "100644" as const, content: "on: push\n" }] };
    await expect(octokit.git.createTree(wish)).rejects.toMatchObject({ status: 403 });
    await using able = await startTestGitHub({ permissions: { contents: "write", workflows: "write" } });
    await able.createRepository({ owner: "acme", name: "app", files: { "a.txt": "one\n" } });
    const client = clientOf(able, await able.token("acme"));
    const main = (await client.git.getRef({ ...repo, ref: "heads/main" })).data.object.sha;
    expect((await client.git.createTree({ ...wish, base_tree: main })).status).toBe(201);
  });

  it("that changed on the default branch keeps older commits from becoming branches", async () => {
    const older = await refOf("main");
    await github.asUser("acme").push("acme/app", "main", { [ci]: "on: push\n" });
    const known = await refOf("main");
    await github.asUser("acme").push("acme/app", "main", { [ci]: "on: pull_request\n" });
    const branch = (ref: string, sha: string) =>
      octokit.git.createRef({ ...repo, ref: `refs/heads/${ref}`, sha });
    await expect(branch("known", known)).rejects.toMatchObject({ status: 403 });
    expect((await branch("newest", await refOf("main"))).status).toBe(201);
    expect((await branch("without-any", older)).status).toBe(201);
  });
});

// The folder that stands for GitHub when there is none.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { folderGitHub } from "../../../src/github/folder.ts";
import { describeGitHub, type World } from "../../contracts/github.ts";
import { emptyRepository, temporaryFolder } from "../../support/git.ts";

const ISSUE = "# Seconds are lost\n\nWhole ones.\n";
const issue = { repository: { owner: "local", name: "clock" }, number: 1 };
const admission = { admittedAt: "2999-01-01T00:00:00Z", textDigest: null };

async function open(text = ISSUE, base: string | null = null) {
  const repository = emptyRepository();
  const folder = temporaryFolder();
  repository.commit({ "README.md": "# Clock\n" });
  const issueFile = join(folder.path, "issue.md");
  const out = join(folder.path, "out");
  writeFileSync(issueFile, text);
  const github = folderGitHub({ issueFile, repository: repository.path, base, out });
  const dispose = () => {
    repository[Symbol.dispose]();
    folder[Symbol.dispose]();
  };
  return { github, repository, issueFile, out, [Symbol.dispose]: dispose };
}

describeGitHub("a folder", async (): Promise<World> => {
  const place = await open();
  const { github, repository, out } = place;
  return {
    github,
    issue,
    written: async () => readdirSync(out).map((name) => readFileSync(join(out, name), "utf8")),
    checks: async () => [readFileSync(join(out, "evidence.md"), "utf8")],
    publication: async () => ({
      issue,
      branch: "issuewright/1-seconds-are-lost",
      into: "main",
      revises: null,
      head: null,
      parents: [repository.git("rev-parse", "HEAD").trim()],
      baseTreeSha: repository.git("rev-parse", "HEAD^{tree}").trim(),
      files: [],
      treeSha: "1".repeat(40),
      draft: true,
      diff: repository.patch({ "src/new.ts": "export {};\n" }),
      message: "Keep the seconds",
      textFor: async () => ({ title: "Keep the seconds", body: "Fixes it." }),
    }),
    [Symbol.asyncDispose]: async () => place[Symbol.dispose](),
  };
});

describe("the folder", () => {
  it.each([
    ["a heading and a body", "\n# Title\n\nBody\nmore\n", { title: "Title", body: "Body\nmore" }],
    ["no heading mark, and Windows line ends", "Title\r\nBody\r\n", { title: "Title", body: "Body" }],
    ["only a title", "## Title", { title: "Title", body: "" }],
    ["nothing", "", { title: "", body: "" }],
  ])("reads an issue with %s", async (_name, text, ticket) => {
    using place = await open(text);
    expect(await place.github.tickets.read(issue, admission)).toMatchObject({ kind: "read", ticket });
  });

  it("says that an issue without a file is gone", async () => {
    using place = await open();
    const github = folderGitHub({ ...place, issueFile: `${place.issueFile}.no`, repository: "", base: null });
    expect(await github.tickets.read(issue, admission)).toEqual({ kind: "gone" });
    expect(await github.tickets.state(issue)).toBeNull();
  });

  it("holds the patch as git wrote it, and the pull request's words", async () => {
    using place = await open();
    const diff = place.repository.patch({ "a.ts": "1\n" });
    const words = { textFor: async () => ({ title: "One", body: "Fixes it." }), message: "One" };
    const trees = {
      head: null,
      parents: [],
      baseTreeSha: "",
      treeSha: "2".repeat(40),
      files: [],
      draft: true,
      revises: null,
    };
    await place.github.pulls.publish({ issue, branch: "b", into: "main", ...trees, ...words, diff });
    place.repository.git("apply", "--check", join(place.out, "change.patch"));
    expect(readFileSync(join(place.out, "pull-request.md"), "utf8")).toBe("# One\n\nFixes it.\n");
  });

  it.each([["branch"], ["tag"], ["commit"]])("builds on a %s that it is given", async (kind) => {
    using place = await open();
    const { repository } = place;
    repository.git("checkout", "--quiet", "-b", "next");
    const sha = repository.commit({ "README.md": "# Next\n" });
    repository.git("tag", "--annotate", "v2", "--message", "two");
    repository.git("checkout", "--quiet", "main");
    const base = { branch: "next", tag: "v2", commit: sha }[kind] ?? "";
    const github = folderGitHub({ ...place, repository: repository.path, base });
    expect(await github.source.find(issue.repository)).toMatchObject({ defaultBranch: base, headSha: sha });
    expect(await github.source.readFile(issue.repository, "README.md")).toBe("# Next\n");
  });

  it("knows an empty repository", async () => {
    using place = await open();
    using empty = emptyRepository();
    const github = folderGitHub({ ...place, repository: empty.path, base: null });
    expect(await github.source.find(issue.repository)).toMatchObject({ headSha: null });
    expect(await github.source.readFile(issue.repository, "README.md")).toBeNull();
  });

  it.each(["/nowhere/at-all", "--upload-pack=touch /tmp/x", "ext::sh -c true"])(
    "refuses %j",
    async (repository) => {
      using place = await open();
      const github = folderGitHub({ ...place, repository, base: null });
      await expect(github.source.find(issue.repository)).rejects.toMatchObject({
        fault: { kind: "repository-missing", repository },
      });
    },
  );

  it("finds a repository named from where it is called, for whoever fetches it from elsewhere", async () => {
    using place = await open();
    const repository = relative(process.cwd(), place.repository.path);
    const { source } = folderGitHub({ issueFile: place.issueFile, repository, base: null, out: place.out });
    expect((await source.find(issue.repository)).git.url).toBe(place.repository.path);
  });
});

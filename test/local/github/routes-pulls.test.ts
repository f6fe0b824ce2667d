// Every route for commits and pull requests, called by the real client. The contract checks each request and answer.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Octokit } from "@octokit/rest";
import { commitRoutes } from "../../../local/github/routes/commits.ts";
import { objectRoutes } from "../../../local/github/routes/objects.ts";
import { pullRoutes } from "../../../local/github/routes/pulls.ts";
import { refRoutes } from "../../../local/github/routes/refs.ts";
import { reviewRoutes } from "../../../local/github/routes/reviews.ts";
import { clientOf, refusal, startTestGitHub, type TestGitHub, unwalked } from "../../support/local-github.ts";

const repo = { owner: "acme", repo: "app" };
let github: TestGitHub;
let octokit: Octokit;

beforeAll(async () => {
  github = await startTestGitHub();
  await github.createRepository({
    owner: "acme",
    name: "app",
    files: { "README.md": "# App\n", "src/sum.ts": "export const one = 1;\n" },
  });
  github.addUser("mia");
  github.setPermission("acme/app", "mia", "write");
  octokit = clientOf(github, await github.token("acme"));
});

afterAll(() => github[Symbol.asyncDispose]());

describe("the routes", () => {
  it("make a signed commit from a tree, and a draft pull request from a branch", async () => {
    const base = (await octokit.git.getRef({ ...repo, ref: "heads/main" })).data.object.sha;
    const blob = (await octokit.git.createBlob({ ...repo, content: "AP8=", encoding: "base64" })).data;
    const tree = await octokit.git.createTree({
      ...repo,
      base_tree: base,
      tree: [
        { path: "src/sum.ts", mode: "100644", content: "export const one = 2;\n" },
        { path: "logo.bin", mode: "100644", type: "blob", sha: blob.sha },
        { path: "README.md", mode: "100644", type: "blob", sha: null },
      ],
    });
    const all = await octokit.git.getTree({ ...repo, tree_sha: tree.data.sha, recursive: "true" });
    expect(all.data.tree.map((entry) => entry.path)).toEqual(["logo.bin", "src", "src/sum.ts"]);
    const commit = { ...repo, message: "Count right", tree: tree.data.sha, parents: [base] };
    const made = (await octokit.git.createCommit(commit)).data;
    expect(made).toMatchObject({
      verification: { verified: true, reason: "valid" },
      author: { name: "issuewright[bot]" },
      message: "Count right",
    });
    await octokit.git.createRef({ ...repo, ref: "refs/heads/fix/one", sha: made.sha });
    expect(await refusal(octokit.git.createRef({ ...repo, ref: "refs/heads/fix/one", sha: made.sha }))).toBe(
      "422 Reference already exists",
    );
    expect((await octokit.git.listMatchingRefs({ ...repo, ref: "heads/fix" })).data).toHaveLength(1);
    const wish = {
      ...repo,
      title: "Count right",
      head: "fix/one",
      base: "main",
      body: "Fixes #1",
      draft: true,
    };
    const pull = (await octokit.pulls.create(wish)).data;
    expect(pull).toMatchObject({ draft: true, commits: 1, changed_files: 3, mergeable_state: "draft" });
    expect(await refusal(octokit.pulls.create(wish))).toContain(
      "A pull request already exists for acme:fix/one.",
    );
    expect(await refusal(octokit.pulls.create({ ...wish, head: "main" }))).toContain("No commits between");
    expect(await refusal(octokit.pulls.create({ ...wish, head: "none" }))).toContain('"field":"head"');
    const listed = await octokit.pulls.list({ ...repo, head: "acme:fix/one", state: "all" });
    expect(listed.data.map((each) => each.number)).toEqual([pull.number]);
    const number = { ...repo, pull_number: pull.number };
    expect((await octokit.pulls.listCommits(number)).data.map((each) => each.sha)).toEqual([made.sha]);
    expect(
      (await octokit.pulls.listFiles(number)).data.map((file) => `${file.status} ${file.filename}`),
    ).toEqual(["removed README.md", "added logo.bin", "modified src/sum.ts"]);
    const compared = (await octokit.repos.compareCommitsWithBasehead({ ...repo, basehead: "main...fix/one" }))
      .data;
    expect(compared).toMatchObject({ status: "ahead", ahead_by: 1, behind_by: 0 });
    await octokit.pulls.update({ ...number, title: "Count", body: "New words", state: "closed" });
    expect((await octokit.pulls.get(number)).data).toMatchObject({
      title: "Count",
      state: "closed",
      merged: false,
    });
    await octokit.pulls.update({ ...number, state: "open" });
    expect((await octokit.git.getBlob({ ...repo, file_sha: blob.sha })).data.content).toBe("AP8=");
    expect((await octokit.git.getCommit({ ...repo, commit_sha: made.sha })).data.parents[0]?.sha).toBe(base);
    expect((await octokit.repos.listCommits({ ...repo, sha: "fix/one" })).data).toHaveLength(2);
    expect((await octokit.repos.getCommit({ ...repo, ref: "fix/one" })).data.files).toHaveLength(3);
    const broughtBy = octokit.repos.listPullRequestsAssociatedWithCommit;
    const namedFor = async (sha: string) =>
      (await broughtBy({ ...repo, commit_sha: sha })).data.map((each) => each.number);
    expect(await namedFor(made.sha)).toEqual([number.pull_number]);
    expect(await namedFor(base)).toEqual([]);
    await octokit.git.deleteRef({ ...repo, ref: "heads/fix/one" });
    expect((await octokit.pulls.get(number)).data.state).toBe("closed");
  });

  it("keep reviews, their threads and the answers to them", async () => {
    await github.asUser("mia").push("acme/app", "two", { "src/two.ts": "a\nb\nc\n" });
    const { number } = await github
      .asUser("mia")
      .openPull("acme/app", { title: "Two", head: "two", base: "main" });
    const pull = { ...repo, pull_number: number };
    const review = (
      await octokit.pulls.createReview({
        ...pull,
        event: "COMMENT",
        body: "Look",
        comments: [{ path: "src/two.ts", line: 2, body: "Why b?" }],
      })
    ).data;
    const [thread] = (await octokit.pulls.listReviewComments(pull)).data;
    expect(thread).toMatchObject({ line: 2, position: 2, diff_hunk: "@@ -0,0 +1,3 @@\n+a\n+b" });
    const comment_id = thread?.id ?? 0;
    const reply = (await octokit.pulls.createReplyForReviewComment({ ...pull, comment_id, body: "So" })).data;
    expect(reply).toMatchObject({ in_reply_to_id: comment_id, line: 2 });
    expect((await octokit.pulls.getReviewComment({ ...repo, comment_id })).data.body).toBe("Why b?");
    await octokit.pulls.updateReviewComment({ ...repo, comment_id: reply.id, body: "So it is" });
    const edited = await octokit.pulls.getReviewComment({ ...repo, comment_id: reply.id });
    expect(edited.data.body).toBe("So it is");
    expect((await octokit.pulls.listReviews(pull)).data.map((each) => each.state)).toEqual([
      "COMMENTED",
      "COMMENTED",
    ]);
    const one = { ...pull, review_id: review.id };
    expect((await octokit.pulls.getReview(one)).data.body).toBe("Look");
    expect((await octokit.pulls.listCommentsForReview(one)).data).toHaveLength(1);
    const elsewhere = {
      ...pull,
      event: "COMMENT" as const,
      comments: [{ path: "src/two.ts", line: 9, body: "?" }],
    };
    expect(await refusal(octokit.pulls.createReview(elsewhere))).toContain("Line could not be resolved");
  });

  it("have all been called here", () => {
    const here = [commitRoutes, refRoutes, objectRoutes, pullRoutes, reviewRoutes].flat();
    expect(unwalked(github, here)).toEqual(["PATCH /repos/{owner}/{repo}/git/refs/{ref}"]);
  });
});

// Every route, driven by the real client, with each request and answer held to GitHub's description.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Octokit } from "@octokit/rest";
import { routes } from "../../../local/github/routes/index.ts";
import { clientOf, startTestGitHub, type TestGitHub, theContract } from "../../support/local-github.ts";

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

async function refusal(asked: Promise<unknown>): Promise<string> {
  return await asked.then(
    () => "granted",
    (error: { status: number; response: { data: { message: string; errors?: unknown[] } } }) => {
      const { message, errors } = error.response.data;
      return `${error.status} ${message}${errors ? ` ${JSON.stringify(errors)}` : ""}`;
    },
  );
}

describe("the routes", () => {
  it("are operations GitHub has", () => {
    const contract = theContract();
    expect(routes.filter((route) => !contract.knows(route.method, route.path))).toEqual([]);
  });

  it("tell of a repository, its files and what a person may do there", async () => {
    const found = await octokit.repos.get(repo);
    expect(found.data).toMatchObject({ full_name: "acme/app", default_branch: "main", private: false });
    const file = await octokit.repos.getContent({ ...repo, path: "src/sum.ts" });
    expect(file.data).toMatchObject({
      type: "file",
      encoding: "base64",
      content: "ZXhwb3J0IGNvbnN0IG9uZSA9IDE7Cg==",
    });
    const folder = await octokit.repos.getContent({ ...repo, path: "src" });
    expect(folder.data).toMatchObject([{ type: "file", path: "src/sum.ts" }]);
    expect(await refusal(octokit.repos.getContent({ ...repo, path: "nothing" }))).toBe("404 Not Found");
    expect((await octokit.repos.listBranches(repo)).data.map((branch) => branch.name)).toEqual(["main"]);
    expect((await octokit.repos.getBranch({ ...repo, branch: "main" })).data.name).toBe("main");
  });

  it.each([
    ["acme", "admin", "admin"],
    ["mia", "write", "write"],
    ["max", "write", "maintain"],
    ["tom", "read", "triage"],
    ["ron", "read", "read"],
  ])("say that %s has %s, as %s", async (login, permission, role) => {
    if (role === "maintain" || role === "triage") github.setPermission("acme/app", login, role);
    github.addUser(login);
    const { data } = await octokit.repos.getCollaboratorPermissionLevel({ ...repo, username: login });
    expect(data).toMatchObject({ permission, role_name: role });
  });

  it("do not know people who are not there, and no bot is a person", async () => {
    const ask = (username: string) =>
      refusal(octokit.repos.getCollaboratorPermissionLevel({ ...repo, username }));
    expect(await ask("nobody")).toBe("404 nobody is not a user");
    expect(await ask("issuewright[bot]")).toBe("404 issuewright[bot] is not a user");
  });

  it("keep issues, comments and labels", async () => {
    const { number } = (await octokit.issues.create({ ...repo, title: "One is wrong", body: "See src" }))
      .data;
    const issue = { ...repo, issue_number: number };
    await octokit.issues.createLabel({
      ...repo,
      name: "ai-working",
      color: "1d76db",
      description: "At work",
    });
    await octokit.issues.addLabels({ ...issue, labels: ["ai-working", "new-one"] });
    expect(await refusal(octokit.issues.createLabel({ ...repo, name: "AI-working" }))).toContain(
      "already_exists",
    );
    expect((await octokit.issues.getLabel({ ...repo, name: "ai-working" })).data.color).toBe("1d76db");
    expect((await octokit.issues.listLabelsForRepo(repo)).data.map((l) => l.name)).toContain("new-one");
    expect((await octokit.issues.listForRepo({ ...repo, labels: "ai-working" })).data).toHaveLength(1);
    await octokit.issues.removeLabel({ ...issue, name: "new-one" });
    expect(await refusal(octokit.issues.removeLabel({ ...issue, name: "new-one" }))).toBe(
      "404 Label does not exist",
    );
    expect((await octokit.issues.listLabelsOnIssue(issue)).data.map((l) => l.name)).toEqual(["ai-working"]);
    const comment = (await octokit.issues.createComment({ ...issue, body: "Hello" })).data;
    expect(comment).toMatchObject({
      performed_via_github_app: { slug: "issuewright" },
      user: { type: "Bot" },
    });
    await octokit.issues.updateComment({ ...repo, comment_id: comment.id, body: "Hello again" });
    expect((await octokit.issues.getComment({ ...repo, comment_id: comment.id })).data.body).toBe(
      "Hello again",
    );
    expect((await octokit.issues.listComments(issue)).data).toHaveLength(1);
    expect((await octokit.issues.listCommentsForRepo(repo)).data).toHaveLength(1);
    await octokit.issues.deleteComment({ ...repo, comment_id: comment.id });
    await octokit.issues.update({
      ...issue,
      title: "Two",
      state: "closed",
      state_reason: "not_planned",
      labels: [],
    });
    const closed = await octokit.issues.get(issue);
    expect(closed.data).toMatchObject({
      title: "Two",
      state: "closed",
      state_reason: "not_planned",
      labels: [],
    });
    const events = (await octokit.issues.listEvents(issue)).data.map((event) => event.event);
    expect(events).toEqual(["labeled", "labeled", "unlabeled", "closed", "unlabeled"]);
  });

  it("tell a deleted issue from one that never was", async () => {
    const { number } = await github.asUser("mia").openIssue("acme/app", { title: "Short life" });
    await github.asUser("acme").deleteIssue({ repository: "acme/app", number });
    expect(await refusal(octokit.issues.get({ ...repo, issue_number: number }))).toBe(
      "410 This issue was deleted",
    );
    expect(await refusal(octokit.issues.get({ ...repo, issue_number: 999 }))).toBe("404 Not Found");
  });

  it("make a signed commit out of a tree, and a draft pull request out of a branch", async () => {
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

  it("report checks, limits, users and themselves", async () => {
    const sha = (await octokit.git.getRef({ ...repo, ref: "heads/main" })).data.object.sha;
    const made = (
      await octokit.checks.create({ ...repo, name: "verify", head_sha: sha, conclusion: "success" })
    ).data;
    expect((await octokit.checks.get({ ...repo, check_run_id: made.id })).data.status).toBe("completed");
    await github.reportCheck("acme/app", { name: "ci", headSha: sha, conclusion: "failure" });
    const runs = (await octokit.checks.listForRef({ ...repo, ref: "main" })).data.check_runs;
    expect(runs.map((run) => `${run.app?.slug} ${run.name} ${run.conclusion}`)).toEqual([
      "issuewright verify success",
      "github-actions ci failure",
    ]);
    expect((await octokit.rateLimit.get()).data.rate.limit).toBe(5000);
    expect((await octokit.users.getByUsername({ username: "mia" })).data.type).toBe("User");
    expect((await octokit.meta.get()).status).toBe(200);
    expect((await octokit.apps.listReposAccessibleToInstallation()).data.total_count).toBe(1);
  });

  it("have each been walked here", () => {
    const walked = new Set(github.exchanges.map((exchange) => `${exchange.method} ${exchange.route}`));
    const elsewhere = routes
      .filter((route) => route.kind === "app")
      .map((route) => `${route.method} ${route.path}`);
    const missed = routes.map((route) => `${route.method} ${route.path}`).filter((name) => !walked.has(name));
    expect(missed.filter((name) => !elsewhere.includes(name))).toEqual([
      "PATCH /repos/{owner}/{repo}/git/refs/{ref}",
    ]);
  });
});

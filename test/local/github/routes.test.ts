// Every route for repositories and issues, called by the real client. The contract checks each request and answer.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Octokit } from "@octokit/rest";
import { checkRoutes } from "../../../local/github/routes/checks.ts";
import { commentRoutes } from "../../../local/github/routes/comments.ts";
import { routes } from "../../../local/github/routes/index.ts";
import { issueRoutes } from "../../../local/github/routes/issues.ts";
import { labelRoutes } from "../../../local/github/routes/labels.ts";
import { metaRoutes } from "../../../local/github/routes/meta.ts";
import { repositoryRoutes } from "../../../local/github/routes/repositories.ts";
import {
  clientOf,
  refusal,
  startTestGitHub,
  type TestGitHub,
  theContract,
  unwalked,
} from "../../support/local-github.ts";

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
  it("are operations of GitHub", () => {
    const contract = theContract();
    expect(routes.filter((route) => !contract.knows(route.method, route.path))).toEqual([]);
  });

  it("show a repository, its files and a person's permission", async () => {
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
    const root = await octokit.repos.getContent({ ...repo, path: "" });
    expect(root.data).toMatchObject([{ path: "README.md" }, { type: "dir", path: "src" }]);
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
  ])("show that %s has the permission %s, with the role %s", async (login, permission, role) => {
    if (role === "maintain" || role === "triage") github.setPermission("acme/app", login, role);
    github.addUser(login);
    const { data } = await octokit.repos.getCollaboratorPermissionLevel({ ...repo, username: login });
    expect(data).toMatchObject({ permission, role_name: role });
  });

  it("know neither absent people nor bots as people", async () => {
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
    const looks = { ...repo, name: "new-one", color: "8250df", description: "made on the issue" };
    expect((await octokit.issues.updateLabel(looks)).data).toMatchObject({ color: "8250df" });
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

  it("distinguish a deleted issue from one that never existed", async () => {
    const { number } = await github.asUser("mia").openIssue("acme/app", { title: "Short life" });
    await github.asUser("acme").deleteIssue({ repository: "acme/app", number });
    expect(await refusal(octokit.issues.get({ ...repo, issue_number: number }))).toBe(
      "410 This issue was deleted",
    );
    expect(await refusal(octokit.issues.get({ ...repo, issue_number: 999 }))).toBe("404 Not Found");
  });

  it("show checks, limits, users and the server itself", async () => {
    const sha = (await octokit.git.getRef({ ...repo, ref: "heads/main" })).data.object.sha;
    const made = (
      await octokit.checks.create({ ...repo, name: "verify", head_sha: sha, conclusion: "success" })
    ).data;
    const output = { title: "Fine", summary: "All of it." };
    await octokit.checks.update({ ...repo, check_run_id: made.id, conclusion: "neutral", output });
    expect((await octokit.checks.get({ ...repo, check_run_id: made.id })).data).toMatchObject({
      ...{ status: "completed", conclusion: "neutral", name: "verify", output },
    });
    const long = octokit.checks.update({
      ...{ ...repo, check_run_id: made.id, output: { ...output, text: "é".repeat(40_000) } },
    });
    expect(await refusal(long)).toContain("exceeds a maximum bytesize of 65535");
    await github.reportCheck("acme/app", { name: "ci", headSha: sha, conclusion: "failure" });
    expect((await octokit.checks.listAnnotations({ ...repo, check_run_id: made.id })).data).toEqual([]);
    const runs = (await octokit.checks.listForRef({ ...repo, ref: "main" })).data.check_runs;
    const suites = (await octokit.checks.listSuitesForRef({ ...repo, ref: "main" })).data.check_suites;
    expect(suites.map(({ app, status, conclusion }) => [app?.slug, status, conclusion])).toEqual([
      ["issuewright", "completed", "neutral"],
      ["github-actions", "completed", "failure"],
    ]);
    expect(runs.map((run) => `${run.app?.slug} ${run.name} ${run.conclusion}`)).toEqual([
      "issuewright verify neutral",
      "github-actions ci failure",
    ]);
    expect((await octokit.rateLimit.get()).data.rate.limit).toBe(5000);
    expect((await octokit.users.getByUsername({ username: "mia" })).data.type).toBe("User");
    expect((await octokit.meta.get()).status).toBe(200);
    expect((await octokit.apps.listReposAccessibleToInstallation()).data.total_count).toBe(1);
  });

  it("have all been called here", () => {
    const here = [metaRoutes, repositoryRoutes, issueRoutes, commentRoutes, labelRoutes, checkRoutes].flat();
    expect(unwalked(github, here)).toEqual([]);
  });
});

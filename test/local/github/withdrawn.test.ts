// What owners withdraw: archived repositories, suspended installations, issues that move away, comments that are deleted.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { clientOf, refusal, startTestGitHub, type TestGitHub } from "../../support/local-github.ts";

const repo = { owner: "acme", repo: "app" };
const here = { repository: "acme/app", number: 1 };
let github: TestGitHub;

beforeEach(async () => {
  github = await startTestGitHub();
  await github.createRepository({ owner: "acme", name: "app", files: { "a.txt": "one\n" } });
  github.setPermission("acme/app", "mia", "write");
  await github.asUser("mia").openIssue("acme/app", { title: "One" });
});
afterEach(() => github[Symbol.asyncDispose]());

it("an archived repository is read and never written", async () => {
  const octokit = clientOf(github, await github.token("acme"));
  github.archive("acme/app");
  expect((await octokit.repos.get(repo)).data.archived).toBe(true);
  const comment = { ...repo, issue_number: 1, body: "Hello" };
  expect(await refusal(octokit.issues.createComment(comment))).toBe(
    "403 Repository was archived so is read-only.",
  );
  github.archive("acme/app", false);
  expect((await octokit.issues.createComment(comment)).status).toBe(201);
});

it("a suspended installation gets no token, and what it had is refused", async () => {
  const octokit = clientOf(github, await github.token("acme"));
  const app = clientOf(github, github.jwt());
  github.suspend("acme");
  const suspended = "403 This installation has been suspended";
  expect(await refusal(octokit.repos.get(repo))).toBe(suspended);
  const installation_id = github.installationId("acme");
  expect(await refusal(app.apps.createInstallationAccessToken({ installation_id }))).toBe(suspended);
  const listed = await app.apps.listInstallations();
  expect(listed.data.map(({ suspended_at }) => typeof suspended_at)).toEqual(["string"]);
  const before = github.webhooks.deliveries.length;
  await github.asUser("mia").label(here, "bug");
  expect(github.webhooks.deliveries.length).toBe(before);
  github.suspend("acme", false);
  expect((await octokit.repos.get(repo)).status).toBe(200);
});

it("an issue that moved to another repository leads there", async () => {
  await github.createRepository({ owner: "acme", name: "web" });
  github.setPermission("acme/web", "mia", "write");
  await github.asUser("mia").openIssue("acme/web", { title: "Other" });
  await github.asUser("mia").comment(here, "Please.");
  await github.asUser("mia").transferIssue(here, "acme/web");
  const octokit = clientOf(github, await github.token("acme"));
  const { data } = await octokit.issues.get({ ...repo, issue_number: 1 });
  expect([data.number, data.title, data.comments]).toEqual([2, "One", 1]);
  expect(github.webhooks.deliveries.at(-1)).toMatchObject({ event: "issues", action: "transferred" });
});

it("a comment that was deleted is not there any more", async () => {
  const { id } = await github.asUser("mia").comment(here, "Please.");
  await github.asUser("mia").deleteComment({ repository: "acme/app", id });
  const octokit = clientOf(github, await github.token("acme"));
  const edit = octokit.issues.updateComment({ ...repo, comment_id: id, body: "Again" });
  expect(await refusal(edit)).toMatch(/^404 Not Found/);
});

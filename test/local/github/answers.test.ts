// The parts around the body of every answer: pages, ETags, limits and refusals; and the record of all requests.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Octokit } from "@octokit/rest";
import { clientOf, startTestGitHub, type TestGitHub } from "../../support/local-github.ts";

const repo = { owner: "acme", repo: "app" };
const issue = { ...repo, issue_number: 1 };
let github: TestGitHub;
let octokit: Octokit;
let token: string;

beforeAll(async () => {
  github = await startTestGitHub();
  await github.createRepository({ owner: "acme", name: "app" });
  await github.asUser("acme").openIssue("acme/app", { title: "One" });
  for (let n = 1; n <= 7; n++)
    await github.asUser("acme").comment({ repository: "acme/app", number: 1 }, `No. ${n}`);
  token = await github.token("acme");
  octokit = clientOf(github, token);
});

afterAll(() => github[Symbol.asyncDispose]());

const raw = (path: string, options: RequestInit = {}) =>
  fetch(`${github.apiUrl}${path}`, {
    ...options,
    headers: { authorization: `Bearer ${token}`, ...options.headers },
  });

describe("a list", () => {
  it("comes in pages with links to each other", async () => {
    const comments = `${github.apiUrl}/repos/acme/app/issues/1/comments?per_page=3`;
    const first = await octokit.issues.listComments({ ...issue, per_page: 3 });
    expect(first.headers.link).toBe(`<${comments}&page=2>; rel="next", <${comments}&page=3>; rel="last"`);
    const last = await octokit.issues.listComments({ ...issue, per_page: 3, page: 3 });
    expect(last.headers.link).toBe(`<${comments}&page=2>; rel="prev", <${comments}&page=1>; rel="first"`);
    expect(last.data.map((comment) => comment.body)).toEqual(["No. 7"]);
    const beyond = await octokit.issues.listComments({ ...issue, per_page: 3, page: 9 });
    expect(beyond.data).toEqual([]);
    expect((await octokit.issues.listComments(issue)).headers.link).toBeUndefined();
  });

  it("is read whole by the client's own paging", async () => {
    const all = await octokit.paginate(octokit.issues.listComments, { ...issue, per_page: 2 });
    expect(all.map((comment) => comment.body)).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `No. ${n}`));
  });

  it("can begin at a given time", async () => {
    const later = { ...issue, since: "2999-01-01T00:00:00Z" };
    expect((await octokit.issues.listComments(later)).data).toEqual([]);
  });
});

describe("an answer", () => {
  it("is not sent again to a client that has it, until it changes", async () => {
    const path = "/repos/acme/app/issues/1";
    const etag = (await raw(path)).headers.get("etag") ?? "";
    const again = await raw(path, { headers: { "if-none-match": etag } });
    expect({ status: again.status, body: await again.text() }).toEqual({ status: 304, body: "" });
    await github.asUser("acme").editIssue({ repository: "acme/app", number: 1 }, { title: "Two" });
    expect((await raw(path, { headers: { "if-none-match": etag } })).status).toBe(200);
  });

  it("counts against the token's limit", async () => {
    const remaining = async () => Number((await raw("/repos/acme/app")).headers.get("x-ratelimit-remaining"));
    const before = await remaining();
    expect(await remaining()).toBe(before - 1);
    const { headers } = await raw("/meta");
    const seen = await raw("/meta", { headers: { "if-none-match": headers.get("etag") ?? "" } });
    expect([headers, seen.headers].map((each) => Number(each.get("x-ratelimit-remaining")))).toEqual([
      before - 2,
      before - 2,
    ]);
  });

  it("has a request id", async () => {
    expect((await raw("/meta")).headers.get("x-github-request-id")).toMatch(/^[0-9A-F]{20}$/);
  });

  it("refuses what it cannot read, and says why", async () => {
    const broken = await raw("/repos/acme/app/issues/1/comments", { method: "POST", body: "{" });
    expect({ status: broken.status, body: await broken.json() }).toMatchObject({
      status: 400,
      body: { message: "Problems parsing JSON" },
    });
    await expect(octokit.issues.createComment({ ...issue, body: "" })).rejects.toMatchObject({ status: 422 });
    const long = octokit.issues.createComment({ ...issue, body: "x".repeat(65_537) });
    await expect(long).rejects.toMatchObject({ status: 422 });
  });
});

describe("the record", () => {
  it("holds every request, and marks those that changed something", async () => {
    const before = github.writes().length;
    await octokit.issues.get(issue);
    expect(github.exchanges.at(-1)).toMatchObject({
      method: "GET",
      route: "/repos/{owner}/{repo}/issues/{issue_number}",
      params: { issue_number: "1" },
      status: 200,
    });
    expect(github.writes().length).toBe(before);
    await octokit.issues.createComment({ ...issue, body: "One more" });
    expect(github.writes().length).toBe(before + 1);
  });
});

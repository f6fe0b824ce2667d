// Faults hit exactly the requests that they were ordered for, as often as ordered.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Octokit } from "@octokit/rest";
import { fakeClock } from "../../support/clock.ts";
import { clientOf, startTestGitHub, type TestGitHub } from "../../support/local-github.ts";

const repo = { owner: "acme", repo: "app" };
const COMMENTS = "POST /repos/acme/app/issues/*/comments";
let github: TestGitHub;
let octokit: Octokit;

beforeEach(async () => {
  github = await startTestGitHub();
  await github.createRepository({ owner: "acme", name: "app" });
  await github.asUser("acme").openIssue("acme/app", { title: "One" });
  octokit = clientOf(github, await github.token("acme"));
});

afterEach(() => github[Symbol.asyncDispose]());

const comment = () => octokit.issues.createComment({ ...repo, issue_number: 1, body: "Hello" });
const comments = () => github.repository("acme/app").comments.length;

describe("a fault", () => {
  it("hits the named requests as often as ordered, and no others", async () => {
    github.faults.order({ on: COMMENTS, fault: { kind: "status", status: 502 }, times: 2 });
    expect((await octokit.issues.get({ ...repo, issue_number: 1 })).status).toBe(200);
    await expect(comment()).rejects.toMatchObject({ status: 502 });
    await expect(comment()).rejects.toMatchObject({ status: 502 });
    expect(comments()).toBe(0);
    expect((await comment()).status).toBe(201);
    expect(comments()).toBe(1);
  });

  it("can be cancelled", async () => {
    github.faults.order({ on: "*", fault: { kind: "status", status: 500 } });
    github.faults.clear();
    expect((await comment()).status).toBe(201);
  });

  it("can lose the answer of a request that was carried out", async () => {
    github.faults.order({ on: COMMENTS, fault: { kind: "status", status: 502 }, afterwards: true });
    github.faults.order({ on: COMMENTS, fault: { kind: "drop" }, afterwards: true });
    await expect(comment()).rejects.toMatchObject({ status: 502 });
    await expect(comment()).rejects.toThrow();
    expect(comments()).toBe(2);
  });

  it("can drop the connection before anything is done", async () => {
    github.faults.order({ on: COMMENTS, fault: { kind: "drop" } });
    await expect(comment()).rejects.toThrow();
    expect(comments()).toBe(0);
  });

  it("can be the secondary limit, with the time of the next attempt", async () => {
    const fault = { kind: "secondary-limit", retryAfterSeconds: 7 } as const;
    github.faults.order({ on: COMMENTS, fault });
    github.faults.order({ on: COMMENTS, fault: { ...fault, status: 429 } });
    const limited = { headers: expect.objectContaining({ "retry-after": "7" }) };
    await expect(comment()).rejects.toMatchObject({ status: 403, response: limited });
    await expect(comment()).rejects.toMatchObject({ status: 429, response: limited });
  });

  it("can be the hourly limit, with the time of its end", async () => {
    github.faults.order({ on: "GET /repos/*", fault: { kind: "rate-limit", resetInSeconds: 60 } });
    const exhausted = { headers: expect.objectContaining({ "x-ratelimit-remaining": "0" }) };
    await expect(octokit.repos.get(repo)).rejects.toMatchObject({ status: 403, response: exhausted });
  });

  it("can be a slow answer", async () => {
    const clock = fakeClock();
    await using slow = await startTestGitHub({ clock });
    slow.faults.order({ on: "GET /meta", fault: { kind: "slow", delayMs: 5000 } });
    const answer = fetch(`${slow.apiUrl}/meta`);
    expect(await clock.sleeper((ms) => ms === 5000)).toBe(5000);
    clock.advance(5000);
    expect((await answer).status).toBe(200);
  });
});

// Authentication at the local GitHub: the app by its JWT and an installation by its token, each within its permissions.
import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { appRoutes } from "../../../local/github/routes/app.ts";
import { fakeClock } from "../../support/clock.ts";
import { clientOf, startTestGitHub, type TestGitHub, unwalked } from "../../support/local-github.ts";

const repo = { owner: "acme", repo: "app" };
const clock = fakeClock();
let github: TestGitHub;

beforeEach(async () => {
  github = await startTestGitHub({ clock });
  await github.createRepository({ owner: "acme", name: "app", files: { "a.txt": "a\n" } });
  await github.createRepository({ owner: "acme", name: "other", private: true });
  await github.createRepository({ owner: "else", name: "where" });
  await github.createRepository({ owner: "acme", name: "without", installed: false });
});

afterEach(() => github[Symbol.asyncDispose]());

async function ask(path: string, secret: string | null, method = "GET"): Promise<string> {
  const headers = secret === null ? {} : { authorization: `Bearer ${secret}` };
  const answer = await fetch(`${github.apiUrl}${path}`, { method, headers });
  const { message = "fine" } = JSON.parse(await answer.text());
  return `${answer.status} ${message}`;
}

describe("the app", () => {
  it("is recognised by its JWT", async () => {
    const client = clientOf(github, github.jwt());
    expect((await client.apps.getAuthenticated()).data).toMatchObject({ id: 4711, slug: "issuewright" });
    expect((await client.apps.listInstallations()).data).toHaveLength(2);
    const installation = (await client.apps.getRepoInstallation(repo)).data;
    expect(installation).toMatchObject({ id: github.installationId("acme"), app_slug: "issuewright" });
    const { data } = await client.apps.getInstallation({ installation_id: installation.id });
    expect(data.account).toMatchObject({ login: "acme" });
    await github.token("acme");
    expect(unwalked(github, appRoutes)).toEqual(["GET /installation/repositories"]);
  });

  it("is not installed where nobody installed it", async () => {
    expect(await ask("/repos/acme/without/installation", github.jwt())).toBe("404 Not Found");
    expect(await ask("/repos/no/where/installation", github.jwt())).toBe("404 Not Found");
  });

  it("is refused with a JWT that is expired, from the future, too long, from another app, or forged", async () => {
    const now = Math.floor(clock.now() / 1000);
    const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const key = foreign.export({ type: "pkcs8", format: "pem" }).toString();
    const refusals = await Promise.all([
      ask("/app", github.jwt({ exp: now - 1 })),
      ask("/app", github.jwt({ iat: now + 120 })),
      ask("/app", github.jwt({ exp: now + 3600 })),
      ask("/app", github.jwt({ iss: "1" })),
      ask("/app", github.jwt({ key })),
      ask("/app", "not.a.token"),
      ask("/app", null),
    ]);
    expect(refusals).toEqual([
      "401 'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
      "401 'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
      "401 'Expiration time' claim ('exp') is too far in the future",
      "404 Integration not found",
      "401 A JSON web token could not be decoded",
      "401 A JSON web token could not be decoded",
      "401 A JSON web token could not be decoded",
    ]);
  });
});

describe("an installation token", () => {
  it("lives for an hour", async () => {
    const token = await github.token("acme");
    clock.advance(3_599_000);
    expect(await ask("/repos/acme/app", token)).toBe("200 fine");
    clock.advance(1_000);
    expect(await ask("/repos/acme/app", token)).toBe("401 Bad credentials");
  });

  it("can be made to expire at once", async () => {
    const token = await github.token("acme");
    github.expireTokens();
    expect(await ask("/repos/acme/app", token)).toBe("401 Bad credentials");
  });

  it("must be one that was issued", async () => {
    expect(await ask("/repos/acme/app", "ghs_invented")).toBe("401 Bad credentials");
    expect(await ask("/repos/acme/app", null)).toBe("401 Requires authentication");
  });

  it("reaches only the requested repositories of its installation", async () => {
    const whole = await github.token("acme");
    const narrow = await github.token("acme", { repositories: ["other"] });
    expect([
      await ask("/repos/acme/other", whole),
      await ask("/repos/else/where", whole),
      await ask("/repos/acme/without", whole),
      await ask("/repos/acme/other", narrow),
      await ask("/repos/acme/app", narrow),
    ]).toEqual(["200 fine", "404 Not Found", "404 Not Found", "200 fine", "404 Not Found"]);
  });

  it("allows only what its permissions allow", async () => {
    const token = await github.token("acme", { permissions: { issues: "read" } });
    expect(await ask("/repos/acme/app/issues", token)).toBe("200 fine");
    const refused = await fetch(`${github.apiUrl}/repos/acme/app/git/ref/heads/main`, {
      headers: { authorization: `token ${token}` },
    });
    expect(refused.status).toBe(403);
    expect(refused.headers.get("x-accepted-github-permissions")).toBe("contents=read");
    const { message } = JSON.parse(await refused.text());
    expect(message).toBe("Resource not accessible by integration");
    const client = clientOf(github, token);
    const commenting = client.issues.createComment({ ...repo, issue_number: 1, body: "No" });
    await expect(commenting).rejects.toMatchObject({ status: 403 });
  });

  it("is not issued for more permissions than the app has, nor for repositories that it cannot reach", async () => {
    const client = clientOf(github, github.jwt());
    const installation_id = github.installationId("acme");
    const greedy = client.apps.createInstallationAccessToken({
      installation_id,
      permissions: { deployments: "write" },
    });
    await expect(greedy).rejects.toMatchObject({ status: 422 });
    const wrong = client.apps.createInstallationAccessToken({ installation_id, repositories: ["where"] });
    await expect(wrong).rejects.toMatchObject({ status: 422 });
    const gone = client.apps.createInstallationAccessToken({ installation_id: 1 });
    await expect(gone).rejects.toMatchObject({ status: 404 });
  });
});

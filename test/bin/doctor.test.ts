// The doctor: with everything right it says so and ends with 0; each thing wrong comes with what to do about it.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { scriptedEnvironment } from "../../local/model/environment.ts";
import { type LocalModel, startLocalModel } from "../../local/model/server.ts";
import { issuewright } from "../support/cli.ts";
import { freePort } from "../support/endpoint.ts";
import { temporaryFolder } from "../support/git.ts";
import { startTestGitHub, type TestGitHub } from "../support/local-github.ts";
import { startTestRedis, type TestRedis } from "../support/redis.ts";

const Findings = z.array(
  z.object({
    what: z.string(),
    ok: z.boolean().nullable(),
    detail: z.string(),
    remedy: z.string().nullable(),
  }),
);

describe("issuewright doctor", () => {
  let github: TestGitHub;
  let redis: TestRedis;
  let model: LocalModel;
  const folder = temporaryFolder();
  beforeAll(async () => {
    [github, redis, model] = await Promise.all([
      startTestGitHub(),
      startTestRedis(),
      startLocalModel({ script: [] }),
    ]);
    await github.createRepository({ owner: "octo", name: "clock" });
  });
  afterAll(async () => {
    await model[Symbol.asyncDispose]();
    await github[Symbol.asyncDispose]();
    await redis[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });
  const doctor = async (environment: Record<string, string>) => {
    const whole = { ...environment, ISSUEWRIGHT_DATA_DIR: folder.path };
    const { status, stdout } = await issuewright(["doctor", "--json"], { environment: whole });
    return { status, findings: Findings.parse(JSON.parse(stdout)) };
  };

  it("finds everything in order", async () => {
    const { status, findings } = await doctor({
      ...scriptedEnvironment(model),
      APP_ID: String(github.app.id),
      PRIVATE_KEY: github.app.privateKeyPem,
      GITHUB_API_URL: github.apiUrl,
      GITHUB_SERVER_URL: github.serverUrl,
      WEBHOOK_SECRET: "0123456789abcdef",
      REDIS_URL: redis.url,
    });
    expect(findings.filter((finding) => !finding.ok)).toEqual([]);
    expect(status).toBe(0);
    expect(findings.map((finding) => finding.what)).toEqual(
      expect.arrayContaining([
        "sandbox",
        "Redis",
        "model endpoint",
        "model of the architect",
        "model of the coder",
        "model of the reviewer",
        "GitHub App",
        "webhooks",
      ]),
    );
  });

  it("says where only the cap in tokens holds", async () => {
    const environment = { ...scriptedEnvironment(model), ISSUEWRIGHT_PRICES: "" };
    const { findings } = await doctor({ ...environment, REDIS_URL: redis.url });
    expect(findings.find(({ what }) => what === "model of the coder")).toEqual({
      what: "model of the coder",
      ok: true,
      detail: expect.stringMatching(
        /^scripted-coder; its price is not known, so only the cap in tokens holds/,
      ),
      remedy: expect.stringMatching(/^Set ISSUEWRIGHT_PRICES to its price, like \{"scripted-coder":/),
    });
  });

  it("names everything that is wrong, each with its remedy", async () => {
    const port = await freePort();
    const { status, findings } = await doctor({
      OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
      ISSUEWRIGHT_ARCHITECT_MODEL: "some-model",
      DOCKER_HOST: "unix:///nowhere/docker.sock",
      REDIS_URL: "redis://127.0.0.1:1",
      APP_ID: "4711",
      PRIVATE_KEY: "not a key",
      WEBHOOK_SECRET: "short",
    });
    expect(status).toBe(1);
    const wrong = findings.filter((finding) => finding.ok !== true);
    const said = Object.fromEntries(wrong.map(({ what, detail, remedy }) => [what, `${detail} → ${remedy}`]));
    expect(said).toEqual({
      sandbox: expect.stringMatching(
        /No Docker engine answers: .*\/nowhere\/docker\.sock → Set DOCKER_HOST to/,
      ),
      Redis: expect.stringMatching(
        /^Could not reach Redis at 127\.0\.0\.1:1: [^→]*ECONNREFUSED[^.→]*[\d.:]+ → Start Redis there, or set REDIS_URL to its address$/,
      ),
      "model endpoint": expect.stringMatching(
        /^http:\/\/127\.0\.0\.1:\d+\/v1 does not answer: Connection error \(ECONNREFUSED\) → Start the endpoint there/,
      ),
      "model of the architect": "some-model: the endpoint does not say whether it offers this model → null",
      "model of the coder": "none is chosen → Set ISSUEWRIGHT_CODER_MODEL to a model the endpoint offers",
      "model of the reviewer":
        "none is chosen → Set ISSUEWRIGHT_REVIEWER_MODEL to a model the endpoint offers",
      "GitHub App": expect.stringMatching(
        /Could not read the app's key from PRIVATE_KEY: [^→]* → Give it the whole \.pem file that GitHub made$/,
      ),
      webhooks:
        "WEBHOOK_SECRET is too short to be a secret → Use at least 16 characters, like from `openssl rand -hex 32`",
    });
  });

  it("names each model that nobody chose, also where the endpoint is missing as well", async () => {
    const { findings } = await doctor({ REDIS_URL: redis.url, ISSUEWRIGHT_CODER_MODEL: "some-coder" });
    const models = findings.filter(({ what }) => what.startsWith("model"));
    expect(models.map(({ detail, remedy }) => `${detail} → ${remedy}`)).toEqual([
      expect.stringMatching(/^OPENAI_API_KEY is not set, and neither is OPENAI_BASE_URL → Set the key, or/),
      "ISSUEWRIGHT_ARCHITECT_MODEL is not set → Name a model that the endpoint offers",
      "ISSUEWRIGHT_REVIEWER_MODEL is not set → Name a model that the endpoint offers",
    ]);
  });
});

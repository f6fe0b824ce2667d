// With nothing configured, we speak to github.com's API and to OpenAI's, and to nobody else. Nothing leaves this machine.
import { generateKeyPairSync } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import nock from "nock";
import { systemClock } from "../../src/clock.ts";
import { readGitHubConfig } from "../../src/config.ts";
import { DEFAULT_LABELS } from "../../src/domain/rules.ts";
import { connectGitHubApp } from "../../src/github/octokit/app.ts";
import { createLog } from "../../src/log.ts";
import { readEngineConfig } from "../../worker/config.ts";
import { connectModels } from "../../worker/models/index.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PEM = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
const log = createLog({ level: "silent", name: "test" });

beforeAll(() => nock.disableNetConnect());
afterEach(() => nock.cleanAll());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

function appWith(environment: Record<string, string>) {
  const reading = readGitHubConfig({ APP_ID: "7", PRIVATE_KEY: PEM, ...environment });
  if (reading.kind === "invalid") throw new Error(JSON.stringify(reading.complaints));
  const pace = { spaced: false, secondMs: 1 };
  return connectGitHubApp({ ...reading.config, labels: DEFAULT_LABELS, pace, clock: systemClock, log });
}

describe("the hosts we speak to", () => {
  it("are github.com's API by default, as the app, with a signed token", async () => {
    const github = nock("https://api.github.com", { reqheaders: { authorization: /^bearer ey/i } })
      .get("/app")
      .reply(200, { slug: "my-wright" });
    expect((await appWith({})).slug).toBe("my-wright");
    expect(github.isDone()).toBe(true);
  });

  it("are the Enterprise Server that the environment names", async () => {
    const github = nock("https://github.example.com").get("/api/v3/app").reply(200, { slug: "wright" });
    const server = "https://github.example.com";
    await appWith({ GITHUB_API_URL: `${server}/api/v3/`, GITHUB_SERVER_URL: server });
    expect(github.isDone()).toBe(true);
  });

  it("are OpenAI's API when only a key is given, and the key goes nowhere else", async () => {
    const reading = readEngineConfig({ OPENAI_API_KEY: "sk-test-0123456789abcdef" });
    if (reading.kind === "invalid") throw new Error(JSON.stringify(reading.complaints));
    const { baseUrl, apiKey, byRole: models } = reading.config.models;
    const openai = nock("https://api.openai.com", {
      reqheaders: { authorization: "Bearer sk-test-0123456789abcdef" },
    })
      .get("/v1/models")
      .reply(200, {
        object: "list",
        data: [{ id: "some-model", object: "model", created: 0, owned_by: "x" }],
      });
    const connected = connectModels({
      baseUrl,
      apiKey,
      models,
      clock: systemClock,
      stallMs: 1000,
      maxRetries: 0,
    });
    expect(await connected.inquire(new AbortController().signal)).toEqual({
      kind: "offers",
      names: ["some-model"],
    });
    expect(openai.isDone()).toBe(true);
  });
});

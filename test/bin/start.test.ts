// Starting with something missing or wrong: one clear message, a status that scripts see, and nothing left running.
import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { scriptedEnvironment } from "../../local/model/environment.ts";
import { issuewright, startIssuewright } from "../support/cli.ts";
import { freePort } from "../support/endpoint.ts";
import { temporaryFolder } from "../support/git.ts";
import { startTestGitHub, type TestGitHub } from "../support/local-github.ts";
import { startTestRedis, type TestRedis } from "../support/redis.ts";

const NOWHERE = "redis://127.0.0.1:1";

describe("starting", () => {
  let github: TestGitHub;
  let redis: TestRedis;
  const folder = temporaryFolder();
  beforeAll(async () => {
    [github, redis] = await Promise.all([startTestGitHub(), startTestRedis()]);
  });
  afterAll(async () => {
    await github[Symbol.asyncDispose]();
    await redis[Symbol.asyncDispose]();
    folder[Symbol.dispose]();
  });
  const whole = () => ({
    ...scriptedEnvironment({ baseUrl: "http://127.0.0.1:1/v1" }),
    APP_ID: String(github.app.id),
    PRIVATE_KEY: github.app.privateKeyPem,
    WEBHOOK_SECRET: "0123456789abcdef0123456789abcdef",
    GITHUB_API_URL: github.apiUrl,
    GITHUB_SERVER_URL: github.serverUrl,
    REDIS_URL: redis.url,
    ISSUEWRIGHT_DATA_DIR: folder.path,
    HOST: "127.0.0.1",
    PORT: "0",
  });
  const start = async (command: string, change: Record<string, string>) =>
    issuewright([command], { environment: { ...whole(), ...change } });
  const otherKey = () =>
    String(
      generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ type: "pkcs1", format: "pem" }),
    );

  it("names every missing variable at once, each one time", async () => {
    const { status, stdout, stderr } = await issuewright(["start"], {
      environment: { ISSUEWRIGHT_PAGE: "off" },
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toBe(`The configuration is not complete:
  - APP_ID is not set. Make a GitHub App on the set-up page of \`npm start\`, or copy it from the settings page of yours.
  - PRIVATE_KEY or PRIVATE_KEY_PATH is not set. Generate a key on the settings page of your GitHub App.
  - OPENAI_API_KEY is not set, and neither is OPENAI_BASE_URL. Set the key, or the address of an OpenAI-compatible endpoint (vLLM, Ollama, OpenRouter, LiteLLM …), or choose each model as provider:model of a provider that is set up.
`);
  });

  it("shows no set-up page where the environment names an App", async () => {
    const { status, stderr } = await issuewright(["start", "--set-up"], { environment: { APP_ID: "7" } });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringMatching(/^The set-up page makes an App, and the environment names one already\./),
    });
  });

  it.each([
    ["server", "a key that is not the app's", () => ({ PRIVATE_KEY: otherKey() })],
    ["worker", "a key that is not the app's", () => ({ PRIVATE_KEY: otherKey() })],
    ["server", "an app nobody made", () => ({ APP_ID: "99" })],
  ])("stops the %s when GitHub refuses %s", async (command, _what, change) => {
    const { status, stderr } = await start(command, change());
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^Could not sign in to GitHub as the app: GitHub answered 40[14], .+\. Check APP_ID and the private key of the app\n$/,
    );
  });

  it.each(["server", "worker"])("stops the %s where no Redis answers", async (command) => {
    const { status, stderr } = await start(command, { REDIS_URL: NOWHERE });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^[Cc]ould not reach Redis at 127\.0\.0\.1:1: .*ECONNREFUSED.*REDIS_URL/);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("stops the worker where no Docker engine answers", async () => {
    const { status, stderr } = await start("worker", { DOCKER_HOST: "unix:///nowhere/docker.sock" });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^Could not start without sandboxes: No Docker engine answers: .*\/nowhere\/docker\.sock\. .+\n$/,
    );
    const elsewhere = await start("worker", { DOCKER_HOST: "tcp://10.0.0.1:2375" });
    expect(elsewhere.stderr).toContain("DOCKER_HOST is not a socket on this machine. Write it like unix:///");
  });

  it("says at the start which roles have no model, starts, and ends in order when it is asked to go", async () => {
    const worker = startIssuewright(["worker"], {
      environment: { ...whole(), ISSUEWRIGHT_CODER_MODEL: "" },
    });
    await worker.says("worker takes jobs");
    worker.terminate();
    const { status, stdout } = await worker.ended;
    expect(status).toBe(0);
    expect(stdout).toContain(
      "The coder cannot start: no model is chosen for it. Set ISSUEWRIGHT_CODER_MODEL.",
    );
  });

  it("shows a page whose link another command prints, and metrics of the queue where they are wanted", async () => {
    const port = String(await freePort());
    const metrics = { ISSUEWRIGHT_TELEMETRY: "on", ISSUEWRIGHT_METRICS_PORT: port };
    const environment = { ...whole(), ...metrics, ISSUEWRIGHT_PAGE_PORT: "0" };
    const before = await issuewright(["page"], { environment });
    expect(before.stderr).toContain("No page is shown over this data directory or REDIS_URL.");
    const server = startIssuewright(["server"], { environment });
    await server.says("page is shown");
    const { status, stdout } = await issuewright(["page"], { environment });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(
        /by a link that signs in once within 10 minutes:\n {2}http:\/\/127\.0\.0\.1:\d+\//,
      ),
    });
    const told = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(await told.text()).toContain('issuewright_queue_jobs{state="waiting"} 0');
    server.terminate();
    expect((await server.ended).status).toBe(0);
  });
});

// A delivery of GitHub's comes back to the door of the server, or it is said what is in its way.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { awaitDelivery } from "../../../bin/set-up/delivery.ts";
import type { ServerConfig } from "../../../src/config.ts";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { freePort } from "../../support/endpoint.ts";
import { startTestGitHub, type TestGitHub } from "../../support/local-github.ts";

let hub: TestGitHub;
beforeEach(async () => {
  hub = await startTestGitHub();
});
afterEach(async () => {
  await hub[Symbol.asyncDispose]();
});

async function config(change: Partial<ServerConfig> = {}): Promise<{ kind: "read"; config: ServerConfig }> {
  const { id, privateKeyPem, webhookSecret } = hub.app;
  const github = {
    credentials: { appId: id, privateKey: privateKeyPem },
    ...{ apiUrl: hub.apiUrl, serverUrl: hub.serverUrl },
  };
  const own = {
    ...{
      redisUrl: null,
      dataDir: "/nowhere",
      logLevel: "silent",
      labels: DEFAULT_LABELS,
      github,
      page: null,
    },
    ...({ intake: "webhook", sweepMs: null, host: "127.0.0.1", port: await freePort() } as const),
    webhook: { path: "/hooks", secrets: [webhookSecret] },
    audience: { mentions: "questions" as const, hook: null },
    telemetry: null,
  };
  return { kind: "read", config: { ...own, ...change } };
}
const { signal } = new AbortController();

it("a ping that nobody took comes back when GitHub is asked for it", async () => {
  const server = await config();
  const url = `http://127.0.0.1:${server.config.port}/hooks`;
  hub.webhooks.pointAt(url);
  hub.ping(url);
  await hub.webhooks.settled();
  expect(await awaitDelivery(signal, server)).toEqual([
    { ok: true, what: "webhook", detail: "GitHub's ping came back, signed by our secret", remedy: null },
  ]);
});

it("a delivery that is signed by another secret is none", async () => {
  const server = await config({ webhook: { path: "/hooks", secrets: ["another secret of ours"] } });
  const url = `http://127.0.0.1:${server.config.port}/hooks`;
  hub.webhooks.pointAt(url);
  hub.ping(url);
  await hub.webhooks.settled();
  expect(await awaitDelivery(signal, server, 500)).toMatchObject([
    { ok: false, detail: "GitHub's ping did not come back within 0.5 seconds" },
  ]);
});

it("where GitHub delivered nothing, or is polled, there is nothing to wait for", async () => {
  expect(await awaitDelivery(signal, await config())).toMatchObject([
    { ok: false, detail: "GitHub delivered nothing so far" },
  ]);
  expect(await awaitDelivery(signal, await config({ intake: "poll" }))).toMatchObject([{ ok: true }]);
});

// The adapter when things go wrong: what passes is waited out, what stays is said plainly.
import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "@jest/globals";
import type { Fault } from "../../../local/model/faults.ts";
import { FOR_EVER_MS } from "../../../local/model/stream.ts";
import type { ModelFailure } from "../../../src/domain/model-failure.ts";
import { ModelFailed } from "../../../worker/models/model.ts";
import { fakeClock } from "../../support/clock.ts";
import { closeEndpoints, freePort, HEARD, start, TURN, waitOut } from "../../support/endpoint.ts";
import { API_KEY, aRequest, modelAt, modelsAt, STALL_MS } from "../../support/local-model.ts";

afterEach(closeEndpoints);

const OFFERED = ["scripted-architect", "scripted-coder", "scripted-reviewer"];
const CODER = {
  kind: "no-reply",
  role: "coder",
  model: "scripted-coder",
  provider: null,
  chosenIn: "configuration",
  endpoint: null,
  offered: [],
};

async function failureOf(reply: Promise<unknown>): Promise<ModelFailure | null> {
  const [settled] = await Promise.allSettled([reply]);
  const reason: unknown = settled.status === "rejected" ? settled.reason : null;
  return reason instanceof ModelFailed ? reason.failure : null;
}

describe("trouble that passes", () => {
  it.each<[string, Fault]>([
    ["an error of the server", { kind: "server-error" }],
    ["a rate limit without a time", { kind: "rate-limit", retryAfter: null }],
    ["a stream dropped in the middle", { kind: "dropped", afterChunks: 3 }],
    ["a connection dropped before the stream", { kind: "dropped", afterChunks: 0 }],
    ["an error in the middle of a stream", { kind: "broken-off", afterChunks: 3 }],
  ])("is retried: %s", async (_what, fault) => {
    const local = await start();
    local.faults.add({ fault, times: 2 });
    const clock = fakeClock();
    const reply = modelAt(local, "coder", clock).reply(aRequest());
    const waits = await waitOut(clock, 2);
    expect(await reply).toMatchObject(HEARD);
    expect(local.requests).toHaveLength(3);
    expect(waits[0]).toBeGreaterThanOrEqual(500);
    expect(waits[0]).toBeLessThanOrEqual(1000);
    expect(waits[1]).toBeGreaterThanOrEqual(1000);
    expect(waits[1]).toBeLessThanOrEqual(2000);
    expect(clock.sleeping()).toEqual([]);
  });

  it.each([0, 3])("is retried: a stream that goes quiet after %i chunks", async (afterChunks) => {
    const clock = fakeClock();
    const local = await start([TURN], clock);
    local.faults.add({ fault: { kind: "stalled", afterChunks } });
    const reply = modelAt(local, "coder", clock).reply(aRequest());
    await clock.sleeper((ms) => ms === FOR_EVER_MS);
    clock.advance(STALL_MS);
    await waitOut(clock, 1);
    expect(await reply).toMatchObject(HEARD);
    expect(local.requests).toHaveLength(2);
    expect(clock.sleeping()).toEqual([FOR_EVER_MS]);
  });

  it.each([
    ["7", 7_000],
    ["200", 200_000],
    ["Tue, 01 Jan 2030 00:01:30 GMT", 90_000],
  ])("waits as long as the server asks: retry-after %s", async (retryAfter, expected) => {
    const local = await start();
    local.faults.add({ fault: { kind: "rate-limit", retryAfter } });
    const clock = fakeClock();
    const reply = modelAt(local, "coder", clock).reply(aRequest());
    expect(await waitOut(clock, 1)).toEqual([expected]);
    expect(await reply).toMatchObject(HEARD);
  });

  it("is given up at once when the server asks for more than ten minutes", async () => {
    const local = await start();
    local.faults.add({ fault: { kind: "rate-limit", retryAfter: "3600" } });
    const facts = await failureOf(modelAt(local).reply(aRequest()));
    expect(facts).toEqual({
      ...CODER,
      attempts: 1,
      cause: { kind: "rate-limited", status: 429, said: "Rate limit reached", retryAfterMs: 3_600_000 },
    });
    expect(local.requests).toHaveLength(1);
  });

  it("is given up when it does not pass", async () => {
    const local = await start();
    local.faults.add({ fault: { kind: "server-error" }, times: 99 });
    const clock = fakeClock();
    const facts = failureOf(modelAt(local, "coder", clock).reply(aRequest()));
    await waitOut(clock, 3);
    expect(await facts).toEqual({
      ...CODER,
      attempts: 4,
      cause: { kind: "server-error", status: 500, said: "The server had an error", retryAfterMs: null },
    });
    expect(local.requests).toHaveLength(4);
  });

  it("is given up when nobody listens", async () => {
    const port = await freePort();
    const clock = fakeClock();
    const baseUrl = `http://127.0.0.1:${port}/v1`;
    const models = modelsAt(await start(), { baseUrl, tellsEndpoint: true, clock });
    const facts = failureOf(models.forRole("coder").reply(aRequest()));
    await waitOut(clock, 3);
    const said = expect.stringMatching(/^Connection error/);
    const cause = { kind: "unreachable", status: null, said, retryAfterMs: null };
    expect(await facts).toEqual({ ...CODER, endpoint: baseUrl, attempts: 4, cause });
  });

  it("tells the log about retries, and nothing of what was said", async () => {
    const local = await start();
    local.faults.add({ fault: { kind: "server-error" } });
    const clock = fakeClock();
    const lines: string[] = [];
    const log = { warn: (fields: object, message: string) => lines.push(JSON.stringify([message, fields])) };
    const model = modelsAt(local, { clock, log }).forRole("coder");
    const reply = model.reply(aRequest({ messages: [{ role: "user", text: "a secret plan" }] }));
    await waitOut(clock, 1);
    await reply;
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^\["model call failed",\{"model":"scripted-coder","attempt":1,"waitMs":\d+,"status":500,"cause":"server-error"\}\]$/,
    );
  });
});

describe("trouble that stays", () => {
  it.each<[string, Fault, object]>([
    [
      "a refused key",
      { kind: "unauthorized" },
      { kind: "wrong-key", status: 401, said: "Incorrect API key provided" },
    ],
    [
      "an empty account",
      { kind: "out-of-credit" },
      { kind: "no-credit", status: 429, said: "You exceeded your current quota" },
    ],
    [
      "a conversation that is too long",
      { kind: "context-length" },
      { kind: "too-long", status: 400, said: "This model's maximum context length is 8192 tokens" },
    ],
  ])("is not retried: %s", async (_what, fault, cause) => {
    const local = await start();
    local.faults.add({ fault, times: 9 });
    const facts = await failureOf(modelAt(local).reply(aRequest()));
    expect(facts).toEqual({ ...CODER, attempts: 1, cause });
    expect(local.requests).toHaveLength(1);
  });

  it("names what the endpoint offers when it does not know the model", async () => {
    const models = modelsAt(await start(), { models: { coder: "gpt-none" } });
    expect(await failureOf(models.forRole("coder").reply(aRequest()))).toEqual({
      ...CODER,
      model: "gpt-none",
      attempts: 1,
      cause: { kind: "no-such-model", status: 404, said: "The model gpt-none does not exist" },
      offered: OFFERED,
    });
  });

  it("names the role and what the endpoint offers when a role has no model", async () => {
    const models = modelsAt(await start(), { models: { coder: "scripted-coder" } });
    const facts = { kind: "not-chosen", roles: ["reviewer"], offered: OFFERED };
    expect(await failureOf(models.forRole("reviewer").reply(aRequest()))).toEqual(facts);
    expect(await models.lacking({ architect: "a" }, aRequest().signal)).toEqual(facts);
    expect(await models.lacking({ architect: "a", reviewer: "b" }, aRequest().signal)).toBeNull();
  });

  it("lets the repository's own choice stand in for the operator's", async () => {
    const models = modelsAt(await start(), { models: {} });
    const model = models.forRole("coder", "scripted-coder");
    expect(await model.reply(aRequest())).toMatchObject(HEARD);
  });

  it("is said, with the endpoint's words, when it does not list its models", async () => {
    const models = modelsAt(await start(), { apiKey: "wrong" });
    const cause = { kind: "wrong-key", status: 401, said: "Incorrect API key provided" };
    expect(await models.inquire(aRequest().signal)).toEqual({ kind: "no-list", cause });
  });

  it("never shows the key, even when the server repeats it", async () => {
    const echo = createServer((incoming, outgoing) => {
      outgoing.writeHead(401, { "content-type": "application/json" });
      outgoing.end(
        JSON.stringify({ error: { message: `${"x".repeat(480)} ${incoming.headers.authorization}` } }),
      );
    });
    await new Promise<void>((resolve) => echo.listen(0, "127.0.0.1", resolve));
    const address = echo.address();
    const port = typeof address === "object" ? address?.port : 0;
    const models = modelsAt(await start(), { baseUrl: `http://127.0.0.1:${port}/v1` });
    const model = models.forRole("coder");
    const message = await model.reply(aRequest()).then(String, String);
    echo.closeAllConnections();
    await new Promise((resolve) => echo.close(resolve));
    expect(message).toContain("wrong-key");
    expect(message).not.toContain(API_KEY.slice(0, 8));
  });
});

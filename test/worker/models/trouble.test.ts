// The adapter when things go wrong: what passes is waited out, what stays is said plainly.
import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "@jest/globals";
import type { Fault } from "../../../local/model/faults.ts";
import { FOR_EVER_MS } from "../../../local/model/stream.ts";
import { PermanentError } from "../../../src/domain/errors.ts";
import { ModelUnavailable } from "../../../worker/models/model.ts";
import { fakeClock } from "../../support/clock.ts";
import { closeEndpoints, freePort, HEARD, start, TURN, waitOut } from "../../support/endpoint.ts";
import { API_KEY, aRequest, modelAt, modelsAt, STALL_MS } from "../../support/local-model.ts";

afterEach(closeEndpoints);

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

  it("is reported as unavailable at once when the server asks for more than ten minutes", async () => {
    const local = await start();
    local.faults.add({ fault: { kind: "rate-limit", retryAfter: "3600" } });
    const model = modelAt(local);
    await expect(model.reply(aRequest())).rejects.toThrow(ModelUnavailable);
    expect(local.requests).toHaveLength(1);
  });

  it("is reported as unavailable when it does not pass", async () => {
    const local = await start();
    local.faults.add({ fault: { kind: "server-error" }, times: 99 });
    const clock = fakeClock();
    const reply = modelAt(local, "coder", clock).reply(aRequest());
    const ending = expect(reply).rejects.toThrow(
      /^The coder's model scripted-coder gave no reply: attempt 4 ended with: 500 The server had an error\. Check that the endpoint is up, then try again$/,
    );
    await waitOut(clock, 3);
    await ending;
    expect(local.requests).toHaveLength(4);
  });

  it("is reported as unavailable when nobody listens", async () => {
    const port = await freePort();
    const clock = fakeClock();
    const models = modelsAt(await start(), { baseUrl: `http://127.0.0.1:${port}/v1`, clock });
    const model = models.forRole("coder");
    const ending = expect(model.reply(aRequest())).rejects.toThrow(ModelUnavailable);
    await waitOut(clock, 3);
    await ending;
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
      /^\["model call failed",\{"model":"scripted-coder","attempt":1,"waitMs":\d+,"status":500\}\]$/,
    );
  });
});

describe("trouble that stays", () => {
  it.each<[string, Fault, RegExp]>([
    [
      "a refused key",
      { kind: "unauthorized" },
      /the endpoint refused our key \(401 .*\)\. Check OPENAI_API_KEY/,
    ],
    ["an empty account", { kind: "out-of-credit" }, /the account has no credit left/],
    [
      "a conversation that is too long",
      { kind: "context-length" },
      /no longer fits the model's context .* larger context in ISSUEWRIGHT_CODER_MODEL/,
    ],
  ])("is not retried: %s", async (_what, fault, sentence) => {
    const local = await start();
    local.faults.add({ fault, times: 9 });
    const ending = modelAt(local).reply(aRequest());
    await expect(ending).rejects.toThrow(sentence);
    await expect(ending).rejects.toThrow(PermanentError);
    expect(local.requests).toHaveLength(1);
  });

  it("names what the endpoint offers when it does not know the model", async () => {
    const models = modelsAt(await start(), { models: { coder: "gpt-none" } });
    const model = models.forRole("coder");
    await expect(model.reply(aRequest())).rejects.toThrow(
      /gpt-none gave no reply: .* knows no such model or path .* ISSUEWRIGHT_CODER_MODEL\. The endpoint offers: scripted-architect, scripted-coder, scripted-reviewer$/,
    );
  });

  it("names the variable to set, and what the endpoint offers, when a role has no model", async () => {
    const models = modelsAt(await start(), { models: { coder: "scripted-coder" } });
    const ending = models.forRole("reviewer").reply(aRequest());
    await expect(ending).rejects.toThrow(PermanentError);
    await expect(ending).rejects.toThrow(
      "The reviewer cannot start: no model is chosen for it. Set ISSUEWRIGHT_REVIEWER_MODEL. " +
        "The endpoint offers: scripted-architect, scripted-coder, scripted-reviewer",
    );
  });

  it("lets the repository's own choice stand in for the operator's", async () => {
    const models = modelsAt(await start(), { models: {} });
    const model = models.forRole("coder", "scripted-coder");
    expect(await model.reply(aRequest())).toMatchObject(HEARD);
  });

  it("offers nothing rather than fail when the endpoint does not list its models", async () => {
    const models = modelsAt(await start(), { apiKey: "wrong" });
    expect(await models.offered(aRequest().signal)).toEqual([]);
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
    expect(message).toContain("refused our key");
    expect(message).not.toContain(API_KEY.slice(0, 8));
  });

  it.each(["", "api.openai.com/v1", "ftp://x/v1", "http://me:secret@host/v1"])(
    "refuses an address it cannot use: %j",
    async (baseUrl) => {
      const settings = modelsAt.bind(null, await start(), { baseUrl });
      expect(settings).toThrow(
        /^No model can be reached: OPENAI_BASE_URL is not a plain http or https address/,
      );
      expect(settings).not.toThrow(/secret/);
    },
  );
});

// The adapter against a real HTTP endpoint: what it says, what it hears, and what it does when things go wrong.
import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "@jest/globals";
import type { Fault } from "../../../local/model/faults.ts";
import type { Script, Turn } from "../../../local/model/script.ts";
import type { LocalModel } from "../../../local/model/server.ts";
import { FOR_EVER_MS } from "../../../local/model/stream.ts";
import { PermanentError } from "../../../src/domain/errors.ts";
import { ModelUnavailable } from "../../../worker/models/model.ts";
import { type FakeClock, fakeClock } from "../../support/clock.ts";
import { API_KEY, aLocalModel, aRequest, modelAt, modelsAt, STALL_MS } from "../../support/local-model.ts";

const TOOL = { name: "read", description: "Reads.", parameters: { type: "object", properties: {} } };
const TURN: Turn = {
  text: "I look at two files: “ä” and 🙂.",
  calls: [
    { name: "read", arguments: { path: "a.ts" } },
    { name: "read", arguments: { path: "b/ü.ts" } },
  ],
};
const HEARD = {
  text: TURN.text,
  toolCalls: [
    { id: "call_0_0", name: "read", arguments: '{"path":"a.ts"}' },
    { id: "call_0_1", name: "read", arguments: '{"path":"b/ü.ts"}' },
  ],
  finish: "tool-calls",
  estimated: false,
};

const open: LocalModel[] = [];
afterEach(async () => {
  for (const local of open.splice(0)) await local[Symbol.asyncDispose]();
});

async function start(turns: Turn[] = [TURN], clock?: FakeClock): Promise<LocalModel> {
  const script: Script = [{ role: "coder", turns }];
  const local = await aLocalModel(script, clock);
  open.push(local);
  return local;
}

const isBackoff = (ms: number) => ms !== STALL_MS && ms !== FOR_EVER_MS;

/** Lets the adapter wait as often as it wants to, and notes for how long. */
async function waitOut(clock: FakeClock, times: number): Promise<number[]> {
  const waits: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const ms = await clock.sleeper(isBackoff);
    waits.push(ms);
    clock.advance(ms);
  }
  return waits;
}

describe("a reply", () => {
  it("is put together from a stream, with the server's own count", async () => {
    const model = modelAt(await start());
    const reply = await model.reply(aRequest({ tools: [TOOL] }));
    expect(reply).toEqual({
      ...HEARD,
      usage: { inputTokens: 51, cachedTokens: 0, outputTokens: 31, steps: 1, usd: null },
    });
  });

  it("tells how much of the request the server had cached", async () => {
    const model = modelAt(await start([{ text: "one" }]));
    await model.reply(aRequest());
    const reply = await model.reply(aRequest());
    expect(reply.usage).toMatchObject({ inputTokens: 22, cachedTokens: 22 });
  });

  it("says that it was cut at the output limit", async () => {
    const model = modelAt(await start([{ text: "and so", finish: "length" }]));
    expect(await model.reply(aRequest())).toMatchObject({ text: "and so", finish: "length" });
  });

  it("says that the endpoint's filter refused", async () => {
    const model = modelAt(await start([{ finish: "content_filter" }]));
    expect(await model.reply(aRequest())).toMatchObject({ text: "", finish: "refused" });
  });

  it("carries the whole conversation, its tools and the tool that must be called", async () => {
    const local = await start([{ text: "one" }, { text: "two" }]);
    const model = modelAt(local);
    await model.reply(
      aRequest({
        messages: [
          ...aRequest().messages,
          { role: "assistant", text: "", toolCalls: [{ id: "c1", name: "read", arguments: "{}" }] },
          { role: "tool", callId: "c1", text: "nothing" },
        ],
        tools: [TOOL],
        mustCall: "read",
      }),
    );
    expect(local.requests[0]?.request).toEqual({
      model: "scripted-coder",
      messages: [
        { role: "system", content: "You write code." },
        { role: "user", content: "Begin." },
        {
          role: "assistant",
          content: null,
          tool_calls: [{ id: "c1", type: "function", function: { name: "read", arguments: "{}" } }],
        },
        { role: "tool", tool_call_id: "c1", content: "nothing" },
      ],
      tools: [{ type: "function", function: TOOL }],
      tool_choice: { type: "function", function: { name: "read" } },
      max_tokens: 1000,
      stream: true,
      stream_options: { include_usage: true },
    });
  });
});

describe("an endpoint with its own habits", () => {
  it.each<[string, Fault[], number]>([
    ["leaves out the index of tool calls", [{ kind: "missing-index" }], 1],
    ["answers a wish for a stream with one whole completion", [{ kind: "whole-reply" }], 1],
    ["cannot stream", [{ kind: "cannot-stream" }], 2],
    ["knows no stream_options", [{ kind: "no-stream-options" }], 2],
    ["allows fewer output tokens than we ask for", [{ kind: "limit-too-large" }], 2],
    ["wants max_completion_tokens", [{ kind: "wants-max-completion-tokens" }], 2],
  ])("is understood when it %s", async (_habit, faults, requests) => {
    const local = await start();
    for (const fault of faults) local.faults.add({ fault, times: 10 });
    const model = modelAt(local);
    expect(await model.reply(aRequest({ tools: [TOOL] }))).toMatchObject({
      text: HEARD.text,
      toolCalls: HEARD.toolCalls,
      finish: HEARD.finish,
    });
    await model.reply(aRequest({ tools: [TOOL] }));
    // What was learned from the first refusal is not asked again.
    expect(local.requests).toHaveLength(requests + 1);
  });

  it("is estimated, and marked so, when it does not count", async () => {
    const local = await start();
    local.faults.add({ fault: { kind: "no-usage" } });
    const reply = await modelAt(local).reply(aRequest());
    expect(reply.estimated).toBe(true);
    expect(reply.usage.inputTokens).toBeGreaterThan(10);
    expect(reply.usage.outputTokens).toBeGreaterThan(10);
  });

  it("may send arguments that are no JSON: they arrive as they are", async () => {
    const local = await start();
    local.faults.add({ fault: { kind: "bad-arguments" } });
    const reply = await modelAt(local).reply(aRequest({ tools: [TOOL] }));
    expect(reply.toolCalls[0]?.arguments).toBe('{"path":"a.ts"');
  });
});

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
      /^The coder's model scripted-coder at http:\S+ gave no reply: attempt 4 ended with: 500 The server had an error\. Check that the endpoint is up, then try again$/,
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
      /gpt-none at .* knows no such model or path .* ISSUEWRIGHT_CODER_MODEL\. The endpoint offers: scripted-architect, scripted-coder, scripted-reviewer$/,
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

describe("stopping", () => {
  it("ends a reply with the signal's reason while it streams and before it begins", async () => {
    const clock = fakeClock();
    const local = await start([TURN], clock);
    local.faults.add({ fault: { kind: "stalled", afterChunks: 2 } });
    const model = modelAt(local, "coder", clock);
    const reason = new Error("the label was removed");
    const streaming = new AbortController();
    const first = model.reply(aRequest({ signal: streaming.signal }));
    await clock.sleeper((ms) => ms === FOR_EVER_MS);
    streaming.abort(reason);
    await expect(first).rejects.toBe(reason);
    await expect(model.reply(aRequest({ signal: streaming.signal }))).rejects.toBe(reason);
    expect(local.requests).toHaveLength(1);
    expect(clock.sleeping()).toEqual([FOR_EVER_MS]);
  });

  it("does not sit out a wait", async () => {
    const local = await start();
    local.faults.add({ fault: { kind: "rate-limit", retryAfter: "300" } });
    const clock = fakeClock();
    const reason = new Error("the label was removed");
    const waiting = new AbortController();
    const reply = modelAt(local, "coder", clock).reply(aRequest({ signal: waiting.signal }));
    await clock.sleeper((ms) => ms === 300_000);
    waiting.abort(reason);
    await expect(reply).rejects.toBe(reason);
    expect(clock.sleeping()).toEqual([]);
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

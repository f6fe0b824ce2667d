// The adapter against a real HTTP endpoint: what it says, what it hears, and what it does when things go wrong.
import { afterEach, describe, expect, it } from "@jest/globals";
import type { Fault } from "../../../../local/model/faults.ts";
import { FOR_EVER_MS } from "../../../../local/model/stream.ts";
import { fakeClock } from "../../../support/clock.ts";
import { closeEndpoints, HEARD, start, TOOL, TURN } from "../../../support/endpoint.ts";
import { aRequest, modelAt } from "../../../support/local-model.ts";

afterEach(closeEndpoints);

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

  it("carries the whole conversation, and its tools", async () => {
    const local = await start([{ text: "one" }, { text: "two" }]);
    const model = modelAt(local);
    await model.reply(
      aRequest({
        messages: [
          ...aRequest().messages,
          {
            role: "assistant",
            text: "",
            toolCalls: [{ id: "c1", name: "read", arguments: "{}" }],
            opaque: null,
          },
          { role: "tool", callId: "c1", text: "nothing" },
        ],
        tools: [TOOL],
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
    ["counts the room for the reply", [{ kind: "limit-counts" }], 2],
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

  it("is counted by estimate when it does not count", async () => {
    const local = await start();
    local.faults.add({ fault: { kind: "no-usage" } });
    const reply = await modelAt(local).reply(aRequest());
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

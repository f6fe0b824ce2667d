// Anthropic's messages: what is sent, what is kept of thoughts, and what is learned.
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "@jest/globals";
import type { Turn } from "../../../../local/model/script.ts";
import { systemClock } from "../../../../src/clock.ts";
import { startTranscript } from "../../../../worker/agent/transcript.ts";
import { connectModels } from "../../../../worker/models/index.ts";
import { assembly } from "../../../../worker/models/messages/answer.ts";
import { USUAL_DIALECT } from "../../../../worker/models/messages/dialect.ts";
import { wireRequest } from "../../../../worker/models/messages/wire.ts";
import type { Message } from "../../../../worker/models/model.ts";
import { closeEndpoints, start, TOOL } from "../../../support/endpoint.ts";
import { aRequest, modelsAt } from "../../../support/local-model.ts";

afterEach(closeEndpoints);

const protocol = "anthropic-messages";
const thinking = { type: "thinking", thinking: "Hm, “ä” 🙂.", signature: "c2ln" };
const hidden = { type: "redacted_thinking", data: "AA==" };

describe("thoughts", () => {
  it("go back in place with their signatures, and are shown to nobody", async () => {
    const turn: Turn = {
      parts: [thinking, hidden, { type: "text", text: "I look." }],
      calls: [{ name: "read", arguments: { path: "a.ts" } }],
    };
    const local = await start([turn, { text: "Done." }]);
    local.faults.add({ fault: { kind: "wants-back", field: "thinking" }, times: 9 });
    const model = modelsAt(local, { protocol }).forRole("coder");
    const transcript = startTranscript({ system: "You write code.", task: "Begin." });
    const first = await model.reply(aRequest({ messages: transcript.messages(), tools: [TOOL] }));
    expect(first.text).toBe("I look.");
    for (const { id } of transcript.assistant(first)) transcript.answer(id, { text: "nothing", deed: null });
    transcript.aside("Go on.");
    await model.reply(aRequest({ messages: transcript.messages(), tools: [TOOL] }));
    expect(JSON.parse(local.requests.at(-1)?.raw ?? "{}")).toEqual({
      model: "scripted-coder",
      max_tokens: 1000,
      cache_control: { type: "ephemeral" },
      system: [{ type: "text", text: "You write code.", cache_control: { type: "ephemeral" } }],
      tools: [{ name: "read", description: "Reads.", input_schema: { type: "object", properties: {} } }],
      messages: [
        { role: "user", content: [{ type: "text", text: "Begin." }] },
        {
          role: "assistant",
          content: [
            ...[thinking, hidden, { type: "text", text: "I look." }],
            { type: "tool_use", id: "call_0_0", name: "read", input: { path: "a.ts" } },
          ],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "call_0_0", content: "nothing" },
            { type: "text", text: "Go on." },
          ],
        },
      ],
      stream: true,
    });
  });
});

describe("an endpoint with its own habits", () => {
  it.each<[string, (body: Record<string, unknown>) => string | false, Record<string, unknown>]>([
    [
      "marks the end of the prefix in blocks",
      (body) => "cache_control" in body && "cache_control: Extra inputs are not permitted",
      { caches: "blocks" },
    ],
    [
      "knows no marks",
      (body) =>
        JSON.stringify(body).includes("cache_control") && "cache_control: Extra inputs are not permitted",
      { caches: "unmarked" },
    ],
    [
      "allows fewer output tokens",
      ({ max_tokens }) =>
        Number(max_tokens) > 8192 &&
        `max_tokens: ${max_tokens} > 8192, which is the maximum allowed number of output tokens for m`,
      { mostOutputTokens: 8192 },
    ],
  ])("is understood when it %s", async (_habit, refuses, learned) => {
    const bodies: Record<string, unknown>[] = [];
    const server = createServer(async (incoming, outgoing) => {
      const body = JSON.parse(await text(incoming));
      bodies.push(body);
      const message = refuses(body);
      outgoing.writeHead(message ? 400 : 200, { "content-type": "application/json" });
      outgoing.end(
        JSON.stringify(
          message
            ? { type: "error", error: { type: "invalid_request_error", message } }
            : { type: "message", content: [{ type: "text", text: "Yes." }], stop_reason: "end_turn" },
        ),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const models = connectModels({
      ...{ protocol, baseUrl: `http://127.0.0.1:${port}`, apiKey: null, models: { coder: "m" } },
      ...{ clock: systemClock, stallMs: 60_000, maxRetries: 0 },
    });
    const model = models.forRole("coder");
    const request = aRequest({ maxOutputTokens: 16_384 });
    expect(await model.reply(request)).toMatchObject({ text: "Yes." });
    const asked = bodies.length;
    await model.reply(request);
    server.closeAllConnections();
    server.close();
    expect(bodies).toHaveLength(asked + 1);
    expect(model.learned()).toEqual(learned);
  });
});

describe("a message", () => {
  it("is counted with what was read from the cache and what was written there", () => {
    const parts = assembly();
    const usage = {
      ...{ input_tokens: 10, output_tokens: 1 },
      ...{ cache_read_input_tokens: 70, cache_creation_input_tokens: 20 },
    };
    parts.take({ type: "message_start", message: { content: [], stop_reason: null, usage } });
    parts.take({
      ...{ type: "message_delta", delta: { stop_reason: "end_turn" } },
      usage: { output_tokens: 5, input_tokens: null },
    });
    expect(parts.answer(false)?.counted).toEqual({
      ...{ inputTokens: 100, cachedTokens: 70, cacheWriteTokens: 20, outputTokens: 5 },
    });
  });

  it("is read past events that nobody knows yet", () => {
    const parts = assembly();
    parts.take({ type: "message_start", message: { content: [] } });
    parts.take({ type: "content_block_start", index: 0, content_block: { type: "text", text: "Now." } });
    parts.take({ type: "message_annotation", notes: [] });
    parts.take({ type: "message_delta", delta: { stop_reason: "pause_turn" } });
    expect(parts.answer(false)).toMatchObject({ text: "Now.", finish: "stop" });
    expect(() => parts.take({ kind: "no event" })).toThrow("type");
  });

  it("goes back without a thought that was cut before its signature, and without an empty text", () => {
    const parts = assembly();
    parts.take({ type: "message_start", message: { content: [] } });
    parts.take({
      type: "content_block_start",
      index: 0,
      content_block: { type: "thinking", thinking: "", signature: "" },
    });
    parts.take({ type: "content_block_delta", index: 0, delta: { type: "thinking_delta", thinking: "Hm" } });
    parts.take({ type: "content_block_start", index: 1, content_block: { type: "text", text: " \n" } });
    parts.take({ type: "message_delta", delta: { stop_reason: "max_tokens" } });
    const { text = "", opaque = null } = parts.answer(false) ?? {};
    const assistant: Message = { role: "assistant", text, toolCalls: [], opaque };
    const request = {
      messages: [assistant],
      tools: [],
      maxOutputTokens: 9,
      signal: new AbortController().signal,
    };
    expect(wireRequest("m", request, USUAL_DIALECT).messages).toEqual([
      { role: "assistant", content: [{ type: "text", text: "(nothing)" }] },
    ]);
  });

  it("is cut off where neither a reason nor its end came", () => {
    const parts = assembly();
    parts.take({ type: "message_start", message: { content: [] } });
    parts.take({ type: "content_block_start", index: 0, content_block: { type: "text", text: "And" } });
    expect(parts.answer(false)).toBeNull();
    parts.take({ type: "message_stop" });
    expect(parts.answer(false)?.text).toBe("And");
  });
});

/** https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons */
describe("the reason why a message stops", () => {
  const stopped = (stop_reason: string, partial_json = '{"path":"a.ts"}') => {
    const parts = assembly();
    for (const event of [
      { type: "message_start", message: { content: [], stop_reason: null, usage: { input_tokens: 9 } } },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "I look." } },
      { type: "content_block_stop", index: 0 },
      {
        ...{ type: "content_block_start", index: 1 },
        content_block: { type: "tool_use", id: "toolu_1", name: "read", input: {} },
      },
      { type: "content_block_delta", index: 1, delta: { type: "input_json_delta", partial_json } },
      { type: "message_delta", delta: { stop_reason }, usage: { output_tokens: 5 } },
      { type: "message_stop" },
    ])
      parts.take(event);
    const reply = parts.answer(false);
    return [reply?.finish, reply?.text, reply?.toolCalls.map((call) => call.arguments)];
  };

  it.each([
    ["tool_use", "tool-calls"],
    ["stop_sequence", "tool-calls"],
    ["pause_turn", "tool-calls"],
    ["refusal", "refused"],
    ["max_tokens", "length"],
    ["model_context_window_exceeded", "length"],
  ])("%s is taken for %s", (reason, finish) => {
    expect(stopped(reason)).toEqual([finish, "I look.", ['{"path":"a.ts"}']]);
  });

  it("leaves a call that was cut as it came, so that nobody runs a part of it", () => {
    expect(stopped("max_tokens", '{"path":"a.')).toEqual(["length", "I look.", ['{"path":"a.']]);
  });
});

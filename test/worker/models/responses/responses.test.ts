// OpenAI's responses: what is sent, what is kept of reasoning, and what is learned.
import { afterEach, describe, expect, it } from "@jest/globals";
import type { Turn } from "../../../../local/model/script.ts";
import { startTranscript } from "../../../../worker/agent/transcript.ts";
import { assembly } from "../../../../worker/models/responses/answer.ts";
import { otherDialect, USUAL_DIALECT } from "../../../../worker/models/responses/dialect.ts";
import { wireRequest } from "../../../../worker/models/responses/wire.ts";
import { closeEndpoints, start, TOOL } from "../../../support/endpoint.ts";
import { aRequest, modelsAt } from "../../../support/local-model.ts";

afterEach(closeEndpoints);

const reasoning = { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "AA==" };

describe("reasoning", () => {
  it("goes back encrypted, in place, and nothing is stored", async () => {
    const turn: Turn = {
      ...{ parts: [reasoning], text: "I look." },
      calls: [{ name: "read", arguments: { path: "a.ts" } }],
    };
    const local = await start([turn, { text: "Done." }]);
    local.faults.add({ fault: { kind: "wants-back", field: "reasoning" }, times: 9 });
    const model = modelsAt(local, { protocol: "openai-responses" }).forRole("coder");
    const transcript = startTranscript({ system: "You write code.", task: "Begin." });
    const first = await model.reply(aRequest({ messages: transcript.messages(), tools: [TOOL] }));
    expect(first.text).toBe("I look.");
    for (const { id } of transcript.assistant(first)) transcript.answer(id, { text: "nothing", deed: null });
    await model.reply(aRequest({ messages: transcript.messages(), tools: [TOOL] }));
    const output_text = { type: "output_text", text: "I look.", annotations: [] };
    expect(JSON.parse(local.requests.at(-1)?.raw ?? "{}")).toEqual({
      model: "scripted-coder",
      instructions: "You write code.",
      tools: [{ type: "function", ...TOOL, strict: false }],
      input: [
        { type: "message", role: "user", content: "Begin." },
        reasoning,
        ...[{ type: "message", id: "msg_0", role: "assistant", status: "completed", content: [output_text] }],
        {
          ...{ type: "function_call", id: "fc_0_0", call_id: "call_0_0", name: "read" },
          ...{ arguments: '{"path":"a.ts"}', status: "completed" },
        },
        { type: "function_call_output", call_id: "call_0_0", output: "nothing" },
      ],
      max_output_tokens: 1000,
      store: false,
      include: ["reasoning.encrypted_content"],
      stream: true,
    });
  });
});

describe("a response", () => {
  it("is put together from its deltas where the server never sends it whole", () => {
    const parts = assembly();
    for (const event of [
      { type: "response.output_text.delta", output_index: 0, delta: "I " },
      { type: "response.output_text.delta", output_index: 0, delta: "look." },
      {
        type: "response.output_item.added",
        output_index: 1,
        item: { type: "function_call", call_id: "c", name: "read" },
      },
      { type: "response.function_call_arguments.delta", output_index: 1, delta: '{"path"' },
      { type: "response.function_call_arguments.delta", output_index: 1, delta: ':"a"}' },
      { type: "response.completed", response: { status: "completed", output: [] } },
    ])
      parts.take(event);
    expect(parts.answer(false)).toMatchObject({
      text: "I look.",
      toolCalls: [{ id: "c", name: "read", arguments: '{"path":"a"}' }],
      finish: "tool-calls",
    });
  });

  it("is cut off where its end never came, and refused where the model refuses", () => {
    const parts = assembly();
    parts.take({ type: "response.output_text.delta", output_index: 0, delta: "And" });
    expect(parts.answer(false)).toBeNull();
    const refused = assembly();
    refused.take({
      status: "completed",
      output: [{ type: "message", content: [{ type: "refusal", refusal: "I will not." }] }],
    });
    expect(refused.answer(true)).toMatchObject({ text: "I will not.", finish: "refused" });
  });
});

it("goes back without a thought that nothing follows, because the reply was cut", () => {
  const parts = assembly();
  const thought = { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "AA==" };
  parts.take({ type: "response.output_item.done", output_index: 0, item: thought });
  const incomplete_details = { reason: "max_output_tokens" };
  parts.take({
    type: "response.incomplete",
    response: { status: "incomplete", incomplete_details, output: [thought] },
  });
  const reply = parts.answer(false);
  expect(reply).toMatchObject({ text: "", toolCalls: [], finish: "length" });
  const { input } = wireRequest(
    "m",
    aRequest({
      messages: [{ role: "assistant", text: "(nothing)", toolCalls: [], opaque: reply?.opaque ?? null }],
    }),
    USUAL_DIALECT,
  );
  expect(input).toEqual([]);
});

it.each([
  ["Encrypted content is not supported with this model.", { asksForReasoning: false }],
  [
    "Item with id 'rs_1' not found. Items are not persisted when `store` is set to false.",
    { takesOwnParts: false },
  ],
  ["The encrypted content AA== could not be verified.", { takesOwnParts: false }],
  ["Unsupported parameter: 'max_output_tokens' is not supported with this model.", { limits: false }],
])("learns from a refusal: %s", (said, learned) => {
  const other = otherDialect(
    USUAL_DIALECT,
    { kind: "refused", said },
    { tools: [], maxOutputTokens: 16_384 },
  );
  expect(other).toEqual({ ...USUAL_DIALECT, ...learned });
});

/** https://platform.openai.com/docs/api-reference/responses-streaming/response/incomplete */
it("is cut at its limit with the call that it was writing, and refused by a filter", () => {
  const call = {
    type: "function_call",
    call_id: "call_1",
    name: "read",
    arguments: '{"path":"a.',
    status: "incomplete",
  };
  const incomplete = (reason: string, output: object[]) => {
    const parts = assembly();
    const response = { status: "incomplete", incomplete_details: { reason }, output, usage: null };
    parts.take({ type: "response.incomplete", response });
    return parts.answer(false);
  };
  expect(incomplete("max_output_tokens", [call])).toMatchObject({
    finish: "length",
    toolCalls: [{ id: "call_1", name: "read", arguments: '{"path":"a.' }],
  });
  expect(incomplete("content_filter", [])).toMatchObject({ finish: "refused", toolCalls: [] });
});

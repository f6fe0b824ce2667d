// What a provider puts into its messages for itself alone: it comes back in place, to the byte, and is shown to nobody.
import { afterEach, describe, expect, it } from "@jest/globals";
import type { Turn } from "../../../../local/model/script.ts";
import type { LocalModel } from "../../../../local/model/server.ts";
import { startTranscript } from "../../../../worker/agent/transcript.ts";
import { MAX_OPAQUE_BYTES } from "../../../../worker/models/model.ts";
import { closeEndpoints, start, TOOL } from "../../../support/endpoint.ts";
import { aRequest, modelAt } from "../../../support/local-model.ts";

afterEach(closeEndpoints);

const call = { name: "read", arguments: { path: "a.ts" } };
const thinks: Turn = { calls: [call], own: { reasoning_content: "First I look at “ä” and 🙂." } };

/** Two replies of a conversation; the assistant's message of the first as the endpoint gets it with the second. */
async function sentBack(local: LocalModel) {
  const model = modelAt(local);
  const transcript = startTranscript({ system: "You write code.", task: "Begin." });
  const first = await model.reply(aRequest({ messages: transcript.messages(), tools: [TOOL] }));
  for (const { id } of transcript.assistant(first)) transcript.answer(id, { text: "nothing", deed: null });
  const second = await model.reply(aRequest({ messages: transcript.messages(), tools: [TOOL] }));
  const { messages } = JSON.parse(local.requests.at(-1)?.raw ?? "{}");
  return { first, second, message: messages[2] };
}

const id = "call_0_0";
const wireCall = { id, type: "function", function: { name: "read", arguments: '{"path":"a.ts"}' } };

describe("an endpoint that wants its own back", () => {
  it.each([["streamed"], ["whole-reply"], ["cannot-stream"]] as const)("is served: %s", async (form) => {
    const local = await start([thinks, { text: "Done." }]);
    local.faults.add({ fault: { kind: "wants-back", field: "reasoning_content" }, times: 9 });
    if (form !== "streamed") local.faults.add({ fault: { kind: form }, times: 9 });
    const { first, second, message } = await sentBack(local);
    expect(first.text).toBe("");
    expect(second.text).toBe("Done.");
    expect(message).toEqual({
      role: "assistant",
      content: null,
      reasoning_content: thinks.own?.reasoning_content,
      tool_calls: [wireCall],
    });
  });

  it("gets back what stands beside a call", async () => {
    const own = { extra_content: { google: { thought_signature: "c2ln" } } };
    const { message } = await sentBack(await start([{ calls: [{ ...call, own }] }, {}]));
    expect(message.tool_calls).toEqual([{ ...wireCall, ...own }]);
  });

  it("gets back content in parts, of which only the text is read", async () => {
    const parts = [
      { type: "thinking", thinking: [{ type: "text", text: "Hm." }] },
      { type: "text", text: "I " },
      { type: "text", text: "look." },
    ];
    const local = await start([{ calls: [call], parts }, {}]);
    local.faults.add({ fault: { kind: "whole-reply" } });
    const { first, message } = await sentBack(local);
    expect(first.text).toBe("I look.");
    expect(message.content).toEqual(parts);
  });

  it("gets nothing back that was empty, or that the protocol knows", async () => {
    const own = { reasoning_content: "", reasoning_details: [], annotations: [{}], function_call: null };
    const { first, message } = await sentBack(await start([{ calls: [call], own }, {}]));
    expect(first.opaque).toBeNull();
    expect(Object.keys(message)).toEqual(["role", "content", "tool_calls"]);
  });

  it("gets nothing back where it was more than may be kept", async () => {
    const own = { reasoning_content: "x".repeat(MAX_OPAQUE_BYTES) };
    const { first } = await sentBack(await start([{ calls: [call], own }, {}]));
    expect(first.opaque).toBeNull();
  });
});

describe("an endpoint that refuses its own", () => {
  it("is not sent it again, and is asked once more", async () => {
    const local = await start([thinks, { text: "Done." }]);
    local.faults.add({ fault: { kind: "takes-not-back", field: "reasoning_content" }, times: 9 });
    const { second, message } = await sentBack(local);
    expect(second.text).toBe("Done.");
    expect(message).toEqual({ role: "assistant", content: null, tool_calls: [wireCall] });
    expect(local.requests).toHaveLength(3);
  });
});

describe("what another protocol made", () => {
  it("is left out", async () => {
    const local = await start([{}, {}]);
    const opaque = { protocol: "another", parts: { message: { reasoning_content: "Hm." } } };
    const said = { role: "assistant", text: "I look.", toolCalls: [], opaque } as const;
    await modelAt(local).reply(aRequest({ messages: [...aRequest().messages, { ...said, toolCalls: [] }] }));
    const { messages } = JSON.parse(local.requests[0]?.raw ?? "{}");
    expect(messages[2]).toEqual({ role: "assistant", content: "I look." });
  });
});

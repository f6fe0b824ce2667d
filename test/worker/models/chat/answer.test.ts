// Putting an answer together from whatever pieces a server sends.
import { describe, expect, it } from "@jest/globals";
import { assembly } from "../../../../worker/models/chat/answer.ts";

const END = { choices: [{ delta: {}, finish_reason: "tool_calls" }] };

describe("an answer", () => {
  it("is not whole before a finish reason came", () => {
    const part = assembly();
    part.take({ choices: [{ delta: { content: "Yes, and" } }] });
    expect(part.answer(false)).toBeNull();
  });

  it("is whole where the server says that it ended, whatever its last piece said", () => {
    const part = assembly();
    part.take({ choices: [{ delta: { content: "Yes." }, finish_reason: "" }] });
    expect([part.answer(false), part.answer(true)?.text]).toEqual([null, "Yes."]);
  });

  it("is none where the server says that it had to stop", () => {
    for (const finish_reason of ["error", "network_error", "insufficient_system_resource", "abort"]) {
      const part = assembly();
      part.take({ choices: [{ delta: { content: "Yes, and" }, finish_reason }] });
      expect(part.answer(true)).toBeNull();
    }
  });

  it("does not become unreadable by one odd field", () => {
    const part = assembly();
    part.take({ choices: [{ delta: { content: 7, tool_calls: "none" }, finish_reason: 3 }], usage: "many" });
    part.take({ choices: [{ delta: { content: { type: "text", text: "Yes" }, refusal: [] } }] });
    part.take({ choices: [{ delta: { content: [null, ", no", { type: "image", url: "x" }] } }] });
    part.take({ choices: [{ delta: { tool_calls: { id: "a", function: { name: "read" } } } }] });
    expect(part.answer(true)).toMatchObject({
      text: "Yes, no",
      toolCalls: [{ id: "a", name: "read", arguments: "" }],
    });
  });

  it("is taken once where the server repeats all of it at the end of a stream", () => {
    const part = assembly();
    part.take({ choices: [{ delta: { content: "Yes." } }] });
    part.take({ choices: [{ message: { content: "Yes." }, finish_reason: "stop" }] });
    expect(part.answer(false)?.text).toBe("Yes.");
  });

  it("shows a refusal that is a part of the content", () => {
    const part = assembly();
    part.take({ choices: [{ delta: { content: [{ type: "refusal", refusal: "I will not." }] } }] });
    expect(part.answer(true)).toMatchObject({ text: "I will not.", finish: "refused" });
  });

  it("shows a refusal as its text", () => {
    const part = assembly();
    part.take({ choices: [{ delta: { refusal: "I will not." }, finish_reason: "stop" }] });
    expect(part.answer(false)).toMatchObject({ text: "I will not.", finish: "refused" });
  });

  it("reads counts as different servers write them, and never more cached than there was", () => {
    const counts = (usage: object) => {
      const part = assembly();
      part.take({ choices: [{ delta: {}, finish_reason: "stop" }], usage });
      return part.answer(false)?.counted;
    };
    expect(
      counts({ prompt_tokens: 9, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 8 } }),
    ).toEqual({
      inputTokens: 9,
      cachedTokens: 8,
      outputTokens: 2,
    });
    expect(
      counts({ prompt_tokens: 9, completion_tokens: 2, prompt_cache_hit_tokens: 99 })?.cachedTokens,
    ).toBe(9);
    expect(counts({ prompt_tokens: 9, completion_tokens: "many" })?.outputTokens).toBe(0);
    expect(counts({ prompt_tokens: -5, completion_tokens: 2 })).toBeNull();
    expect(counts({ prompt_tokens: 0, completion_tokens: 0 })).toBeNull();
    expect(counts([])).toBeNull();
  });

  it("without an end is an error before it fills the memory", () => {
    const part = assembly();
    const piece = { choices: [{ delta: { content: "x".repeat(1_000_000) } }] };
    for (let i = 0; i < 3; i += 1) part.take(piece);
    expect(() => part.take(piece)).toThrow("more than 4000000 characters");
  });

  it("of nonsense is an error, not an answer", () => {
    for (const nonsense of [null, "text", { choices: "none" }, { choices: ["none"] }]) {
      expect(() => assembly().take(nonsense)).toThrow();
    }
  });
});

describe("what is the provider's own", () => {
  const ownOf = (...deltas: object[]) => {
    const whole = assembly();
    for (const delta of deltas) whole.take({ choices: [{ delta }] });
    whole.take(END);
    return whole.answer(false);
  };

  it("is put together from its pieces: by index, and by kind where there is none", () => {
    const answer = ownOf(
      { reasoning_details: [{ type: "reasoning.text", index: 0, text: "First", signature: null }] },
      { reasoning_details: [{ type: "reasoning.text", index: 0, text: " this.", signature: "s1" }] },
      { reasoning_details: [{ type: "reasoning.encrypted", index: 1, data: "AA" }] },
      { thinking_blocks: [{ type: "thinking", thinking: "So" }] },
      { thinking_blocks: [{ type: "thinking", thinking: " be it.", signature: "s2" }] },
      { thinking_blocks: [{ type: "redacted", data: "BB" }] },
      { thinking_blocks: [{ type: "redacted", data: "CC" }] },
    );
    expect(answer?.opaque).toEqual({
      protocol: "chat-completions",
      parts: {
        message: {
          reasoning_details: [
            { type: "reasoning.text", index: 0, text: "First this.", signature: "s1" },
            { type: "reasoning.encrypted", index: 1, data: "AA" },
          ],
          thinking_blocks: [
            { type: "thinking", thinking: "So be it.", signature: "s2" },
            { type: "redacted", data: "BB" },
            { type: "redacted", data: "CC" },
          ],
        },
        content: null,
        calls: [],
      },
    });
  });

  it("may be content in parts, in pieces too", () => {
    const thinking = (text: string) => ({ type: "thinking", thinking: [{ type: "text", text }] });
    const answer = ownOf(
      { content: [thinking("Let me")] },
      { content: [thinking(" see.")] },
      { content: "It is" },
      { content: " so." },
    );
    expect(answer?.text).toBe("It is so.");
    expect(answer?.opaque?.parts).toMatchObject({
      content: [thinking("Let me see."), { type: "text", text: "It is so." }],
    });
  });

  it("cannot reach what all objects share", () => {
    const answer = ownOf(JSON.parse('{"__proto__": {"polluted": true}, "x": "y"}'));
    expect(JSON.stringify(answer?.opaque?.parts)).toBe('{"message":{"x":"y"},"content":null,"calls":[]}');
    expect({}).not.toHaveProperty("polluted");
  });
});

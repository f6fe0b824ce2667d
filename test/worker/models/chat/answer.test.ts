// Putting an answer together from whatever pieces a server sends.
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { assembly } from "../../../../worker/models/chat/answer.ts";

const END = { choices: [{ delta: {}, finish_reason: "tool_calls" }] };

function answerTo(...parts: object[]) {
  const whole = assembly();
  for (const part of parts) whole.take({ choices: [{ delta: { tool_calls: [part] } }] });
  whole.take(END);
  return whole.answer()?.toolCalls.map((call) => `${call.id} ${call.name} ${call.arguments}`);
}

const head = (id: string, name: string, text = "") => ({ id, function: { name, arguments: text } });
const tail = (text: string) => ({ function: { arguments: text } });

describe("tool calls in pieces", () => {
  it("belong together by index, even in turns", () => {
    const calls = answerTo(
      { index: 0, ...head("a", "read") },
      { index: 1, ...head("b", "list") },
      { index: 0, ...tail("{1") },
      { index: 1, ...tail("{2") },
      { index: 0, ...tail("}") },
      { index: 1, ...tail("}") },
    );
    expect(calls).toEqual(["a read {1}", "b list {2}"]);
  });

  it("belong together by id where there is no index", () => {
    const calls = answerTo(head("a", "read", "{"), head("b", "list", "{}"), head("a", "read", "}"));
    expect(calls).toEqual(["a read {}", "b list {}"]);
  });

  it("belong to the last one named where there is neither", () => {
    expect(answerTo(head("", "read", "{"), tail("}"), head("", "list"), tail("{}"))).toEqual([
      " read {}",
      " list {}",
    ]);
  });

  it("are told apart by id where every index is 0", () => {
    expect(
      answerTo({ index: 0, ...head("a", "read", "{}") }, { index: 0, ...head("b", "list", "{}") }),
    ).toEqual(["a read {}", "b list {}"]);
  });

  it("may come without arguments, at first or at all", () => {
    expect(answerTo({ index: 0, id: "a", function: { name: "read" } })).toEqual(["a read "]);
    expect(answerTo({ index: 0, id: "a", function: { name: "read" } }, { index: 0, ...tail("{}") })).toEqual([
      "a read {}",
    ]);
  });

  it("may have their arguments as an object", () => {
    expect(answerTo({ id: "a", function: { name: "read", arguments: { path: "x" } } })).toEqual([
      'a read {"path":"x"}',
    ]);
  });

  it("come out the same however the server cuts and interleaves them", () => {
    const call = fc.record({ name: fc.constantFrom("read", "list"), text: fc.string({ maxLength: 40 }) });
    fc.assert(
      fc.property(
        fc.array(call, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        (calls, size) => {
          const queues = calls.map(({ name, text }, index) => [
            { index, ...head(`id${index}`, name) },
            ...(text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? []).map((piece) => ({
              index,
              ...tail(piece),
            })),
          ]);
          const parts: object[] = [];
          while (queues.some((queue) => queue.length > 0)) {
            for (const queue of queues) parts.push(...queue.splice(0, 1));
          }
          expect(answerTo(...parts)).toEqual(
            calls.map(({ name, text }, index) => `id${index} ${name} ${text}`),
          );
        },
      ),
    );
  });
});

describe("an answer", () => {
  it("is not whole before a finish reason came", () => {
    const part = assembly();
    part.take({ choices: [{ delta: { content: "Yes, and" } }] });
    expect(part.answer()).toBeNull();
  });

  it("shows a refusal as its text", () => {
    const part = assembly();
    part.take({ choices: [{ delta: { refusal: "I will not." }, finish_reason: "stop" }] });
    expect(part.answer()).toMatchObject({ text: "I will not.", finish: "refused" });
  });

  it("reads counts as different servers write them, and never more cached than there was", () => {
    const counts = (usage: object) => {
      const part = assembly();
      part.take({ choices: [{ delta: {}, finish_reason: "stop" }], usage });
      return part.answer()?.counted;
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
    expect(() => part.take(piece)).toThrow("the answer has no end");
  });

  it("of nonsense is an error, not an answer", () => {
    for (const nonsense of [null, "text", { choices: "none" }, { choices: [{ delta: { content: 7 } }] }]) {
      expect(() => assembly().take(nonsense)).toThrow();
    }
  });
});

describe("what is the provider's own", () => {
  const ownOf = (...deltas: object[]) => {
    const whole = assembly();
    for (const delta of deltas) whole.take({ choices: [{ delta }] });
    whole.take(END);
    return whole.answer();
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

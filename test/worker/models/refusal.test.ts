// What follows from an endpoint's failure, and what is repeated of its own words: anyone may read it on an issue.
import { describe, expect, it } from "@jest/globals";
import { causeOf, wordsOf } from "../../../worker/models/refusal.ts";

describe("an endpoint's words", () => {
  it("are shown without the key, and without where the endpoint is", () => {
    const thrown = new Error(
      "sk-abc was refused by http://models.internal:8000/v1: connect ECONNREFUSED 10.0.0.5:8000",
    );
    expect(wordsOf(thrown, "sk-abc")).toBe("[key] was refused by [address] connect ECONNREFUSED [address]");
  });

  it("name the system's own code, which stands some causes below a bare `Connection error.`", () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED 10.0.0.5:8000"), { code: "ECONNREFUSED" });
    const cause = new TypeError("fetch failed", { cause: refused });
    expect(wordsOf(new Error("Connection error.", { cause }), "")).toBe("Connection error (ECONNREFUSED)");
  });

  it("keep versions, statuses and model names", () => {
    const text = "404 gpt-5.2 is not a model of v1.2; status:404";
    expect(wordsOf(new Error(text), "")).toBe(text);
  });
});

const kindOf = (said: string, status: number | null = 400, code: string | null = null) =>
  causeOf({ status, code, said, retryAfterMs: null }).kind;

describe("a conversation that does not fit", () => {
  it.each([
    "This model's maximum context length is 8192 tokens. However, your messages resulted in 8545 tokens.",
    "This endpoint's maximum context length is 131072 tokens. However, you requested about 140000 tokens",
    "prompt is too long: 215000 tokens > 200000 maximum",
    "the request exceeds the available context size, try increasing it",
    "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
    "This model's maximum prompt length is 131072 but the request contains 140000 tokens.",
    "Please reduce the length of the messages or completion.",
    "Input is too long for requested model.",
    "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length",
    "Your request exceeded model token limit: 8192",
    "too many tokens: total number of tokens in the prompt cannot exceed 4081",
  ])("is known by its words: %s", (words) => {
    expect(kindOf(words)).toBe("too-long");
  });

  it("is known by its code or status, and said by local servers with any status or in a stream", () => {
    expect(kindOf("no", 400, "context_length_exceeded")).toBe("too-long");
    expect(kindOf("Payload Too Large", 413)).toBe("too-long");
    const words = "the request exceeds the available context size";
    expect([kindOf(words, 500), kindOf(words, null)]).toEqual(["too-long", "too-long"]);
  });

  it.each([
    ["Rate limit reached: requests exceed 30000 tokens per minute limit", 429, "rate-limited"],
    ["Incorrect API key provided", 401, "wrong-key"],
    ["Invalid max_tokens value, the valid range is [1, 512]", 400, "refused"],
    ["messages: tool call ids must be unique", 400, "refused"],
    ["The server had an error", 500, "server-error"],
  ])("is not seen in other words: %s", (words, status, kind) => {
    expect(kindOf(words, status)).toBe(kind);
  });
});

describe("a refusal", () => {
  it.each([
    [402, null, "no-credit"],
    [429, "insufficient_quota", "no-credit"],
    [403, null, "wrong-key"],
    [404, null, "no-such-model"],
    [400, "content_filter", "filtered"],
    [422, null, "refused"],
    [409, null, "server-error"],
    [503, null, "server-error"],
    [null, null, "server-error"],
  ])("with status %s and code %s is %s", (status, code, kind) => {
    expect(kindOf("no", status, code)).toBe(kind);
  });
});

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
  causeOf({ status, codes: code === null ? [] : [code], said, retryAfterMs: null }).kind;

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
    "Range of input length should be [1, 129024]",
    "The input (9000 tokens) is longer than the model's context length (8192 tokens).",
    "`inputs` must have less than 1024 tokens. Given: 2000",
    "Prompt exceeds max length",
    "context window exceeds limit (2013)",
    "Cannot truncate prompt with n_keep (5000) >= n_ctx (4096)",
    "The model is loaded with context length of only 4096 tokens, which is not enough: reduce your prompt",
    "prompt token count of 70000 exceeds the limit of 64000",
    "Total tokens of image and text exceed max message tokens",
    "输入长度超过模型上下文限制",
    "Conversation history overflows the 32k window",
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
    ["'messages[2].tool_calls[0].id': string too long. Expected maximum length 40, got 44", 400, "refused"],
    ["The request queue is longer than its maximum length", 503, "server-error"],
    ["The server had an error", 500, "server-error"],
  ])("is not seen in other words: %s", (words, status, kind) => {
    expect(kindOf(words, status)).toBe(kind);
  });
});

describe("a refusal in words", () => {
  it.each([
    ["Request too large for gpt-x on tokens per min (TPM): Limit 30000, Requested 40000", 429, "too-long"],
    ["Your credit balance is too low to access the API", 400, "no-credit"],
    ["Insufficient Balance", 402, "no-credit"],
    ["Key limit exceeded (monthly limit)", 403, "no-credit"],
    ["You exceeded your current quota, please check your plan and billing details.", 429, "no-credit"],
    ["You exceeded your current quota. Please retry in 37.5s.", 429, "rate-limited"],
    ["The response was filtered due to the prompt triggering content management policy", 400, "filtered"],
    ["Input was flagged by moderation", 403, "filtered"],
    ["registry.ollama.ai/library/gemma does not support tools", 400, "no-tools"],
    [
      '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set',
      400,
      "no-tools",
    ],
    ["No endpoints found that support tool use", 404, "no-tools"],
    ["Function calling is not enabled for models/gemma-3-27b-it", 400, "no-tools"],
    ["Model Not Exist", 400, "no-such-model"],
    ["gpt-none is not a valid model ID", 400, "no-such-model"],
    ['model "llama9" not found, try pulling it first', 404, "no-such-model"],
    ["API key not valid. Please pass a valid API key.", 400, "wrong-key"],
    ["Unexpected role 'user' after role 'tool'", 400, "refused"],
    ["Invalid schema for function 'read': 'anyOf' is not supported", 400, "refused"],
  ])("is told apart: %s", (words, status, kind) => {
    expect(kindOf(words, status)).toBe(kind);
  });

  it("says how long to wait where no header does", () => {
    const said = "Rate limit reached. Please try again in 1.5s.";
    expect(causeOf({ status: 429, codes: [], said, retryAfterMs: null })).toEqual({
      kind: "rate-limited",
      status: 429,
      said,
      retryAfterMs: 1500,
    });
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
    [null, "invalid_request_error", "refused"],
    [null, "rate_limit_exceeded", "rate-limited"],
    [404, "web-page", "not-an-api"],
    [502, "web-page", "server-error"],
  ])("with status %s and code %s is %s", (status, code, kind) => {
    expect(kindOf("no", status, code)).toBe(kind);
  });
});

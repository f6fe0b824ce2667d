// What a person reads where a model gave no reply: each fact with its cause and its remedy.
import { describe, expect, it } from "@jest/globals";
import type { ModelFailure, NoReply } from "../../../src/domain/model-failure.ts";
import { modelComplaint } from "../../../src/messages/model-failure.ts";
import { sentenceOf } from "../../../src/messages/sentence.ts";

type NoReplyFailure = Extract<ModelFailure, { kind: "no-reply" }>;

function textOf(cause: NoReply, fields: Partial<NoReplyFailure> = {}): string {
  const place = { provider: null, chosenIn: "configuration", endpoint: null } as const;
  const facts = { role: "coder", model: "m", ...place } as const;
  return sentenceOf(
    modelComplaint({ kind: "no-reply", ...facts, attempts: 1, offered: [], cause, ...fields }),
  );
}

describe("a model without a reply", () => {
  it.each<[NoReply, Partial<NoReplyFailure>, string]>([
    [
      { kind: "wrong-key", status: 401, said: "Incorrect API key" },
      {},
      "the endpoint refused our key (401 Incorrect API key). Check OPENAI_API_KEY, and that it may use this model",
    ],
    [
      { kind: "no-credit", status: 429, said: "You exceeded your quota" },
      {},
      "the account has no credit left (429 You exceeded your quota). Add credit",
    ],
    [
      { kind: "no-such-model", status: 404, said: "no such model" },
      { chosenIn: "rules", offered: ["a", "b"] },
      "the endpoint knows no such model or path (404 no such model). Check OPENAI_BASE_URL and `models:` in the repository's rules. The endpoint offers: a, b",
    ],
    [
      { kind: "too-long", status: null, said: "too many tokens" },
      {},
      "the conversation no longer fits the model's context (too many tokens). Choose a model with a larger context in ISSUEWRIGHT_CODER_MODEL, have its server hold more of it (Ollama: `OLLAMA_CONTEXT_LENGTH`, llama.cpp: `-c`, LM Studio: the context length of the model), or split the issue",
    ],
    [
      { kind: "filtered", status: 400, said: "filtered" },
      {},
      "the endpoint's content filter refused the request (400 filtered). Say it in other words in the issue, or choose another model in ISSUEWRIGHT_CODER_MODEL",
    ],
    [
      { kind: "no-tools", status: 400, said: "m does not support tools" },
      {},
      "the endpoint says that it cannot call tools (400 m does not support tools). Choose a model that calls tools in ISSUEWRIGHT_CODER_MODEL, or switch tool calls on in its server (vLLM: `--enable-auto-tool-choice` with `--tool-call-parser`; llama.cpp: `--jinja`)",
    ],
    [
      { kind: "not-an-api", status: 403, said: "Sign in" },
      {},
      "a web page came instead of a reply (403 Sign in). Check OPENAI_BASE_URL, and the proxies and firewalls on the way there",
    ],
    [
      { kind: "refused", status: 400, said: "seed is required" },
      {},
      "the endpoint refused the request (400 seed is required). Mend what the endpoint names, or choose another model in ISSUEWRIGHT_CODER_MODEL",
    ],
    [
      { kind: "rate-limited", status: 429, said: "Slow down", retryAfterMs: 3_600_000 },
      { attempts: 2 },
      "attempt 2 ended with: 429 Slow down, and the endpoint asks to wait 3600 s. Wait until the limit has passed, or have the provider raise it",
    ],
    [
      { kind: "unreachable", status: null, said: "Connection error (ECONNREFUSED)", retryAfterMs: null },
      { attempts: 5, endpoint: "http://localhost:1/v1" },
      "attempt 5 ended with: Connection error (ECONNREFUSED). Check that the endpoint http://localhost:1/v1 is up",
    ],
    [
      { kind: "silent", quietMs: 60_000 },
      {},
      "attempt 1 ended with: nothing arrived for 60 s. Check that the endpoint is up",
    ],
    [
      { kind: "cut-off", status: null, said: "", retryAfterMs: null },
      {},
      "attempt 1 ended with: the stream ended in the middle. Look at the logs or the status page of the endpoint",
    ],
  ])("is told with its cause and what to do: $0.kind", (cause, fields, text) => {
    expect(textOf(cause, fields)).toBe(`The coder's model m gave no reply: ${text}`);
  });

  it("is told with the variables of its provider", () => {
    const cause: NoReply = { kind: "wrong-key", status: 401, said: "invalid x-api-key" };
    expect(textOf(cause, { model: "anthropic:c", provider: "anthropic" })).toBe(
      "The coder's model anthropic:c gave no reply: the endpoint refused our key (401 invalid x-api-key). Check ANTHROPIC_API_KEY, and that it may use this model",
    );
    const failure = { role: "coder", model: "gemini:g", provider: "gemini", chosenIn: "rules" } as const;
    expect(sentenceOf(modelComplaint({ kind: "no-provider", ...failure }))).toBe(
      "The coder's model gemini:g cannot be asked: the provider gemini is not set up. Set GEMINI_API_KEY (and GEMINI_BASE_URL, if it has an address of its own), or choose another model in `models:` in the repository's rules",
    );
  });

  it("is told for every role that nobody chose a model for", () => {
    const failure = (roles: ("coder" | "reviewer")[]) =>
      sentenceOf(modelComplaint({ kind: "not-chosen", roles, offered: [] }));
    expect(failure(["reviewer"])).toBe(
      "The reviewer cannot start: no model is chosen for it. Set ISSUEWRIGHT_REVIEWER_MODEL. The endpoint does not say which models it offers",
    );
    expect(failure(["coder", "reviewer"])).toBe(
      "The coder and reviewer cannot start: no model is chosen for them. Set ISSUEWRIGHT_CODER_MODEL and ISSUEWRIGHT_REVIEWER_MODEL. The endpoint does not say which models it offers",
    );
  });
});

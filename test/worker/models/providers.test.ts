// Models are chosen by provider, and names that older settings may hold keep their meaning.
import { describe, expect, it } from "@jest/globals";
import { PROVIDER_NAMES } from "../../../src/domain/provider.ts";
import { readEngineConfig } from "../../../worker/config.ts";
import { type Accesses, locate, PROVIDERS } from "../../../worker/models/providers.ts";
import { closeEndpoints, HEARD, start, TOOL } from "../../support/endpoint.ts";
import { API_KEY, aRequest, modelsAt } from "../../support/local-model.ts";

const usual = { baseUrl: "http://usual/v1", apiKey: null, protocol: "chat-completions" };
const anthropic = { baseUrl: "http://a", apiKey: "k", protocol: "anthropic-messages" };
const accesses: Accesses = { usual, byProvider: { anthropic } };

describe("a name of a model", () => {
  it.each(["gpt-x", "qwen3:8b", "mistral:7b", "anthropic", "hf.co/a/b:Q4", "anthropic/claude"])(
    "is one of the usual endpoint: %s",
    (chosen) => {
      expect(locate(chosen, accesses)).toEqual({ kind: "at", provider: null, model: chosen, access: usual });
    },
  );

  it("may begin with a provider, which is set up or not", () => {
    expect(locate("anthropic:claude:x", accesses)).toEqual({
      ...{ kind: "at", provider: "anthropic", model: "claude:x", access: anthropic },
    });
    expect(locate("gemini:g", accesses)).toEqual({ kind: "not-set-up", provider: "gemini", model: "g" });
  });
});

describe("the configuration", () => {
  const read = (environment: Record<string, string>) => {
    const reading = readEngineConfig(environment);
    return reading.kind === "read" ? reading.config.models : reading.complaints;
  };

  it("sets a provider up by its key or its address, each with its protocol", () => {
    const models = read({
      ISSUEWRIGHT_CODER_MODEL: "anthropic:c",
      ANTHROPIC_API_KEY: "a",
      AZURE_BASE_URL: "https://me.example.com/openai/v1",
      AZURE_API_KEY: "z",
    });
    const set = "providers" in models ? models.providers : {};
    expect(Object.keys(set).toSorted()).toEqual([
      ...["anthropic", "azure", "litellm", "llamacpp", "ollama", "vllm"],
    ]);
    expect([set.anthropic, set.azure]).toEqual([
      { baseUrl: "https://api.anthropic.com", apiKey: "a", protocol: "anthropic-messages" },
      { baseUrl: "https://me.example.com/openai/v1", apiKey: "z", protocol: "chat-completions" },
    ]);
  });

  it("keeps the meaning of the older variables", () => {
    const older = { OPENAI_BASE_URL: "http://localhost:11434/v1", ISSUEWRIGHT_CODER_MODEL: "mistral:7b" };
    expect(read(older)).toMatchObject({
      ...{ baseUrl: older.OPENAI_BASE_URL, apiKey: null, protocol: "chat-completions" },
      byRole: { coder: "mistral:7b" },
    });
    expect(read({})).toEqual([{ kind: "no-model-endpoint" }]);
    expect(read({ ISSUEWRIGHT_CODER_MODEL: "m", ANTHROPIC_API_KEY: "a" })).toEqual([
      { kind: "no-model-endpoint" },
    ]);
  });

  it("names what is missing for a provider that was chosen", () => {
    const at = (role: string, provider: string, needs: string[]) => ({
      ...{ kind: "provider-not-set-up", role, provider, needs },
      variable: `ISSUEWRIGHT_${role.toUpperCase()}_MODEL`,
    });
    const chosen = {
      ISSUEWRIGHT_ARCHITECT_MODEL: "anthropic:c",
      ISSUEWRIGHT_CODER_MODEL: "azure:g",
      ISSUEWRIGHT_REVIEWER_MODEL: "ollama:qwen3:8b",
    };
    expect(read(chosen)).toEqual([
      at("architect", "anthropic", ["ANTHROPIC_API_KEY"]),
      at("coder", "azure", ["AZURE_BASE_URL", "AZURE_API_KEY"]),
    ]);
  });

  it("knows where each provider is that has a name", () => {
    expect(PROVIDERS.map(({ name }) => name)).toEqual(PROVIDER_NAMES);
  });
});

describe("roles of different providers", () => {
  it("are each asked at their own endpoint, in its protocol, with its key", async () => {
    const local = await start();
    const access = { baseUrl: local.baseUrl, apiKey: API_KEY };
    const models = modelsAt(local, {
      models: { coder: "anthropic:scripted-coder", reviewer: "openai:scripted-coder", architect: "gemini:g" },
      providers: {
        anthropic: { ...access, protocol: "anthropic-messages" },
        openai: { ...access, protocol: "openai-responses" },
      },
      ...{ baseUrl: "http://127.0.0.1:1/v1", apiKey: "of another" },
      prices: { "anthropic:scripted-coder": { inputUsdPerMillion: 1_000_000, outputUsdPerMillion: 0 } },
    });
    const request = aRequest({ tools: [TOOL] });
    const coder = await models.forRole("coder").reply(request);
    expect(coder).toMatchObject(HEARD);
    expect(coder.usage.usd).toBe(coder.usage.inputTokens);
    expect(await models.forRole("reviewer").reply(request)).toMatchObject(HEARD);
    expect(local.requests.map(({ raw }) => Object.keys(JSON.parse(raw)).includes("input"))).toEqual([
      ...[false, true],
    ]);
    await expect(models.forRole("architect").reply(request)).rejects.toMatchObject({
      failure: { kind: "no-provider", role: "architect", model: "gemini:g", provider: "gemini" },
    });
    await closeEndpoints();
  });
});

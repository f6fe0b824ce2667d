// Prices and sizes: the operator's own, the public lists', and none.
import { describe, expect, it } from "@jest/globals";
import { pricerOf, publicContext } from "../../../worker/models/price.ts";

const NOW_MS = Date.parse("2026-06-01T00:00:00Z");
const MILLION = { inputTokens: 1_000_000, cachedTokens: 400_000, outputTokens: 100_000 };

const cost = (model: string, endpoint = "http://gateway.internal/v1", overrides = {}) =>
  pricerOf({ overrides, endpoint }, model)(MILLION, NOW_MS);

describe("the price of a reply", () => {
  it("is the public one of the endpoint's model, cached input being cheaper", () => {
    expect(cost("gpt-4o", "https://api.openai.com/v1")).toBeCloseTo(0.6 * 2.5 + 0.4 * 1.25 + 0.1 * 10, 10);
  });

  it("is found by the model's name where the endpoint is a gateway", () => {
    expect(cost("gpt-4o")).toBeCloseTo(3, 10);
    expect(cost("openai/gpt-4o")).toBeCloseTo(3, 10);
  });

  it("is unknown for a model nobody lists", () => {
    expect(cost("our-own-model:8b")).toBeNull();
    expect(cost("nobody/our-own-model")).toBeNull();
    expect(cost("__proto__")).toBeNull();
    expect(cost("")).toBeNull();
  });

  it("is the operator's own before any list's", () => {
    const own = { "gpt-4o": { inputUsdPerMillion: 1, outputUsdPerMillion: 2 } };
    expect(cost("gpt-4o", "https://api.openai.com/v1", own)).toBeCloseTo(1.2, 10);
    const cached = { "gpt-4o": { inputUsdPerMillion: 1, outputUsdPerMillion: 2, cachedUsdPerMillion: 0.5 } };
    expect(cost("gpt-4o", "https://api.openai.com/v1", cached)).toBeCloseTo(1, 10);
  });

  it("counts what an endpoint put into its cache", () => {
    const tokens = { ...MILLION, cacheWriteTokens: 500_000 };
    const asked = (model: string, overrides = {}) =>
      pricerOf({ overrides, endpoint: "https://api.anthropic.com" }, model)(tokens, NOW_MS);
    expect(asked("claude-haiku-4-5")).toBeCloseTo(0.1 + 0.4 * 0.1 + 0.5 * 1.25 + 0.1 * 5, 10);
    const own = { inputUsdPerMillion: 1, outputUsdPerMillion: 5, cachedUsdPerMillion: 0.1 };
    expect(asked("own", { own })).toBeCloseTo(0.1 + 0.04 + 0.625 + 0.5, 10);
    expect(asked("own", { own: { ...own, cacheWriteUsdPerMillion: 2 } })).toBeCloseTo(
      0.1 + 0.04 + 1 + 0.5,
      10,
    );
  });

  it("is nothing where the operator says so", () => {
    const free = { local: { inputUsdPerMillion: 0, outputUsdPerMillion: 0 } };
    expect(cost("local", "http://localhost:11434/v1", free)).toBe(0);
  });
});

describe("what a model holds", () => {
  it("is known from the public lists, also behind a gateway", () => {
    const held = (model: string) => publicContext("http://gateway.internal/v1", model, NOW_MS);
    expect(held("gpt-4o")).toBe(128_000);
    expect(held("openai/gpt-4o")).toBe(128_000);
    expect(held("our-own-model:8b")).toBeNull();
  });
});

// What a reply costs and how much a model can hold, as the operator says, or else the public lists of a package.
import { calcPrice, type PriceCalculationResult } from "@pydantic/genai-prices";
import { z } from "zod";
import type { Usage } from "../../src/domain/budget.ts";

export const Price = z.object({
  inputUsdPerMillion: z.number().nonnegative(),
  outputUsdPerMillion: z.number().nonnegative(),
  /** For input read from the endpoint's cache. Unset: the same as other input. */
  cachedUsdPerMillion: z.number().nonnegative().optional(),
  /** For input that the endpoint puts into its cache and counts. Unset: a quarter more than other input, as Anthropic asks. */
  cacheWriteUsdPerMillion: z.number().nonnegative().optional(),
});
export type Price = z.infer<typeof Price>;

/** `cacheWriteTokens`: of the input that was not cached, what the endpoint put into its cache and asks more for. */
export type Tokens = Pick<Usage, "inputTokens" | "cachedTokens" | "outputTokens"> & {
  cacheWriteTokens?: number;
};

export type PriceList = {
  /** The operator's prices, by the exact model name. */
  overrides: Record<string, Price>;
  /** Base URL of the endpoint, because some models cost more at one than at another. */
  endpoint: string;
};

/** US dollars; null: no price is known. Never asks the network. */
export function priceOf(list: PriceList, model: string, tokens: Tokens, atMs: number): number | null {
  const override = Object.hasOwn(list.overrides, model) ? list.overrides[model] : undefined;
  return override === undefined
    ? publicPrice(list.endpoint, model, tokens, atMs)
    : ownPrice(override, tokens);
}

function ownPrice(price: Price, tokens: Tokens): number {
  const written = tokens.cacheWriteTokens ?? 0;
  const fresh = tokens.inputTokens - tokens.cachedTokens - written;
  const cachedUsd = price.cachedUsdPerMillion ?? price.inputUsdPerMillion;
  const writtenUsd = price.cacheWriteUsdPerMillion ?? price.inputUsdPerMillion * CACHE_WRITE;
  const millionfold =
    fresh * price.inputUsdPerMillion +
    tokens.cachedTokens * cachedUsd +
    written * writtenUsd +
    tokens.outputTokens * price.outputUsdPerMillion;
  return millionfold / 1_000_000;
}

/** https://platform.claude.com/docs/en/build-with-claude/prompt-caching: a write that is kept for five minutes. */
const CACHE_WRITE = 1.25;

/** Most tokens of a request and its reply; null: no list says. */
export function publicContext(endpoint: string, model: string, atMs: number): number | null {
  return listed(endpoint, model, NO_TOKENS, atMs)?.model.context_window ?? null;
}

const NO_TOKENS: Tokens = { inputTokens: 0, cachedTokens: 0, outputTokens: 0 };

function publicPrice(endpoint: string, model: string, tokens: Tokens, atMs: number): number | null {
  return listed(endpoint, model, tokens, atMs)?.total_price ?? null;
}

/** Asks the endpoint's list, then all lists, then the vendor's, because gateways name models `vendor/model`. */
function listed(endpoint: string, model: string, tokens: Tokens, atMs: number): PriceCalculationResult {
  const [vendor = "", ...rest] = model.split("/");
  const usage = {
    input_tokens: tokens.inputTokens,
    cache_read_tokens: tokens.cachedTokens,
    cache_write_tokens: tokens.cacheWriteTokens ?? 0,
    output_tokens: tokens.outputTokens,
  };
  const timestamp = new Date(atMs);
  return (
    calcPrice(usage, model, { providerApiUrl: endpoint, timestamp }) ??
    calcPrice(usage, model, { timestamp }) ??
    (rest.length === 0 ? null : calcPrice(usage, rest.join("/"), { providerId: vendor, timestamp }))
  );
}

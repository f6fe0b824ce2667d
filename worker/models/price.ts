// What a reply costs and how much a model can hold, as the operator says, or else the public lists of a package.
import { calcPrice, type PriceCalculationResult, type PriceOptions } from "@pydantic/genai-prices";
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

/** US dollars; null: no price is known. */
export type Pricer = (tokens: Tokens, atMs: number) => number | null;

/** Never asks the network. The public lists are searched once: that takes longer than all else about a price. */
export function pricerOf(list: PriceList, model: string): Pricer {
  const override = Object.hasOwn(list.overrides, model) ? list.overrides[model] : undefined;
  if (override !== undefined) return (tokens) => ownPrice(override, tokens);
  let found: { route: Route | null } | null = null;
  return (tokens, atMs) => {
    found ??= { route: routeTo(list.endpoint, model, atMs) };
    return found.route === null ? null : (listed(found.route, tokens, atMs)?.total_price ?? null);
  };
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
  const route = routeTo(endpoint, model, atMs);
  return route === null ? null : (listed(route, NO_TOKENS, atMs)?.model.context_window ?? null);
}

const NO_TOKENS: Tokens = { inputTokens: 0, cachedTokens: 0, outputTokens: 0 };

/** Where the public lists have a model. */
type Route = { model: string; where: Pick<PriceOptions, "provider"> };

/** Asks the endpoint's list, then all lists, then the vendor's, because gateways name models `vendor/model`. Null: no list has it. */
function routeTo(endpoint: string, model: string, atMs: number): Route | null {
  const [vendor = "", ...rest] = model.split("/");
  const ways = [
    { model, where: { providerApiUrl: endpoint } },
    { model, where: {} },
    ...(rest.length === 0 ? [] : [{ model: rest.join("/"), where: { providerId: vendor } }]),
  ];
  for (const way of ways) {
    const found = listed(way, NO_TOKENS, atMs);
    if (found !== null) return { model: way.model, where: { provider: found.provider } };
  }
  return null;
}

type Way = { model: string; where: Omit<PriceOptions, "timestamp"> };

function listed({ model, where }: Way, tokens: Tokens, atMs: number): PriceCalculationResult {
  const usage = {
    input_tokens: tokens.inputTokens,
    cache_read_tokens: tokens.cachedTokens,
    cache_write_tokens: tokens.cacheWriteTokens ?? 0,
    output_tokens: tokens.outputTokens,
  };
  return calcPrice(usage, model, { ...where, timestamp: new Date(atMs) });
}

// What a reply cost: the operator's own prices first, then the public price lists that ship with a package.
import { calcPrice } from "@pydantic/genai-prices";
import { z } from "zod";
import type { Usage } from "../../src/domain/budget.ts";

export const Price = z.object({
  inputUsdPerMillion: z.number().nonnegative(),
  outputUsdPerMillion: z.number().nonnegative(),
  /** Input read from the endpoint's cache; without it cached input costs what other input costs. */
  cachedUsdPerMillion: z.number().nonnegative().optional(),
});
export type Price = z.infer<typeof Price>;

export type Tokens = Pick<Usage, "inputTokens" | "cachedTokens" | "outputTokens">;

export type PriceList = {
  /** The operator's prices, by the exact model name. */
  overrides: Record<string, Price>;
  /** Base URL of the endpoint: some models cost differently at different places. */
  endpoint: string;
};

/** US dollars; null where nobody told us a price. Never asks the network. */
export function priceOf(list: PriceList, model: string, tokens: Tokens, atMs: number): number | null {
  const override = Object.hasOwn(list.overrides, model) ? list.overrides[model] : undefined;
  return override === undefined
    ? publicPrice(list.endpoint, model, tokens, atMs)
    : ownPrice(override, tokens);
}

function ownPrice(price: Price, tokens: Tokens): number {
  const fresh = tokens.inputTokens - tokens.cachedTokens;
  const cachedUsd = price.cachedUsdPerMillion ?? price.inputUsdPerMillion;
  const millionfold =
    fresh * price.inputUsdPerMillion +
    tokens.cachedTokens * cachedUsd +
    tokens.outputTokens * price.outputUsdPerMillion;
  return millionfold / 1_000_000;
}

/** Gateways name models `vendor/model`, so the vendor's own list price is the third guess. */
function publicPrice(endpoint: string, model: string, tokens: Tokens, atMs: number): number | null {
  const [vendor = "", ...rest] = model.split("/");
  const usage = {
    input_tokens: tokens.inputTokens,
    cache_read_tokens: tokens.cachedTokens,
    output_tokens: tokens.outputTokens,
  };
  const timestamp = new Date(atMs);
  const found =
    calcPrice(usage, model, { providerApiUrl: endpoint, timestamp }) ??
    calcPrice(usage, model, { timestamp }) ??
    (rest.length === 0 ? null : calcPrice(usage, rest.join("/"), { providerId: vendor, timestamp }));
  return found?.total_price ?? null;
}

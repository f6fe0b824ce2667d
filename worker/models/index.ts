// How models are reached: the adapter together with what is known of prices and sizes.

import type { Models } from "./model.ts";
import { type OpenAiOptions, openaiModels } from "./openai.ts";
import { type Price, priceOf, publicContext } from "./price.ts";

export type ModelsOptions = Omit<OpenAiOptions, "priceOf" | "contextOf"> & {
  /** The operator's prices, by the exact model name. */
  prices?: Record<string, Price>;
  /** What every model holds, as the operator knows it; null: as the public lists tell. */
  contextTokens?: number | null;
};

export function connectModels({ prices = {}, contextTokens = null, ...options }: ModelsOptions): Models {
  const list = { overrides: prices, endpoint: options.baseUrl };
  return openaiModels({
    ...options,
    priceOf: (model, tokens) => priceOf(list, model, tokens, options.clock.now()),
    contextOf: (model) => contextTokens ?? publicContext(options.baseUrl, model, options.clock.now()),
  });
}

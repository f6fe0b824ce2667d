// How models are reached: the adapter together with the price list.

import type { Models } from "./model.ts";
import { type OpenAiOptions, openaiModels } from "./openai.ts";
import { type Price, priceOf } from "./price.ts";

export type ModelsOptions = Omit<OpenAiOptions, "priceOf"> & {
  /** The operator's prices, by the exact model name. */
  prices?: Record<string, Price>;
};

export function connectModels({ prices = {}, ...options }: ModelsOptions): Models {
  const list = { overrides: prices, endpoint: options.baseUrl };
  return openaiModels({
    ...options,
    priceOf: (model, tokens) => priceOf(list, model, tokens, options.clock.now()),
  });
}

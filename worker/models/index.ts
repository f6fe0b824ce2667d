// Connects to models: the wire protocols we speak, and what is known of prices and sizes.
import { type ByRoleOptions, modelsByRole } from "./by-role.ts";
import { chat } from "./chat/chat.ts";
import { messages } from "./messages/messages.ts";
import type { Models } from "./model.ts";
import { type Price, priceOf, publicContext } from "./price.ts";
import type { Endpoint, Protocol } from "./protocol.ts";
import { responses } from "./responses/responses.ts";

/** To add one, add a file or folder beside this file and a line here. The first is spoken unless another is named. */
const PROTOCOLS: readonly [Protocol, ...Protocol[]] = [chat, messages, responses];

export const PROTOCOL_NAMES = PROTOCOLS.map(({ name }) => name);
export const USUAL_PROTOCOL = PROTOCOLS[0].name;

export type ModelsOptions = Endpoint &
  Omit<ByRoleOptions, "priceOf" | "contextOf"> & {
    /** One of `PROTOCOL_NAMES`. */
    protocol?: string;
    /** The operator's prices, by the exact model name. */
    prices?: Record<string, Price>;
    /** Context of each model, as the operator knows it; null: as the public lists say. */
    contextTokens?: number | null;
  };

export function connectModels({
  protocol = USUAL_PROTOCOL,
  prices = {},
  contextTokens = null,
  ...options
}: ModelsOptions): Models {
  const { open } = PROTOCOLS.find(({ name }) => name === protocol) ?? PROTOCOLS[0];
  const list = { overrides: prices, endpoint: options.baseUrl };
  return modelsByRole(open(options), {
    ...options,
    priceOf: (model, tokens) => priceOf(list, model, tokens, options.clock.now()),
    contextOf: (model) => contextTokens ?? publicContext(options.baseUrl, model, options.clock.now()),
  });
}

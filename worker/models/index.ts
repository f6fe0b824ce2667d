// Connects to models: the wire protocols we speak, the providers of models, and what is known of prices and sizes.
import { type ByRoleOptions, modelsByRole, type Place } from "./by-role.ts";
import { chat } from "./chat/chat.ts";
import { messages } from "./messages/messages.ts";
import type { Models } from "./model.ts";
import { type Price, pricerOf, publicContext } from "./price.ts";
import type { Connection, Endpoint, Protocol } from "./protocol.ts";
import { type Access, type Accesses, locate } from "./providers.ts";
import { responses } from "./responses/responses.ts";

/** To add one, add a file or folder beside this file and a line here. The first is spoken unless another is named. */
const PROTOCOLS: readonly [Protocol, ...Protocol[]] = [chat, messages, responses];

export const PROTOCOL_NAMES = PROTOCOLS.map(({ name }) => name);
export const USUAL_PROTOCOL = PROTOCOLS[0].name;

export type ModelsOptions = Omit<ByRoleOptions, "locate" | "connectionTo" | "pricerOf" | "contextOf"> & {
  /** Of the usual endpoint, where models are that are chosen without a provider. */
  baseUrl: string;
  apiKey: string | null;
  /** One of `PROTOCOL_NAMES`. */
  protocol?: string;
  /** The providers that are set up, by name. */
  providers?: Accesses["byProvider"];
  /** The operator's prices, by the exact model name, with or without its provider. */
  prices?: Record<string, Price>;
  /** Context of each model, as the operator knows it; null: as the public lists say. */
  contextTokens?: number | null;
  onLimit?: Endpoint["onLimit"];
};

export function connectModels({
  baseUrl,
  apiKey,
  protocol = USUAL_PROTOCOL,
  providers = {},
  prices = {},
  contextTokens = null,
  onLimit,
  ...options
}: ModelsOptions): Models {
  const { clock } = options;
  const usual: Access = { baseUrl, apiKey, protocol };
  const connections = new Map<string | null, Connection>();
  return modelsByRole({
    ...options,
    locate: (chosen) => locate(chosen, { usual, byProvider: providers }),
    connectionTo: (place) => {
      const provider = place?.provider ?? null;
      const connection = connections.get(provider) ?? open(place?.access ?? usual);
      connections.set(provider, connection);
      return connection;
    },
    pricerOf: (place) => pricerOf(listFor(place), place.model),
    contextOf: ({ access, model }) => contextTokens ?? publicContext(access.baseUrl, model, clock.now()),
  });

  function open(access: Access): Connection {
    const spoken = PROTOCOLS.find(({ name }) => name === access.protocol) ?? PROTOCOLS[0];
    return spoken.open({ ...access, clock, onLimit });
  }
  function listFor({ access, provider, model }: Place) {
    const own = provider === null ? undefined : prices[`${provider}:${model}`];
    return { overrides: own === undefined ? prices : { [model]: own }, endpoint: access.baseUrl };
  }
}

// The door to OpenAI's SDK: its client for an endpoint, and the models that the endpoint lists.
import type OpenAI from "openai";
import type { Offer } from "../model.ts";
import type { Endpoint } from "../protocol.ts";
import { fetchOrDecline } from "../wire/fetch.ts";
import { noReplyOf } from "../wire/trouble.ts";

/** Makes one client, at the first call: loading the SDK takes longer than what most commands do without a model. */
export function clientFor(endpoint: Endpoint): () => Promise<OpenAI> {
  let client: Promise<OpenAI> | null = null;
  return () => {
    client ??= open(endpoint);
    return client;
  };
}

/** Takes no key or organisation from the environment, logs nothing, retries nothing. */
async function open({ baseUrl, apiKey }: Endpoint): Promise<OpenAI> {
  const { default: Client } = await import("openai");
  return new Client({
    baseURL: baseUrl,
    apiKey: apiKey ?? "none",
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: 2 ** 31 - 1,
    logLevel: "off",
    fetch: fetchOrDecline,
  });
}

export async function listModels(
  client: () => Promise<OpenAI>,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<Offer> {
  const { models } = await client();
  try {
    const page = await models.list({ signal });
    return { kind: "offers", names: page.data.map((model) => model.id).sort() };
  } catch (thrown) {
    return { kind: "no-list", cause: noReplyOf(thrown, endpoint) };
  }
}

// The door to OpenAI's SDK: its client for an endpoint, and the models that the endpoint lists.
import OpenAI from "openai";
import type { Offer } from "../model.ts";
import type { Endpoint } from "../protocol.ts";
import { fetchOrDecline } from "../wire/fetch.ts";
import { noReplyOf } from "../wire/trouble.ts";

/** Takes no key or organisation from the environment, logs nothing, retries nothing. */
export function clientFor({ baseUrl, apiKey }: Endpoint): OpenAI {
  return new OpenAI({
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

export async function listModels(client: OpenAI, endpoint: Endpoint, signal: AbortSignal): Promise<Offer> {
  try {
    const page = await client.models.list({ signal });
    return { kind: "offers", names: page.data.map((model) => model.id).sort() };
  } catch (thrown) {
    return { kind: "no-list", cause: noReplyOf(thrown, endpoint) };
  }
}

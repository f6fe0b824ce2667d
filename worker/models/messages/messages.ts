// Anthropic's messages protocol: content in blocks, results of tools as blocks of a user's turn, thoughts that come back.
import Anthropic from "@anthropic-ai/sdk";
import type { Offer } from "../model.ts";
import type { Connection, Endpoint, Protocol } from "../protocol.ts";
import { fetchOrDecline } from "../wire/fetch.ts";
import { learningAsker } from "../wire/learning.ts";
import { noReplyOf } from "../wire/trouble.ts";
import { assembly } from "./answer.ts";
import { MESSAGES } from "./blocks.ts";
import { otherDialect, USUAL_DIALECT } from "./dialect.ts";
import { wireRequest } from "./wire.ts";

export const messages: Protocol = { name: MESSAGES, open };

function open(endpoint: Endpoint): Connection {
  const client = clientFor(endpoint);
  return {
    list: (signal) => listModels(client, endpoint, signal),
    ...learningAsker(endpoint, {
      usual: USUAL_DIALECT,
      other: otherDialect,
      assembly,
      send: (dialect, { model, request, signal }) =>
        client.post("/v1/messages", { body: wireRequest(model, request, dialect), signal }).asResponse(),
    }),
  };
}

async function listModels(client: Anthropic, endpoint: Endpoint, signal: AbortSignal): Promise<Offer> {
  try {
    const page = await client.models.list({ limit: 1000 }, { signal });
    return { kind: "offers", names: page.data.map(({ id }) => id).sort() };
  } catch (thrown) {
    return { kind: "no-list", cause: noReplyOf(thrown, endpoint) };
  }
}

/** Takes no key from the environment, logs nothing, retries nothing. The SDK adds the version to the address itself. */
function clientFor({ baseUrl, apiKey }: Endpoint): Anthropic {
  return new Anthropic({
    baseURL: baseUrl.replace(/\/(v1\/?)?$/, ""),
    apiKey: apiKey ?? "none",
    authToken: null,
    webhookKey: null,
    maxRetries: 0,
    timeout: 2 ** 31 - 1,
    logLevel: "off",
    fetch: fetchOrDecline,
  });
}

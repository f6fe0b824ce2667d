// Anthropic's messages protocol: content in blocks, results of tools as blocks of a user's turn, thoughts that come back.
import type Anthropic from "@anthropic-ai/sdk";
import type { Offer } from "../model.ts";
import type { Connection, Endpoint, Protocol } from "../protocol.ts";
import { fetchOrDecline } from "../wire/fetch.ts";
import { learningAsker } from "../wire/learning.ts";
import { sentLimit } from "../wire/output-limit.ts";
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
      limit: (dialect, request) => sentLimit(dialect, request),
      assembly,
      send: async (dialect, { model, request, signal }) => {
        const body = wireRequest(model, request, dialect);
        return await (await client()).post("/v1/messages", { body, signal }).asResponse();
      },
    }),
  };
}

async function listModels(
  client: () => Promise<Anthropic>,
  endpoint: Endpoint,
  signal: AbortSignal,
): Promise<Offer> {
  const { models } = await client();
  try {
    const page = await models.list({ limit: 1000 }, { signal });
    return { kind: "offers", names: page.data.map(({ id }) => id).sort() };
  } catch (thrown) {
    return { kind: "no-list", cause: noReplyOf(thrown, endpoint) };
  }
}

/** Makes one client, at the first call: loading the SDK takes longer than what most commands do without a model. */
function clientFor(endpoint: Endpoint): () => Promise<Anthropic> {
  let client: Promise<Anthropic> | null = null;
  return () => {
    client ??= connect(endpoint);
    return client;
  };
}

/** Takes no key from the environment, logs nothing, retries nothing. The SDK adds the version to the address itself. */
async function connect({ baseUrl, apiKey }: Endpoint): Promise<Anthropic> {
  const { default: Client } = await import("@anthropic-ai/sdk");
  return new Client({
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

// The chat completions protocol of OpenAI and of all endpoints that are compatible with it. The only door to the SDK.
import OpenAI from "openai";
import type { NoReply } from "../../../src/domain/model-failure.ts";
import type { Offer, Request } from "../model.ts";
import type { Asked, Connection, Endpoint, Listening, Protocol, RawReply } from "../protocol.ts";
import { piecesOf } from "../wire/body.ts";
import { fetchOrDecline } from "../wire/fetch.ts";
import { noReplyOf } from "../wire/trouble.ts";
import { assembly } from "./answer.ts";
import { type Dialect, otherDialect, USUAL_DIALECT } from "./dialect.ts";
import { CHAT } from "./own-parts.ts";
import { wireRequest } from "./wire.ts";

export const chat: Protocol = { name: CHAT, open };

function open(endpoint: Endpoint): Connection {
  const client = clientFor(endpoint);
  /** What was learned about each model is learned once. */
  const dialects = new Map<string, Dialect>();
  return {
    list: (signal) => listModels(client, endpoint, signal),
    ask: async (model, request, listening) => {
      for (let lessons = 0; ; lessons += 1) {
        const dialect = dialects.get(model) ?? USUAL_DIALECT;
        const asked = await askIn(dialect, { client, endpoint, model, request, listening });
        const refusal = asked.kind === "failed" && lessons < MOST_LESSONS ? refusalIn(asked.cause) : null;
        const other = refusal === null ? null : otherDialect(dialect, refusal, request);
        if (other === null) return asked;
        dialects.set(model, other);
      }
    },
  };
}

/** For one request. A server that refuses everything teaches nothing. */
const MOST_LESSONS = 12;

type Asking = {
  client: OpenAI;
  endpoint: Endpoint;
  model: string;
  request: Request;
  listening: Listening;
};

async function askIn(dialect: Dialect, asking: Asking): Promise<Asked> {
  const { listening, endpoint } = asking;
  listening.heard();
  if (!dialect.streams) listening.expectWhole();
  try {
    const reply = await listen(dialect, asking);
    if (reply !== null) return { kind: "answered", reply };
    return { kind: "failed", cause: { kind: "cut-off", status: null, said: "", retryAfterMs: null } };
  } catch (thrown) {
    return { kind: "failed", cause: noReplyOf(thrown, endpoint) };
  }
}

/** Null: the answer ended before the reply did. */
async function listen(
  dialect: Dialect,
  { client, model, request, listening }: Asking,
): Promise<RawReply | null> {
  const { signal } = listening;
  const counting = dialect.streams && dialect.countsInStreams && { stream_options: { include_usage: true } };
  const wire = { ...wireRequest(model, request, dialect), stream: dialect.streams, ...counting };
  const response = await client.post("/chat/completions", { body: wire, signal }).asResponse();
  const parts = assembly();
  let ended = false;
  for await (const piece of piecesOf(response, listening)) {
    if (piece.kind === "piece") parts.take(piece.json);
    ended ||= piece.kind === "end" || piece.whole;
  }
  return parts.answer(ended);
}

/** A refusal of a request that the endpoint may take in another dialect. */
function refusalIn(cause: NoReply): Extract<NoReply, { said: string }> | null {
  switch (cause.kind) {
    case "refused":
    case "too-long":
      return cause;
    // Templates of local servers fail inside of the server.
    case "server-error":
      return cause.status === null || cause.status === 500 || cause.status === 501 ? cause : null;
    default:
      return null;
  }
}

async function listModels(client: OpenAI, endpoint: Endpoint, signal: AbortSignal): Promise<Offer> {
  try {
    const page = await client.models.list({ signal });
    return { kind: "offers", names: page.data.map((model) => model.id).sort() };
  } catch (thrown) {
    return { kind: "no-list", cause: noReplyOf(thrown, endpoint) };
  }
}

/** Takes no key or organisation from the environment, logs nothing, retries nothing. */
function clientFor({ baseUrl, apiKey }: Endpoint): OpenAI {
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

// The chat completions protocol of OpenAI and of all endpoints that are compatible with it. The only door to the SDK.
import OpenAI, { APIConnectionError, APIError } from "openai";
import { ZodError } from "zod";
import type { NoReply } from "../../../src/domain/model-failure.ts";
import type { Offer, Request } from "../model.ts";
import type { Asked, Connection, Endpoint, Listening, Protocol, RawReply } from "../protocol.ts";
import { causeOf, retryAfterMs, wordsOf } from "../refusal.ts";
import { assembly, EndlessAnswer } from "./answer.ts";
import { CHAT } from "./own-parts.ts";
import { type Dialect, otherDialect, USUAL_DIALECT, wireRequest } from "./wire.ts";

export const chat: Protocol = { name: CHAT, open };

function open(endpoint: Endpoint): Connection {
  const client = clientFor(endpoint);
  /** What was learned about each model is learned once. */
  const dialects = new Map<string, Dialect>();
  return {
    list: (signal) => listModels(client, endpoint, signal),
    ask: async (model, request, listening) => {
      for (;;) {
        const dialect = dialects.get(model) ?? USUAL_DIALECT;
        const asked = await askIn(dialect, { client, endpoint, model, request, listening });
        const refusal = asked.kind === "failed" ? refusalIn(asked.cause) : null;
        const other = refusal === null ? null : otherDialect(dialect, refusal, request.messages);
        if (other === null) return asked;
        dialects.set(model, other);
      }
    },
  };
}

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

/** Null: the stream ended before the reply did. */
async function listen(
  dialect: Dialect,
  { client, model, request, listening: { signal, heard } }: Asking,
): Promise<RawReply | null> {
  const wire = wireRequest(model, request, dialect);
  const parts = assembly();
  if (!dialect.streams) {
    parts.take(await client.chat.completions.create({ ...wire, stream: false }, { signal }));
    return parts.answer();
  }
  const counting = dialect.countsInStreams && { stream_options: { include_usage: true } };
  const body = { ...wire, stream: true as const, ...counting };
  const { data, response } = await client.chat.completions.create(body, { signal }).withResponse();
  // Some servers take a request for a stream and answer with one whole completion.
  if (response.headers.get("content-type")?.startsWith("application/json")) {
    parts.take(await response.json());
    return parts.answer();
  }
  for await (const chunk of data) {
    heard();
    parts.take(chunk);
  }
  return parts.answer();
}

function noReplyOf(thrown: unknown, { apiKey, clock }: Endpoint): NoReply {
  const words = wordsOf(thrown, apiKey ?? "");
  const passing = { status: null, said: words, retryAfterMs: null };
  if (thrown instanceof EndlessAnswer) return { kind: "endless", maxCharacters: thrown.maxCharacters };
  if (thrown instanceof ZodError || thrown instanceof SyntaxError) return { kind: "malformed", ...passing };
  if (thrown instanceof APIConnectionError) return { kind: "unreachable", ...passing };
  if (!(thrown instanceof APIError)) return { kind: "cut-off", ...passing };
  // An error inside a stream has no status. Some gateways put that of the server behind them into its code.
  const code: unknown = thrown.code;
  const status = thrown.status ?? (typeof code === "number" ? code : null);
  return causeOf({
    status,
    code: typeof code === "string" ? code : null,
    said: words.startsWith(`${status} `) ? words.slice(`${status} `.length) : words,
    retryAfterMs: retryAfterMs(thrown.headers, clock.now()),
  });
}

/** The words with which an endpoint refused a request that it may take in another dialect. */
function refusalIn(cause: NoReply): string | null {
  return "status" in cause && (cause.status === 400 || cause.status === 422) ? cause.said : null;
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
  });
}

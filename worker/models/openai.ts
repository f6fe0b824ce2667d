// Models behind any OpenAI-compatible endpoint: streaming chat completions, with our own retries and watchdog.
import OpenAI, { APIError } from "openai";
import type { Clock } from "../../src/clock.ts";
import { Role } from "../../src/domain/budget.ts";
import { PermanentError, sentence } from "../../src/domain/errors.ts";
import { checkAddress } from "./chat/address.ts";
import { type Answer, assembly } from "./chat/answer.ts";
import { noModelComplaint, RULES_CHOICE, VARIABLE } from "./chat/choice.ts";
import { type Failure, isTooLong, judge, permanentComplaint, retryAfterMs, wordsOf } from "./chat/failure.ts";
import { replyOf, type Tokens } from "./chat/reply.ts";
import { watchdog } from "./chat/watchdog.ts";
import { type Dialect, otherDialect, USUAL_DIALECT, wireRequest } from "./chat/wire.ts";
import {
  ContextExceeded,
  type Model,
  type Models,
  ModelUnavailable,
  type Offer,
  type Reply,
  type Request,
} from "./model.ts";

export type OpenAiOptions = {
  baseUrl: string;
  /** Null: the endpoint wants none. */
  apiKey: string | null;
  models: Partial<Record<Role, string>>;
  priceOf(model: string, tokens: Tokens): number | null;
  /** Tokens a model holds; null: unknown. */
  contextOf(model: string): number | null;
  /** Errors name the address of the endpoint; else they are fit for an issue. */
  tellsEndpoint?: boolean;
  clock: Clock;
  /** A stream that brings nothing for so long is given up. Node's own limit is 300 s, so stay below it. */
  stallMs: number;
  maxRetries: number;
  /** Told about retries; never about what was said. */
  log?: { warn(fields: object, message: string): void };
};

/** Asking which models there are must not hold up an error text. */
const LISTING_MS = 10_000;
/** A server that cannot stream is silent while its model writes. */
const WHOLE_REPLY_MS = 280_000;

export function openaiModels(options: OpenAiOptions): Models {
  const client = clientFor(options);
  const inquire = (signal: AbortSignal) => listModels(client, options, signal);
  const offered = (signal: AbortSignal) => inquire(signal).then(namesIn);
  const connection: Connection = { client, options, offered, dialects: new Map() };
  const nameFor = (role: Role, override?: string) => override || options.models[role] || null;
  return {
    offered,
    inquire,
    lacking: async (overrides, signal) => {
      const roles = Role.options.filter((role) => nameFor(role, overrides[role]) === null);
      return roles.length === 0 ? null : noModelComplaint(roles, await offered(signal));
    },
    forRole: (role, override) => {
      const name = nameFor(role, override);
      const choice = { role, chosenIn: override ? RULES_CHOICE : VARIABLE[role] };
      return name === null ? noModel(role, offered) : modelOf(name, choice, connection);
    },
  };
}

type Connection = {
  client: OpenAI;
  options: OpenAiOptions;
  offered: Models["offered"];
  /** What was learned about each model, so that it is learned once. */
  dialects: Map<string, Dialect>;
};
type Attempt = { kind: "answered"; answer: Answer } | { kind: "failed"; failure: Failure };

/** `chosenIn` is where a person can choose another. */
type Choice = { role: Role; chosenIn: string };

function modelOf(name: string, { role, chosenIn }: Choice, connection: Connection): Model {
  const { clock, maxRetries, log, priceOf, contextOf, baseUrl, tellsEndpoint = false } = connection.options;
  // On an issue anyone may read; where the endpoint is, is the operator's own business.
  const what = `The ${role}'s model ${name} gave no reply`;

  const reply = async (request: Request): Promise<Reply> => {
    for (let attempt = 1; ; ) {
      const dialect = connection.dialects.get(name) ?? USUAL_DIALECT;
      const tried = await ask(name, request, dialect, connection);
      if (tried.kind === "answered") {
        return replyOf(tried.answer, request, (tokens) => priceOf(name, tokens));
      }
      const { failure } = tried;
      const other = isRefusal(failure) ? otherDialect(dialect, failure.words) : null;
      if (other !== null) {
        connection.dialects.set(name, other);
        continue;
      }
      const judgement = judge(failure, attempt, maxRetries, Math.random());
      if (judgement.kind === "permanent") throw await permanent(failure, request.signal);
      if (judgement.kind === "unavailable") throw unavailable(failure, attempt);
      log?.warn({ model: name, attempt, waitMs: judgement.ms, status: failure.status }, "model call failed");
      await clock.sleep(judgement.ms, request.signal);
      attempt += 1;
    }
  };

  const permanent = async (failure: Failure, signal: AbortSignal) => {
    const offered = failure.status === 404 ? await connection.offered(signal) : [];
    const complaint = permanentComplaint(failure, { what, chosenIn, offered });
    const ending = sentence(complaint);
    return isTooLong(failure) ? new ContextExceeded(ending) : new PermanentError(ending);
  };

  const unavailable = (failure: Failure, attempts: number) => {
    const waits = !failure.retryAfterMs ? "" : `, which asks for ${failure.retryAfterMs / 1000} s`;
    const because = `attempt ${attempts} ended with: ${failure.words}${waits}`;
    const endpoint = tellsEndpoint ? `the endpoint ${baseUrl}` : "the endpoint";
    const remedy = `Check that ${endpoint} is up, then try again`;
    return new ModelUnavailable(sentence({ what, because, remedy }));
  };

  return { name, contextTokens: contextOf(name), reply };
}

function noModel(role: Role, offered: Models["offered"]): Model {
  const reply = async ({ signal }: Request) => {
    const complaint = noModelComplaint([role], await offered(signal));
    throw new PermanentError(sentence(complaint));
  };
  return { name: "none", contextTokens: null, reply };
}

/** One attempt. What a server or the network did wrong is a value; our own abort is thrown. */
async function ask(
  name: string,
  request: Request,
  dialect: Dialect,
  connection: Connection,
): Promise<Attempt> {
  const { clock, stallMs, apiKey } = connection.options;
  const quietMs = dialect.streams ? stallMs : Math.max(stallMs, WHOLE_REPLY_MS);
  using dog = watchdog(clock, quietMs);
  const signal = AbortSignal.any([request.signal, dog.signal]);
  try {
    const answer = await answerTo(name, request, dialect, {
      client: connection.client,
      signal,
      feed: dog.feed,
    });
    request.signal.throwIfAborted();
    if (answer !== null) return { kind: "answered", answer };
    return failed(dog.signal.aborted ? stalled(quietMs) : "the stream ended in the middle");
  } catch (thrown) {
    request.signal.throwIfAborted();
    if (dog.signal.aborted) return failed(stalled(quietMs));
    return { kind: "failed", failure: failureOf(thrown, apiKey ?? "", clock.now()) };
  }
}

async function answerTo(
  name: string,
  request: Request,
  dialect: Dialect,
  { client, signal, feed }: { client: OpenAI; signal: AbortSignal; feed(): void },
): Promise<Answer | null> {
  const wire = wireRequest(name, request, dialect);
  const parts = assembly();
  if (!dialect.streams) {
    parts.take(await client.chat.completions.create({ ...wire, stream: false }, { signal }));
    return parts.answer();
  }
  const counting = dialect.countsInStreams && { stream_options: { include_usage: true } };
  const body = { ...wire, stream: true as const, ...counting };
  const { data, response } = await client.chat.completions.create(body, { signal }).withResponse();
  // Some servers take the wish for a stream and answer with one whole completion all the same.
  if (response.headers.get("content-type")?.startsWith("application/json")) {
    parts.take(await response.json());
    return parts.answer();
  }
  for await (const chunk of data) {
    feed();
    parts.take(chunk);
  }
  return parts.answer();
}

function failureOf(thrown: unknown, apiKey: string, nowMs: number): Failure {
  const words = wordsOf(thrown, apiKey);
  if (!(thrown instanceof APIError)) return { status: null, code: null, words, retryAfterMs: null };
  // An error inside a stream has no status of its own; some gateways put the upstream's into its code.
  const code: unknown = thrown.code;
  const status = thrown.status ?? (typeof code === "number" ? code : null);
  const wait = retryAfterMs(thrown.headers, nowMs);
  return { status, code: typeof code === "string" ? code : null, words, retryAfterMs: wait };
}

function failed(words: string): Attempt {
  return { kind: "failed", failure: { status: null, code: null, words, retryAfterMs: null } };
}

function stalled(quietMs: number): string {
  return `nothing came for ${quietMs / 1000} s`;
}

function isRefusal(failure: Failure): boolean {
  return failure.status === 400 || failure.status === 422;
}

async function listModels(
  client: OpenAI,
  { clock, apiKey }: OpenAiOptions,
  signal: AbortSignal,
): Promise<Offer> {
  using dog = watchdog(clock, LISTING_MS);
  try {
    const page = await client.models.list({ signal: AbortSignal.any([signal, dog.signal]) });
    return { kind: "offers", names: page.data.map((model) => model.id).sort() };
  } catch (thrown) {
    signal.throwIfAborted();
    if (dog.signal.aborted) return { kind: "unreachable", because: stalled(LISTING_MS) };
    const { status, words } = failureOf(thrown, apiKey ?? "", clock.now());
    return { kind: status === null ? "unreachable" : "refused", because: words };
  }
}

/** Empty when the endpoint does not say, for whatever reason: this list only helps to explain something else. */
function namesIn(offer: Offer): string[] {
  return offer.kind === "offers" ? offer.names : [];
}

/** Neither key nor organisation comes from the environment behind our back, nothing is logged, retries are ours. */
function clientFor({ baseUrl, apiKey }: OpenAiOptions): OpenAI {
  checkAddress(baseUrl);
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

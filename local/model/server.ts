// The scripted model: a real HTTP server for chat completions that plays a script, with faults on demand.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { Clock } from "../../src/clock.ts";
import { systemClock } from "../../src/clock.ts";
import { chunks, completion } from "./completion.ts";
import { type Counter, counter } from "./count.ts";
import {
  type ErrorAnswer,
  error,
  errorAnswer,
  type Fault,
  type Faults,
  faultQueue,
  odditiesIn,
} from "./faults.ts";
import {
  answersEveryCall,
  ChatRequest,
  isScripted,
  SCRIPTED_MODELS,
  type Script,
  turnFor,
} from "./script.ts";
import { stream } from "./stream.ts";

export type LocalModelOptions = {
  script: Script;
  /** Default: a free port. */
  port?: number;
  /** The key that a client must send; default: none is required. */
  apiKey?: string;
  /** The delay before every reply. */
  latencyMs?: number;
  clock?: Clock;
};

export type LocalModel = AsyncDisposable & {
  /** The address, which ends in `/v1`. */
  baseUrl: string;
  /** Every readable chat request in the order of arrival, including repeated ones. */
  requests: { request: ChatRequest; raw: string }[];
  faults: Faults;
};

type Stage = Required<Omit<LocalModelOptions, "port" | "apiKey">> & {
  apiKey: string | null;
  faults: Faults;
  counter: Counter;
  requests: LocalModel["requests"];
  closing: AbortController;
};

export async function startLocalModel(options: LocalModelOptions): Promise<LocalModel> {
  const stage: Stage = {
    script: options.script,
    apiKey: options.apiKey ?? null,
    latencyMs: options.latencyMs ?? 0,
    clock: options.clock ?? systemClock,
    faults: faultQueue(),
    counter: counter(),
    requests: [],
    closing: new AbortController(),
  };
  const server = createServer((incoming, outgoing) => {
    // A client may disconnect at any time.
    answer(incoming, outgoing, stage).catch(() => outgoing.destroy());
  });
  const port = await listen(server, options.port ?? 0);
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests: stage.requests,
    faults: stage.faults,
    [Symbol.asyncDispose]: async () => {
      stage.closing.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, stage: Stage): Promise<void> {
  if (stage.apiKey !== null && incoming.headers.authorization !== `Bearer ${stage.apiKey}`) {
    return send(outgoing, error(401, "invalid_api_key", "Incorrect API key provided"));
  }
  switch (`${incoming.method} ${incoming.url}`) {
    case "GET /v1/models":
      return json(outgoing, { object: "list", data: Object.values(SCRIPTED_MODELS).map(modelEntry) });
    case "POST /v1/chat/completions":
      return answerChat(await text(incoming), outgoing, stage);
    default:
      return send(outgoing, error(404, "not_found", `Nothing at ${incoming.method} ${incoming.url}`));
  }
}

async function answerChat(raw: string, outgoing: ServerResponse, stage: Stage): Promise<void> {
  const parsed = ChatRequest.safeParse(JSON.parse(raw));
  if (!parsed.success) return send(outgoing, error(400, "invalid_request", parsed.error.message));
  const request = parsed.data;
  if (!answersEveryCall(request)) {
    return send(outgoing, error(400, "invalid_request", "Every tool call must be answered, once"));
  }
  stage.requests.push({ request, raw });
  if (!isScripted(request.model)) {
    return send(outgoing, error(404, "model_not_found", `The model ${request.model} does not exist`));
  }
  const faults = stage.faults.hitting(request);
  const refusal = faults.map((fault) => errorAnswer(fault, request)).find((found) => found !== null);
  if (refusal) return send(outgoing, refusal);
  const turn = turnFor(stage.script, request);
  if (typeof turn === "string") return send(outgoing, error(400, "no_turn", turn));
  await pause(faults, stage);
  const turnNumber = request.messages.filter((message) => message.role === "assistant").length;
  const telling = { model: request.model, turn, turnNumber, counted: stage.counter.count(request, turn) };
  if (!request.stream || faults.some((fault) => fault.kind === "whole-reply")) {
    return json(outgoing, completion(telling, odditiesIn(faults)));
  }
  const withUsage = request.stream_options?.include_usage ?? false;
  const parts = chunks(telling, odditiesIn(faults), withUsage);
  return stream(outgoing, parts, { faults, clock: stage.clock, signal: stage.closing.signal });
}

async function pause(faults: Fault[], { latencyMs, clock, closing }: Stage): Promise<void> {
  const slow = faults.find((fault) => fault.kind === "slow");
  const waitMs = slow?.latencyMs ?? latencyMs;
  if (waitMs > 0) await clock.sleep(waitMs, closing.signal);
}

function modelEntry(id: string) {
  return { id, object: "model", created: 0, owned_by: "issuewright" };
}

function json(outgoing: ServerResponse, body: object): void {
  send(outgoing, { status: 200, headers: {}, body });
}

function send(outgoing: ServerResponse, { status, headers, body }: ErrorAnswer): void {
  outgoing.writeHead(status, { "content-type": "application/json", ...headers });
  outgoing.end(JSON.stringify(body));
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : port;
}

// The scripted model: a real HTTP server that plays a script in each wire protocol, with faults on demand.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import type { Clock } from "../../src/clock.ts";
import { systemClock } from "../../src/clock.ts";
import { type Counter, counter } from "./count.ts";
import { error, errorAnswer, type Fault, type Faults, faultQueue, heardOf, odditiesIn } from "./faults.ts";
import { type ChatRequest, isScripted, SCRIPTED_MODELS, type Script, turnFor } from "./script.ts";
import { chatSpeaker } from "./speak-chat.ts";
import { messagesSpeaker } from "./speak-messages.ts";
import { responsesSpeaker } from "./speak-responses.ts";
import type { ErrorAnswer, Speaker } from "./speaker.ts";
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

/** By the path below the version. */
const SPEAKERS: Partial<Record<string, Speaker>> = {
  "/v1/chat/completions": chatSpeaker,
  "/v1/messages": messagesSpeaker,
  "/v1/responses": responsesSpeaker,
};

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, stage: Stage): Promise<void> {
  const path = new URL(incoming.url ?? "/", "http://localhost").pathname;
  const speaker = SPEAKERS[path] ?? chatSpeaker;
  const refuse = (refusal: ErrorAnswer) => send(outgoing, speaker.refusal(refusal));
  const keys = [incoming.headers.authorization, incoming.headers["x-api-key"]];
  if (stage.apiKey !== null && !keys.includes(`Bearer ${stage.apiKey}`) && !keys.includes(stage.apiKey)) {
    return refuse(error(401, "invalid_api_key", "Incorrect API key provided"));
  }
  if (`${incoming.method} ${path}` === "GET /v1/models") {
    return json(outgoing, { object: "list", data: Object.values(SCRIPTED_MODELS).map(modelEntry) });
  }
  if (incoming.method === "POST" && SPEAKERS[path] !== undefined) {
    return answerIn(speaker, await text(incoming), outgoing, stage);
  }
  refuse(error(404, "not_found", `Nothing at ${incoming.method} ${path}`));
}

async function answerIn(
  speaker: Speaker,
  raw: string,
  outgoing: ServerResponse,
  stage: Stage,
): Promise<void> {
  const refuse = (refusal: ErrorAnswer) => send(outgoing, speaker.refusal(refusal));
  const request = speaker.read(JSON.parse(raw));
  if (typeof request === "string") return refuse(error(400, "invalid_request", request));
  stage.requests.push({ request, raw });
  if (!isScripted(request.model)) {
    return refuse(error(404, "model_not_found", `The model ${request.model} does not exist`));
  }
  const faults = stage.faults.hitting(request);
  const refusal = faults.map((fault) => errorAnswer(fault, request)).find((found) => found !== null);
  if (refusal) return refuse(refusal);
  const heard = heardOf(request, faults);
  const turn = turnFor(stage.script, heard);
  if (typeof turn === "string") return refuse(error(400, "no_turn", turn));
  await pause(faults, stage);
  const turnNumber = request.messages.filter((message) => message.role === "assistant").length;
  const telling = { model: request.model, turn, turnNumber, counted: stage.counter.count(heard, turn) };
  if (!request.stream || faults.some((fault) => fault.kind === "whole-reply")) {
    return json(outgoing, speaker.whole(telling, odditiesIn(faults)));
  }
  const parts = speaker.events(telling, odditiesIn(faults), request);
  return stream(outgoing, parts, { faults, clock: stage.clock, signal: stage.closing.signal, speaker });
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

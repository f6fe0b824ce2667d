// The HTTP server: one port for the API and for git. It records every API request and applies the ordered faults.
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { appPage } from "./app-pages.ts";
import { checkPage } from "./check-page.ts";
import type { Exchange } from "./exchange.ts";
import type { FaultOrder } from "./faults.ts";
import { answerGit } from "./git-http.ts";
import { answerGraphql, GRAPHQL_PATH } from "./graphql.ts";
import type { Hub } from "./hub.ts";
import { logPage } from "./log-page.ts";
import { picturePage } from "./pictures.ts";
import { answerRest } from "./rest.ts";
import type { Answer } from "./route.ts";
import { signInPage } from "./sign-in-pages.ts";

export const API_PATH = "/api/v3";

export type HttpOptions = { hub: Hub; onExchange: (exchange: Exchange) => void };

export async function listen(port: number): Promise<{ server: Server; serverUrl: string }> {
  const server = createServer();
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const bound = typeof address === "object" && address ? address.port : port;
  return { server, serverUrl: `http://127.0.0.1:${bound}` };
}

export function serve(server: Server, options: HttpOptions): void {
  server.on("request", async (request, response) => {
    try {
      const isApi = (request.url ?? "").startsWith(API_PATH);
      if (isApi) await answerApi(options, request, response);
      else if (request.url === GRAPHQL_PATH) await answerQuery(options, request, response);
      else if (!(await answerGit(options.hub, request, response))) {
        const { state } = options.hub;
        const path = request.url ?? "/";
        const page =
          checkPage(state, path) ?? picturePage(state, path) ?? logPage(state, path, request.headers.range);
        const { hub } = options;
        const formed = page ?? (await signInPage(hub, request)) ?? (await appPage(hub, request));
        send(response, formed ?? { status: 404, body: null });
      }
    } catch (error) {
      fail(response, error);
    }
  });
}

async function answerQuery({ hub }: HttpOptions, request: IncomingMessage, response: ServerResponse) {
  const { body } = parseBody(await buffer(request));
  send(response, await answerGraphql(hub, request.headers.authorization, body));
}

async function answerApi(
  { hub, onExchange }: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const url = new URL(request.url ?? "/", hub.serverUrl);
  const method = request.method ?? "GET";
  const path = url.pathname.slice(API_PATH.length) || "/";
  const raw = await buffer(request);
  const order = hub.faults.take(method, path);
  if (order && !order.afterwards && order.fault.kind === "drop") return response.destroy();
  const read = parseBody(raw);
  const faulty = order ? await strike(hub, order, untilGone(response)) : null;
  const carriesOut = faulty === null || order?.afterwards === true;
  const { authorization, accept, "if-none-match": etag } = request.headers;
  const asked = { method, path, url, headers: { authorization, accept, etag }, ...read };
  const result = carriesOut ? await answerRest(hub, asked) : null;
  const answer = faulty ?? result?.answer ?? { status: 404, body: null };
  const exchange: Exchange = {
    ...{ method, path, route: result?.route ?? null, params: result?.params ?? {} },
    query: Object.fromEntries(url.searchParams),
    requestBody: read.body,
    apiVersion: String(request.headers["x-github-api-version"] ?? "") || null,
    status: answer.status,
    responseBody: answer.body,
    faulty: faulty !== null,
  };
  hub.exchanges.push(exchange);
  onExchange(exchange);
  if (order?.fault.kind === "drop") return response.destroy();
  send(response, answer);
}

function parseBody(raw: Buffer): { body: unknown; malformed: boolean } {
  if (raw.length === 0) return { body: undefined, malformed: false };
  try {
    return { body: JSON.parse(raw.toString()), malformed: false };
  } catch {
    return { body: undefined, malformed: true };
  }
}

/** A signal that aborts when the caller closes the connection. */
function untilGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  return gone.signal;
}

/** The answer that a fault gives instead of the true one; null if it only delays. */
async function strike(hub: Hub, { fault }: FaultOrder, gone: AbortSignal): Promise<Answer | null> {
  switch (fault.kind) {
    case "slow":
      await hub.clock.sleep(fault.delayMs, gone);
      return null;
    case "drop":
      return null;
    case "status":
      return { status: fault.status, body: { message: fault.message ?? "Server Error" } };
    case "secondary-limit": {
      const message =
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
      const headers = { "retry-after": String(fault.retryAfterSeconds), "x-ratelimit-remaining": "4000" };
      return { status: fault.status ?? 403, body: { message, documentation_url: LIMITS_PAGE }, headers };
    }
    case "rate-limit": {
      const reset = Math.floor(hub.clock.now() / 1000) + fault.resetInSeconds;
      const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) };
      const message = "API rate limit exceeded for installation.";
      return { status: 403, body: { message, documentation_url: LIMITS_PAGE }, headers };
    }
    default:
      return fault satisfies never;
  }
}

const LIMITS_PAGE = "https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api";

function send(response: ServerResponse, answer: Answer): void {
  const json = { "content-type": "application/json; charset=utf-8" };
  response.writeHead(answer.status, { ...json, ...answer.headers });
  const silent = answer.status === 204 || answer.status === 304;
  const { body } = answer;
  const isRaw = typeof body === "string" || body instanceof Uint8Array;
  response.end(silent ? "" : isRaw ? body : JSON.stringify(body));
}

/** A mistake of the local GitHub itself must be loud and show its place. */
function fail(response: ServerResponse, error: unknown): void {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (response.headersSent) return void response.destroy();
  send(response, { status: 500, body: { message: `The local GitHub failed: ${trace}` } });
}

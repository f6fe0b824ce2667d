// Our own HTTP door: health, and webhooks that are refused unread when they are unsigned or too large.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "../log.ts";

export type WebhookReceiver = {
  /** Writes the answer of a signed delivery; false, and nothing written, when no secret of ours signed it. */
  receive(request: IncomingMessage, response: ServerResponse, body: string): Promise<boolean>;
};

export type HttpOptions = {
  host: string;
  /** 0: any free one. */
  port: number;
  webhookPath: string;
  webhooks: WebhookReceiver;
  /** Throws when something we need is away. */
  ready(): Promise<void>;
  log: Log;
};

export type HttpDoor = AsyncDisposable & { url: string };

/** GitHub's own limit for a payload is 25 MB. */
export const MAX_BODY_BYTES = 25 * 1024 * 1024;
const HEADERS_TIMEOUT_MS = 10_000;
/** For a whole request with its body; also ends one whose body we refused and only throw away. */
const REQUEST_TIMEOUT_MS = 30_000;
const CLOSE_GRACE_MS = 10_000;
const IDLE_CHECK_MS = 50;

export async function openHttp(options: HttpOptions): Promise<HttpDoor> {
  const timeouts = { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS };
  const server = createServer(timeouts, (request, response) => void answer(request, response, options));
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen({ host: options.host, port: options.port }, listening);
  });
  return { url: urlOf(server), [Symbol.asyncDispose]: () => close(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
): Promise<void> {
  try {
    await route(request, response, options);
  } catch (thrown) {
    options.log.error({ err: thrown }, "a request could not be answered");
    if (response.headersSent) response.destroy();
    else refuse(request, response, 500, "something went wrong; see the server's log");
  }
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
): Promise<void> {
  const path = (request.url ?? "/").split("?", 1)[0];
  if (path === options.webhookPath && request.method === "POST") return webhook(request, response, options);
  if (path === "/healthz" && request.method === "GET") return say(response, 200, "ok");
  if (path === "/readyz" && request.method === "GET") return readiness(response, options);
  refuse(request, response, 404, "there is nothing here");
}

async function webhook(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
): Promise<void> {
  if (typeof request.headers["x-hub-signature-256"] !== "string") {
    return refuse(request, response, 401, "the delivery is not signed");
  }
  const body = await readBody(request);
  if (body === null) return refuse(request, response, 413, `the body is larger than ${MAX_BODY_BYTES} bytes`);
  if (await options.webhooks.receive(request, response, body)) return;
  refuse(request, response, 401, "the signature does not fit the body and the webhook secret");
}

/** Null as soon as the body is, or says it is, too large; what had been kept of it is let go. */
function readBody(request: IncomingMessage): Promise<string | null> {
  return new Promise((done, failed) => {
    if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) return done(null);
    let bytes = 0;
    const chunks: Buffer[] = [];
    const keep = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BODY_BYTES) return void chunks.push(chunk);
      request.off("data", keep);
      chunks.length = 0;
      done(null);
    };
    request.on("data", keep);
    request.once("end", () => done(Buffer.concat(chunks).toString("utf8")));
    request.once("error", failed);
  });
}

async function readiness(response: ServerResponse, options: HttpOptions): Promise<void> {
  try {
    await options.ready();
  } catch (thrown) {
    options.log.warn({ err: thrown }, "not ready");
    return say(response, 503, "not ready; see the server's log");
  }
  say(response, 200, "ready");
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

/**
 * Answers at once, while the client may still be sending, throws away what comes, and closes when it has ended:
 * closing earlier would reset the connection and many clients would never see the answer.
 */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  const body = `${text}\n`;
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    connection: "close",
  });
  response.write(body);
  if (request.readableEnded) return void response.end();
  request.once("end", () => response.end());
  request.resume();
}

/** Lets requests in flight end, but not for ever. A connection kept alive after its last answer is closed, too. */
async function close(server: Server): Promise<void> {
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const cut = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await new Promise<void>((closed) => server.close(() => closed()));
  clearInterval(idle);
  clearTimeout(cut);
}

function urlOf(server: Server): string {
  const { address, family, port } = addressOf(server);
  const host = address === "0.0.0.0" || address === "::" ? "localhost" : address;
  return `http://${family === "IPv6" && host !== "localhost" ? `[${host}]` : host}:${port}`;
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return address;
}

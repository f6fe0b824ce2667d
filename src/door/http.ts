// Our own HTTP server: finds the route of a request, and gives no client more time than a request needs.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "../log.ts";
import { refuse } from "./reply.ts";
import type { Route } from "./routes/route.ts";

export type HttpOptions = {
  host: string;
  /** 0: any free one. */
  port: number;
  routes: Route[];
  log: Log;
};

export type HttpDoor = AsyncDisposable & { url: string };

const HEADERS_TIMEOUT_MS = 10_000;
/** For a whole request with its body; also ends one whose body we refused and only throw away. */
const REQUEST_TIMEOUT_MS = 30_000;
/** GitHub needs few; each may hold a part of a body. */
const MOST_CONNECTIONS = 256;
const CLOSE_GRACE_MS = 10_000;
const IDLE_CHECK_MS = 50;

export async function openHttp(options: HttpOptions): Promise<HttpDoor> {
  const timeouts = { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS };
  const server = createServer(timeouts, (request, response) => void answer(request, response, options));
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen({ host: options.host, port: options.port }, listening);
  });
  return { url: urlOf(server), [Symbol.asyncDispose]: () => close(server) };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { routes, log }: HttpOptions,
): Promise<void> {
  const path = (request.url ?? "/").split("?", 1)[0];
  const route = routes.find((each) => each.path === path && each.method === request.method);
  if (route === undefined) return refuse(request, response, 404, "there is nothing here");
  try {
    await route.handle(request, response);
  } catch (thrown) {
    log.error({ err: thrown }, "a request could not be answered");
    if (response.headersSent) response.destroy();
    else refuse(request, response, 500, "something went wrong; see the server's log");
  }
}

/** Lets requests in flight end, within a limit. A connection kept alive after its last answer is closed, too. */
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

// A listener over HTTP that gives no client more time than a request needs, and ends in order.
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Where a listener is reached, without a path. */
export type Listener = AsyncDisposable & { url: string };

export type ListenOptions = {
  host: string;
  /** 0: any free one. */
  port: number;
  answer: RequestListener;
};

const HEADERS_TIMEOUT_MS = 10_000;
/** For a whole request with its body; also ends one whose body we refused and only throw away. */
const REQUEST_TIMEOUT_MS = 30_000;
/** GitHub needs few; each may hold a part of a body. */
const MOST_CONNECTIONS = 256;
const CLOSE_GRACE_MS = 10_000;
const IDLE_CHECK_MS = 50;

/** Rejects where the address is taken. Disposing lets requests in flight end, for ten seconds at most. */
export async function listen({ host, port, answer }: ListenOptions): Promise<Listener> {
  const timeouts = { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS };
  const server = createServer(timeouts, answer);
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((listening, failed) => {
    server.once("error", failed);
    server.listen({ host, port }, listening);
  });
  return { url: urlOf(server), [Symbol.asyncDispose]: () => close(server) };
}

/** A connection kept alive after its last answer is closed, too. */
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

// Asks registries that want the operator's credentials instead of set-up, which never sees them.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { request as ask } from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { connect, getCACertificates, TLSSocket } from "node:tls";
import type { RefusalReason } from "../sandbox.ts";
import type { Authority } from "./authority.ts";

/** `host:port` of a registry, and what the `Authorization` header says there. */
export type RegistryCredentials = Readonly<Record<string, string>>;

export type Reached = { kind: "reached"; socket: Socket } | { kind: "refused"; reason: RefusalReason };
/** Opens a new connection to a target, at the address that was checked. */
export type Reach = () => Promise<Reached>;

/** One tunnel of set-up, as its proxy sees it. */
export type Errand = {
  target: string;
  reach: Reach;
  report(reason: RefusalReason): void;
  /** Bytes that went out and came in; false: too many by now. */
  count(sent: number, received: number): boolean;
};

export type Broker = AsyncDisposable & {
  speaksTo(target: string): boolean;
  take(client: Duplex, early: Buffer, errand: Errand): void;
};

export type BrokerOptions = {
  /** Set-up believes it, about the hosts of all credentials. */
  authority: Authority;
  credentials: RegistryCredentials;
  /** The operator's own certificates, PEM; null: none. */
  ownCertificates: string | null;
};

/** A program that publishes with a credential of ours is not setting up. */
const READING = ["GET", "HEAD"];
const HOP_BY_HOP =
  /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|authorization|host)$/i;

export function openBroker({ authority, credentials, ownCertificates }: BrokerOptions): Broker {
  const ca = [...getCACertificates("default"), ...(ownCertificates === null ? [] : [ownCertificates])];
  const errands = new WeakMap<object, Errand>();
  const server = createServer((request, response) => {
    const errand = errands.get(request.socket);
    if (errand === undefined) return void response.destroy();
    if (!READING.includes(request.method ?? "")) {
      errand.report({ kind: "not-reading" });
      return void response.writeHead(405, { connection: "close" }).end();
    }
    const authorization = credentials[errand.target] ?? "";
    void forward({ request, response, errand, authorization, ca });
  });
  return {
    speaksTo: (target) => Object.hasOwn(credentials, target),
    take(client, early, errand) {
      if (early.length > 0) client.unshift(early);
      const inner = new TLSSocket(client, {
        isServer: true,
        secureContext: authority.contextFor(hostOf(errand.target)),
      });
      inner.on("error", () => client.destroy());
      errands.set(inner, errand);
      server.emit("connection", inner);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
    },
  };
}

type Forwarding = {
  request: IncomingMessage;
  response: ServerResponse;
  errand: Errand;
  authorization: string;
  ca: string[];
};

async function forward({ request, response, errand, authorization, ca }: Forwarding): Promise<void> {
  const fail = (reason: RefusalReason) => {
    errand.report(reason);
    if (response.headersSent) response.destroy();
    else response.writeHead(502, { connection: "close" }).end();
  };
  const reached = await errand.reach();
  if (reached.kind === "refused") return fail(reached.reason);
  const { socket } = reached;
  const servername = hostOf(errand.target);
  const headers = { ...kept(request.headers), host: errand.target.replace(/:443$/, ""), authorization };
  if (!errand.count(Buffer.byteLength(JSON.stringify([request.url, headers])), 0))
    return void socket.destroy();
  const asked = ask({
    method: request.method,
    path: request.url,
    headers,
    createConnection: () => connect({ socket, servername, ca }),
  });
  response.on("close", () => asked.destroy());
  asked.on("error", (error) => fail({ kind: "unreachable", said: error.message }));
  asked.on("response", (answer) => {
    response.writeHead(answer.statusCode ?? 502, kept(answer.headers));
    answer.on("data", (bytes: Buffer) => {
      if (!errand.count(0, bytes.length)) response.destroy();
    });
    answer.on("error", () => response.destroy());
    answer.pipe(response);
  });
  asked.end();
}

function kept(headers: IncomingMessage["headers"]): Record<string, string | string[]> {
  const entries = Object.entries(headers).filter(([name]) => !HOP_BY_HOP.test(name));
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

export function hostOf(target: string): string {
  return target.replace(/:\d+$/, "");
}

// All that a set-up sandbox reaches: a proxy on a unix socket that connects to the exact host:port pairs it was given.
import { chmod, mkdir, open } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { EgressRefusal, RefusalReason } from "../sandbox.ts";
import type { Broker, Reached } from "./broker.ts";
import { type Resolved, resolvePublic } from "./public-address.ts";
import { PROXY_LIMITS, type ProxyLimits, Tunnels } from "./tunnels.ts";

export type ProxyOptions = {
  /** Exact `host:port` pairs. */
  allow: string[];
  /** Where `proxy.sock` goes. */
  folder: string;
  onRefusal?(refusal: EgressRefusal): void;
  limits?: ProxyLimits;
  /** The address to connect to. */
  resolve?(host: string): Promise<Resolved>;
  dial?(port: number, address: string): Socket;
  /** For registries that want credentials; null: none does. */
  broker?: Broker | null;
};

export async function openProxy(options: ProxyOptions): Promise<AsyncDisposable> {
  const tunnels = new Tunnels(options.limits ?? PROXY_LIMITS);
  const tell = eachOnce(options.onRefusal ?? (() => {}));
  const server = createServer((request, response) => {
    tell({ target: plainTarget(request.url ?? ""), reason: { kind: "not-encrypted" } });
    response.writeHead(405).end();
  });
  const answer = answerer(options, tunnels, tell);
  // The server forgets a connection once it asked for a tunnel, and still waits for its end when it closes.
  const clients = new Set<Duplex>();
  server.on("connect", (request, client, early) => {
    clients.add(client.once("close", () => clients.delete(client)));
    client.on("error", () => client.destroy());
    void answer(request.url ?? "", client, early);
  });
  const folder = await listenIn(options.folder, server);
  return {
    async [Symbol.asyncDispose]() {
      tunnels.close();
      for (const client of clients) client.destroy();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await folder.close();
    },
  };
}

type Tell = (refusal: EgressRefusal) => void;

/** Opens a tunnel for one request, or refuses it. */
function answerer(options: ProxyOptions, tunnels: Tunnels, tell: Tell) {
  const { allow, resolve = resolvePublic, dial = connect, broker = null } = options;
  const reach = async (target: string): Promise<Reached> => {
    const [, host = "", port = ""] = /^(.+):(\d+)$/.exec(target) ?? [];
    const resolved = await resolve(host);
    if (resolved.kind !== "public-address") return { kind: "refused", reason: resolved };
    return { kind: "reached", socket: dial(Number(port), resolved.address) };
  };
  return async (target: string, client: Duplex, early: Buffer) => {
    const report = (reason: RefusalReason) => tell({ target, reason });
    const refuse = (reason: RefusalReason) => {
      report(reason);
      // Unread, its end would never be seen.
      client.resume().end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
    };
    if (!allow.includes(target)) return refuse({ kind: "not-allowed" });
    const spent = tunnels.spent();
    if (spent !== null) return refuse(spent);
    if (broker?.speaksTo(target))
      return tunnels.lend(broker, { client, early, target, report, reach: () => reach(target) });
    const reached = await reach(target);
    if (reached.kind === "refused") return refuse(reached.reason);
    tunnels.open({ client, early, upstream: reached.socket, refuse, report });
  };
}

/** The folder must stay open as long as the server. */
async function listenIn(path: string, server: Server) {
  await mkdir(path, { recursive: true, mode: 0o755 });
  // The name of a socket has at most 107 bytes, which a deep folder may exceed; this one is short.
  const folder = await open(path);
  const socket = `/proc/self/fd/${folder.fd}/proxy.sock`;
  await new Promise<void>((done, failed) => server.once("error", failed).listen(socket, done));
  await chmod(socket, 0o666);
  return folder;
}

/** A program that is refused may try for ever. */
const MAX_TOLD = 100;

function eachOnce(tell: Tell): Tell {
  const told = new Set<string>();
  return (refusal) => {
    const words = JSON.stringify(refusal);
    if (told.size >= MAX_TOLD || told.has(words)) return;
    told.add(words);
    tell(refusal);
  };
}

/** As a request for the same by tunnel would have named it. */
function plainTarget(address: string): string {
  const url = URL.parse(address);
  return url === null ? address : `${url.hostname}:${url.port || "80"}`;
}

// The only way out of a set-up sandbox: a proxy on a unix socket that connects to the exact host:port pairs it was given.
import { chmod, mkdir, open } from "node:fs/promises";
import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { reasonOf } from "../../../src/domain/errors.ts";
import type { Refusal } from "../sandbox.ts";
import type { Broker } from "./broker.ts";
import { resolvePublic } from "./public-address.ts";

export type ProxyOptions = {
  /** Exact `host:port` pairs. */
  allow: string[];
  /** Where `proxy.sock` goes. */
  folder: string;
  onRefusal?(refusal: Refusal): void;
  limits?: ProxyLimits;
  /** The address to connect to; rejects with the reason why there is none. */
  resolve?(host: string): Promise<string>;
  dial?(port: number, address: string): Socket;
  /** For registries that want credentials; null: none does. */
  broker?: Broker | null;
};

/** Together, over all connections of one sandbox. */
export type ProxyLimits = { sentBytes: number; receivedBytes: number; connections: number; idleMs: number };

export const PROXY_LIMITS: ProxyLimits = {
  // Asking for packages takes little; whoever sends more than this is not setting up.
  sentBytes: 16 * 1024 ** 2,
  receivedBytes: 4 * 1024 ** 3,
  connections: 64,
  idleMs: 60_000,
};

export async function openProxy(options: ProxyOptions): Promise<AsyncDisposable> {
  const { resolve = resolvePublic, dial = connect, broker = null } = options;
  const tunnels = new Tunnels(options.limits ?? PROXY_LIMITS);
  const tell = eachOnce(options.onRefusal ?? (() => {}));
  const server = createServer((request, response) => {
    tell({ target: plainTarget(request.url ?? ""), because: "only encrypted connections are let through" });
    response.writeHead(405).end();
  });

  const answer = async (target: string, client: Duplex, early: Buffer) => {
    const report = (because: string) => tell({ target, because });
    const refuse = (because: string) => {
      report(because);
      client.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
    };
    if (!options.allow.includes(target)) return refuse("it is not among the hosts that set-up may reach");
    const spent = tunnels.spent();
    if (spent !== null) return refuse(spent);
    if (broker?.speaksTo(target)) return tunnels.lend(broker, { client, early, target, report, reach });
    const upstream = await reach(target).catch((thrown: unknown) => refuse(reasonOf(thrown)));
    if (upstream !== undefined) tunnels.open({ client, early, upstream, refuse, report });
  };
  const reach = async (target: string) => {
    const [, host = "", port = ""] = /^(.+):(\d+)$/.exec(target) ?? [];
    return dial(Number(port), await resolve(host));
  };
  server.on("connect", (request, client, early) => {
    client.on("error", () => client.destroy());
    void answer(request.url ?? "", client, early);
  });
  await mkdir(options.folder, { recursive: true, mode: 0o755 });
  // The kernel takes no longer name for a socket than 107 bytes, which a folder deep inside may exceed; this one is short.
  const folder = await open(options.folder);
  const path = `/proc/self/fd/${folder.fd}/proxy.sock`;
  await new Promise<void>((done, failed) => server.once("error", failed).listen(path, done));
  await chmod(path, 0o666);
  return {
    async [Symbol.asyncDispose]() {
      tunnels.close();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await folder.close();
    },
  };
}

/** Whoever is refused may try for ever. */
const MAX_TOLD = 100;

function eachOnce(tell: (refusal: Refusal) => void): (refusal: Refusal) => void {
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

type Tunnel = {
  client: Duplex;
  upstream: Socket;
  /** What the client sent together with its request. */
  early: Buffer;
  refuse(because: string): void;
  report(because: string): void;
};

type Lending = Pick<Tunnel, "client" | "early" | "report"> & {
  target: string;
  reach(target: string): Promise<Socket>;
};

const ESTABLISHED = "HTTP/1.1 200 Connection established\r\n\r\n";

/** The open connections and what all of them together have moved. */
class Tunnels {
  readonly #limits: ProxyLimits;
  readonly #ends = new Set<Duplex>();
  #sent = 0;
  #received = 0;

  constructor(limits: ProxyLimits) {
    this.#limits = limits;
  }

  /** What there has been too much of. */
  spent(): string | null {
    if (this.#ends.size >= this.#limits.connections * 2) return "too many connections are open";
    if (this.#sent > this.#limits.sentBytes) return "too much was sent";
    return this.#received > this.#limits.receivedBytes ? "too much was received" : null;
  }

  open({ client, upstream, early, refuse, report }: Tunnel): void {
    const close = () => {
      for (const end of [client, upstream]) this.#ends.delete(end.destroy());
    };
    const moved = (sent: number, received: number) => {
      if (!this.#count(sent, received, report)) close();
    };
    this.#ends.add(client).add(upstream);
    upstream.setTimeout(this.#limits.idleMs, close);
    upstream.once("error", (error) => refuse(error.message));
    upstream.once("connect", () => {
      upstream.removeAllListeners("error").on("error", close);
      client.write(ESTABLISHED);
      upstream.write(early);
      client.pipe(upstream).pipe(client);
      client.on("data", (bytes: Buffer) => moved(bytes.length, 0));
      upstream.on("data", (bytes: Buffer) => moved(0, bytes.length));
    });
    client.once("close", close);
    upstream.once("close", () => {
      this.#ends.delete(upstream);
      this.#ends.delete(client);
    });
  }

  /** The same, but what is said in it is heard and said again by the broker. */
  lend(broker: Broker, { client, early, target, report, reach }: Lending): void {
    this.#ends.add(client);
    client.once("close", () => this.#ends.delete(client));
    client.write(ESTABLISHED);
    broker.take(client, early, {
      target,
      report,
      count: (sent, received) => this.#count(sent, received, report),
      reach: async () => {
        const upstream = await reach(target);
        this.#ends.add(upstream);
        upstream.setTimeout(this.#limits.idleMs, () =>
          upstream.destroy(new Error("it did not answer in time")),
        );
        return upstream.once("close", () => this.#ends.delete(upstream));
      },
    });
  }

  /** False: too much by now. */
  #count(sent: number, received: number, report: (because: string) => void): boolean {
    this.#sent += sent;
    this.#received += received;
    if (this.#sent <= this.#limits.sentBytes && this.#received <= this.#limits.receivedBytes) return true;
    report(this.spent() ?? "");
    return false;
  }

  close(): void {
    for (const end of this.#ends) end.destroy();
    this.#ends.clear();
  }
}

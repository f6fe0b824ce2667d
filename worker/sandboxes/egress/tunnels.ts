// The open tunnels of one proxy, and what all of them together have moved.
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { RefusalReason } from "../sandbox.ts";
import type { Broker, Reach } from "./broker.ts";

/** Together, over all connections of one sandbox. */
export type ProxyLimits = { sentBytes: number; receivedBytes: number; connections: number; idleMs: number };

export const PROXY_LIMITS: ProxyLimits = {
  // To ask for packages takes little: a program that sends more than this is not setting up.
  sentBytes: 16 * 1024 ** 2,
  receivedBytes: 4 * 1024 ** 3,
  connections: 64,
  idleMs: 60_000,
};

type Tunnel = {
  client: Duplex;
  upstream: Socket;
  /** What the client sent together with its request. */
  early: Buffer;
  /** Reports, and ends the client with a refusal. */
  refuse(reason: RefusalReason): void;
  report(reason: RefusalReason): void;
};

type Lending = Pick<Tunnel, "client" | "early" | "report"> & { target: string; reach: Reach };

const ESTABLISHED = "HTTP/1.1 200 Connection established\r\n\r\n";

export class Tunnels {
  readonly #limits: ProxyLimits;
  readonly #ends = new Set<Duplex>();
  #sent = 0;
  #received = 0;

  constructor(limits: ProxyLimits) {
    this.#limits = limits;
  }

  /** The limit that leaves no room for another tunnel. */
  spent(): RefusalReason | null {
    if (this.#ends.size >= this.#limits.connections * 2) return { kind: "too-many-connections" };
    if (this.#sent > this.#limits.sentBytes) return { kind: "too-much-sent" };
    return this.#received > this.#limits.receivedBytes ? { kind: "too-much-received" } : null;
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
    upstream.once("error", (error) => refuse({ kind: "unreachable", said: error.message }));
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

  /** The same, but the broker hears what is said in it and says it again. */
  lend(broker: Broker, { client, early, target, report, reach }: Lending): void {
    this.#ends.add(client);
    client.once("close", () => this.#ends.delete(client));
    client.write(ESTABLISHED);
    broker.take(client, early, {
      target,
      report,
      count: (sent, received) => this.#count(sent, received, report),
      reach: async () => {
        const reached = await reach();
        if (reached.kind === "refused") return reached;
        const { socket } = reached;
        this.#ends.add(socket);
        socket.setTimeout(this.#limits.idleMs, () => socket.destroy(new Error("it did not answer in time")));
        socket.once("close", () => this.#ends.delete(socket));
        return reached;
      },
    });
  }

  /** False: too much by now. */
  #count(sent: number, received: number, report: (reason: RefusalReason) => void): boolean {
    this.#sent += sent;
    this.#received += received;
    if (this.#sent <= this.#limits.sentBytes && this.#received <= this.#limits.receivedBytes) return true;
    const reason = this.spent();
    if (reason !== null) report(reason);
    return false;
  }

  close(): void {
    for (const end of this.#ends) end.destroy();
    this.#ends.clear();
  }
}

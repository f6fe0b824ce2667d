// Listeners of our own on this host: each knows who said something to it, and whether it answers at all.
import { createSocket } from "node:dgram";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export type Listener = {
  port: number;
  /** The address at which somebody said this to it; null when nobody did. */
  heardAt(words: string): string | null;
  /** Whether it answers this host itself there: a listener that answers nobody would prove nothing. */
  answers(address: string): Promise<boolean>;
};

export async function listen(
  where: { port: number; host: string } | { path: string },
): Promise<Listener & AsyncDisposable> {
  const said: Said[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));
    socket.on("data", (bytes) => {
      said.push({ text: bytes.toString("latin1"), at: plain(socket.localAddress ?? "a path") });
      socket.end("+PONG\r\n");
    });
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(where, resolve));
  const port = portOf(server);
  return {
    port,
    heardAt: (words) => heardAt(said, words),
    answers: (address) => answers(port, address),
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Said = { text: string; at: string };

function heardAt(said: Said[], words: string): string | null {
  return said.find(({ text }) => text.includes(words))?.at ?? null;
}

/** An IPv4 address as such, also where one socket serves both families. */
function plain(address: string): string {
  return address.replace(/^::ffff:/, "");
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function answers(port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: address, timeout: 5000 }, () => socket.write("PING\r\n"));
    const end = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket
      .once("data", () => end(true))
      .once("error", () => end(false))
      .once("timeout", () => end(false));
  });
}

const NO_SUCH_NAME = 0x8183;

export async function openResolver(): Promise<Listener & AsyncDisposable> {
  const said: Said[] = [];
  const socket = createSocket("udp4");
  socket.on("message", (query, { port, address }) => {
    said.push({ text: query.toString("latin1"), at: "the resolver" });
    const answer = Buffer.from(query);
    if (answer.length > 4) answer.writeUInt16BE(NO_SUCH_NAME, 2);
    socket.send(answer, port, address);
  });
  socket.on("error", () => {});
  await new Promise<void>((resolve) => socket.bind(0, "0.0.0.0", resolve));
  const { port } = socket.address();
  return {
    port,
    heardAt: (words) => heardAt(said, words),
    answers: (address) => answersDatagram(port, address),
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => socket.close(resolve)),
  };
}

async function answersDatagram(port: number, address: string): Promise<boolean> {
  const socket = createSocket("udp4");
  const answered = new Promise<boolean>((resolve) => socket.once("message", () => resolve(true)));
  socket.on("error", () => {}).send("are you there", port, address);
  const given = new AbortController();
  const tooLate = sleep(5000, false, { signal: given.signal }).then(
    () => false,
    () => false,
  );
  const outcome = await Promise.race([answered, tooLate]);
  given.abort();
  socket.close();
  return outcome;
}

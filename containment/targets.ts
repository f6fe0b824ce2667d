// What attacks aim at: listeners of our own on every address of this host, so that an attack that gets out is seen.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type AttackResult, notSetUp } from "./result.ts";

export type Listener = {
  port: number;
  /** The address at which somebody said this to it; null when nobody did. */
  heardAt(words: string): string | null;
  /** Whether it answers this host itself there: a listener that answers nobody would prove nothing. */
  answers(address: string): Promise<boolean>;
};

export type Targets = AsyncDisposable & {
  /** Addresses of this host. */
  ipv4: string[];
  ipv6: string[];
  /** On every address. Says PONG to everything, as a Redis does to PING. */
  tcp: Listener;
  /** The same on another port. */
  spare: Listener;
  /** On every IPv4 address: answers a question for a name with "no such name". */
  resolver: Listener;
  /** Name of an abstract socket and path of a real one, on which we listen. */
  abstract: string;
  socketPath: string;
  /** A folder of this host that everyone may write to, and in it a file with `secret` as its content. */
  folder: string;
  secretPath: string;
  secret: string;
};

export async function openTargets(): Promise<Targets> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "issuewright-containment-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  await chmod(folder, 0o777);
  const secret = `host-secret-${token()}`;
  const secretPath = join(folder, "secret");
  await writeFile(secretPath, secret);
  const { ipv4, ipv6 } = ownAddresses();
  const everywhere = { port: 0, host: ipv6.length > 0 ? "::" : "0.0.0.0" };
  const tcp = stack.use(await listen(everywhere));
  const spare = stack.use(await listen(everywhere));
  const abstract = `issuewright-${token()}`;
  const socketPath = join(folder, "socket");
  stack.use(await listen({ path: `\0${abstract}` }));
  stack.use(await listen({ path: socketPath }));
  await chmod(socketPath, 0o777);
  const resolver = stack.use(await openResolver());
  const closer = stack.move();
  return {
    ...{ ipv4, ipv6, tcp, spare, resolver, abstract, socketPath, folder, secretPath, secret },
    [Symbol.asyncDispose]: () => closer.disposeAsync(),
  };
}

/** Something nobody else would say. */
export function token(): string {
  return randomBytes(8).toString("hex");
}

/**
 * Gives this host one more address while `use` runs. The kernel removes it by itself should this process die. Where the
 * address cannot be added, nothing is tried: another host might answer there.
 */
export async function withAddress(address: string, use: () => Promise<AttackResult>): Promise<AttackResult> {
  const add = () => ip("add", address, "valid_lft", "30", "preferred_lft", "30");
  let given = await add();
  // Another proof on this host has it, for a moment.
  for (let tries = 0; tries < 50 && /File exists/.test(given ?? ""); tries++) {
    await sleep(200);
    given = await add();
  }
  if (given !== null) return notSetUp(`could not be set up on this host: ${given}`);
  try {
    return await use();
  } finally {
    await ip("del", address);
  }
}

/** Null, or why not. */
function ip(act: "add" | "del", address: string, ...lifetime: string[]): Promise<string | null> {
  const words = ["address", act, `${address}/32`, "dev", "lo", ...lifetime];
  return new Promise((resolve) => {
    execFile("ip", words, { timeout: 5000 }, (error, _stdout, stderr) =>
      resolve(error === null ? null : stderr.trim() || error.message),
    );
  });
}

/** Without those that are only good together with an interface. */
function ownAddresses(): { ipv4: string[]; ipv6: string[] } {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const of = (family: string) => all.flatMap((each) => (each.family === family ? [each.address] : []));
  return { ipv4: of("IPv4"), ipv6: of("IPv6").filter((address) => !address.startsWith("fe80")) };
}

async function listen(
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

async function openResolver(): Promise<Listener & AsyncDisposable> {
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

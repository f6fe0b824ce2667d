// A Docker engine that forgets part of what it is told: the real one, behind a socket that rewrites each container's wishes.
import { rm } from "node:fs/promises";
import { createServer, type IncomingMessage, request, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { json } from "node:stream/consumers";
import type Docker from "dockerode";

const ENGINE = "/var/run/docker.sock";

export type Wishes = Docker.ContainerCreateOptions;

/** `forget` is given what the product asked for and returns what the engine hears. */
export async function startCarelessEngine(
  name: string,
  forget: (wishes: Wishes) => Wishes,
): Promise<AsyncDisposable & { socketPath: string }> {
  const socketPath = join(tmpdir(), `issuewright-careless-${process.pid}-${name}.sock`);
  // What is asked for is in the address as well, seccomp profile and all.
  const server = createServer({ maxHeaderSize: 1024 ** 2 });
  const open = new Set<Duplex>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  server.on("request", async (asked, answer) => {
    const body = /\/containers\/create\b/.test(asked.url ?? "")
      ? JSON.stringify(forget(await wishesOf(asked)))
      : null;
    const passed = request(toEngine(asked, body), (answered) => {
      answer.writeHead(answered.statusCode ?? 500, answered.headers);
      answered.pipe(answer);
    });
    passed.on("error", () => answer.destroy());
    if (body === null) asked.pipe(passed);
    else passed.end(body);
  });
  server.on("upgrade", (asked, client, head) => joinStreams({ asked, client, head, open }));
  await new Promise<void>((resolve) => server.listen(socketPath, resolve));
  return { socketPath, [Symbol.asyncDispose]: () => stop(server, open, socketPath) };
}

type Joining = { asked: IncomingMessage; client: Duplex; head: Buffer; open: Set<Duplex> };

/** Attaching and executing turn the connection into a plain stream, both ways. */
function joinStreams({ asked, client, head, open }: Joining): void {
  const passed = request(toEngine(asked, null));
  passed.on("error", () => client.destroy());
  passed.on("upgrade", (answered, engine) => {
    open.add(engine);
    const headers = Object.entries(answered.headers).map(([key, value]) => `${key}: ${value}\r\n`);
    client.write(`HTTP/1.1 101 UPGRADED\r\n${headers.join("")}\r\n`);
    client.on("error", () => engine.destroy()).on("close", () => engine.destroy());
    engine.on("error", () => client.destroy()).on("close", () => open.delete(engine));
    client.pipe(engine).pipe(client);
  });
  // What came together with the request is its body; a body that comes later is the first thing said.
  if (head.length > 0 || !asked.headers["content-length"]) passed.end(head);
  else client.once("data", (body) => passed.end(body));
}

function toEngine(asked: IncomingMessage, body: string | null) {
  const length = body === null ? {} : { "content-length": Buffer.byteLength(body) };
  return {
    socketPath: ENGINE,
    ...(asked.method === undefined ? {} : { method: asked.method }),
    path: body === null ? (asked.url ?? "/") : "/containers/create",
    headers: { ...asked.headers, ...length },
  };
}

async function wishesOf(asked: IncomingMessage): Promise<Wishes> {
  const parsed: unknown = await json(asked);
  return typeof parsed === "object" && parsed !== null ? parsed : {};
}

async function stop(server: Server, open: Set<Duplex>, socketPath: string): Promise<void> {
  for (const stream of open) stream.destroy();
  await new Promise((resolve) => server.close(resolve));
  await rm(socketPath, { force: true });
}

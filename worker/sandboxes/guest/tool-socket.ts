// The socket on which one tool server joins its worker: it takes the one connection that says the token.
import { randomBytes } from "node:crypto";
import { chmod, open } from "node:fs/promises";
import { createServer, type Socket } from "node:net";

export type ToolSocket = AsyncDisposable & {
  /** File name of the socket in the folder. */
  name: string;
  /** Told to the server alone, by a way that nobody else can read. */
  token: string;
  /** Resolves with the first connection that begins with a line of the token; never rejects, and may never resolve. */
  joined: Promise<Socket>;
};

/** Other connections are cut off, whatever they say. Disposing closes the socket, not the connection that joined. */
export async function openToolSocket(folder: string): Promise<ToolSocket> {
  const name = randomBytes(8).toString("hex");
  const token = randomBytes(32).toString("hex");
  const others = new Set<Socket>();
  const { promise: joined, resolve } = Promise.withResolvers<Socket>();
  const server = createServer((socket) => {
    others.add(socket);
    socket.on("error", () => {}).on("close", () => others.delete(socket));
    socket.once("data", (said: Buffer) => {
      if (said.toString("latin1") !== `${token}\n`) return void socket.destroy();
      others.delete(socket);
      resolve(socket);
    });
  });
  // The name of a socket has at most 107 bytes, which a deep folder may exceed; this one is short.
  const handle = await open(folder);
  const path = `/proc/self/fd/${handle.fd}/${name}`;
  await new Promise<void>((done, failed) => server.once("error", failed).listen(path, done));
  await chmod(path, 0o666);
  return {
    name,
    token,
    joined,
    async [Symbol.asyncDispose]() {
      // Nobody waits for it to close: it would wait for the connection that joined.
      server.close();
      for (const other of others) other.destroy();
      await handle.close();
    },
  };
}

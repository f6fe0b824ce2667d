// Where a tool server meets its worker: a socket that is there for one connection, for whoever says the token.
import { randomBytes } from "node:crypto";
import { chmod, open } from "node:fs/promises";
import { createServer, type Socket } from "node:net";

export type Meeting = AsyncDisposable & {
  /** Of the socket in the folder. */
  name: string;
  /** Told to the server alone, where nobody else can read it. */
  token: string;
  /** Resolves with the first connection that begins with a line of the token; never rejects, and may never resolve. */
  met: Promise<Socket>;
};

/** Others may connect; whatever they say first, they are let go. Disposing closes the door, not the connection met. */
export async function openMeeting(folder: string): Promise<Meeting> {
  const name = randomBytes(8).toString("hex");
  const token = randomBytes(32).toString("hex");
  const guests = new Set<Socket>();
  const { promise: met, resolve } = Promise.withResolvers<Socket>();
  const server = createServer((socket) => {
    guests.add(socket);
    socket.on("error", () => {}).on("close", () => guests.delete(socket));
    socket.once("data", (said: Buffer) => {
      if (said.toString("latin1") !== `${token}\n`) return void socket.destroy();
      guests.delete(socket);
      resolve(socket);
    });
  });
  // The kernel takes no longer name for a socket than 107 bytes, which a folder deep inside may exceed; this one is short.
  const handle = await open(folder);
  const path = `/proc/self/fd/${handle.fd}/${name}`;
  await new Promise<void>((done, failed) => server.once("error", failed).listen(path, done));
  await chmod(path, 0o666);
  return {
    name,
    token,
    met,
    async [Symbol.asyncDispose]() {
      // Its end is not waited for: it counts the connection that was met.
      server.close();
      for (const guest of guests) guest.destroy();
      await handle.close();
    },
  };
}

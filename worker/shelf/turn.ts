// One at a time across the processes of this host: the kernel holds the turn, and takes it back from whoever dies.
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { expecting } from "./expecting.ts";

/** Waits for the turn, and does the work in it. */
export async function alone<Result>(
  name: string,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    await using turn = await takeTurn(name, signal);
    if (turn !== null) return await work();
  }
}

/**
 * Null: somebody had the turn and has let go of it by now; whoever still wants it asks again. A turn is a name among the
 * kernel's abstract sockets, which one process can listen on; who waits is connected to it. Between hosts there is none.
 */
export async function takeTurn(name: string, signal: AbortSignal): Promise<AsyncDisposable | null> {
  const path = `\0issuewright-${name}`;
  const waiting = new Set<Socket>();
  const server = createServer((socket) => {
    waiting.add(socket.on("error", () => {}).on("close", () => waiting.delete(socket)));
  });
  server.listen({ path });
  const taken = await expecting(["EADDRINUSE"], () => once(server, "listening"));
  if (taken === null) {
    await untilReleased(path, signal);
    return null;
  }
  return {
    async [Symbol.asyncDispose]() {
      const closed = once(server, "close");
      server.close();
      for (const socket of waiting) socket.destroy();
      await closed;
    },
  };
}

async function untilReleased(path: string, signal: AbortSignal): Promise<void> {
  const socket = connect({ path });
  const stop = () => socket.destroy();
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  // Refused or cut off: either way the turn is free.
  await new Promise((done) =>
    socket
      .on("error", () => {})
      .resume()
      .once("close", done),
  );
  signal.removeEventListener("abort", stop);
  signal.throwIfAborted();
}

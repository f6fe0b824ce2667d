// A lock between the processes of this host: the kernel holds it, and takes it back from a process that dies.
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { nullOn } from "./null-on.ts";

/** Waits for the lock and works under it. */
export async function whileLocked<Result>(
  name: string,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    await using lock = await tryLock(name, signal);
    if (lock !== null) return await work();
  }
}

/**
 * Null: somebody had the lock and has released it by now; ask again. A lock is a name among the kernel's abstract
 * sockets, on which one process can listen; the processes that wait are connected to it. It does not reach other hosts.
 */
export async function tryLock(name: string, signal: AbortSignal): Promise<AsyncDisposable | null> {
  const path = `\0issuewright-${name}`;
  const waiting = new Set<Socket>();
  const server = createServer((socket) => {
    waiting.add(socket.on("error", () => {}).on("close", () => waiting.delete(socket)));
  });
  server.listen({ path });
  const taken = await nullOn(["EADDRINUSE"], () => once(server, "listening"));
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
  // Refused or cut off: either way the lock is free.
  await new Promise((done) =>
    socket
      .on("error", () => {})
      .resume()
      .once("close", done),
  );
  signal.removeEventListener("abort", stop);
  signal.throwIfAborted();
}

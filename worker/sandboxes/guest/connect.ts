// Starts a tool server and opens the line to it: a socket in a folder the machine sees, or, where a runtime passes no
// sockets, the stream of the program that the engine started.
import type { Machine } from "../engine.ts";
import type { Line, LineEvents } from "./tool-server.ts";
import { openToolSocket } from "./tool-socket.ts";

/** More than the largest answer there is: what sends more is not our tool server. */
const MAX_LINE_BYTES = 64 * 1024 ** 2;

export type ToolServerPlace = {
  uid: number;
  /** The folder file operations are confined to, and the one commands start in. */
  root: string;
  /** On the host; the machine sees it, read-only, as `/wire`. */
  socketFolder: string;
};

/** Rejects when the server ends before it says anything. The line ends with the server. */
export async function connectToolServer(
  machine: Machine,
  { uid, root, socketFolder }: ToolServerPlace,
  events: LineEvents,
): Promise<Line> {
  await using socket = await openToolSocket(socketFolder);
  const first = Promise.withResolvers<"stays-on-its-stream">();
  let close = () => {};
  const output = {
    read: lineReader(
      () => first.resolve("stays-on-its-stream"),
      () => close(),
    ),
  };
  let ended = () => first.reject(new Error("its tool server did not start"));
  // Handled also where the socket wins the race.
  first.promise.catch(() => {});
  const words = ["/opt/tool/tool", "serve", root, `/wire/${socket.name}`];
  const program = await machine.exec(
    { words, uid },
    { onOutput: (bytes) => output.read(bytes), onEnd: () => ended() },
  );
  close = program.close;
  program.write(`${socket.token}\n`);
  const joined = await Promise.race([socket.joined, first.promise]);
  if (joined === "stays-on-its-stream") {
    output.read = lineReader(events.onLine, close);
    ended = events.onEnd;
    return { send: program.write, close };
  }
  output.read = () => {};
  ended = () => joined.destroy();
  joined.on("data", lineReader(events.onLine, close));
  joined.on("close", () => {
    close();
    events.onEnd();
  });
  return { send: (text) => joined.write(text), close: () => joined.destroy() };
}

function lineReader(onLine: (line: string) => void, onFlood: () => void): (bytes: Buffer) => void {
  let parts: Buffer[] = [];
  let length = 0;
  return (bytes) => {
    let rest = bytes;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      onLine(Buffer.concat([...parts, rest.subarray(0, end)]).toString("latin1"));
      parts = [];
      length = 0;
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) parts.push(rest);
    length += rest.length;
    if (length > MAX_LINE_BYTES) onFlood();
  };
}

// A tool server and the line to it. One long-lived exec starts it and ends with it; they speak over a socket in a folder
// the container sees, or, where a runtime passes no sockets, over the exec's own multiplexed stream.
import type { Duplex } from "node:stream";
import type { Container } from "dockerode";
import type { Wire, WireEvents } from "./tool-server.ts";
import { openMeeting } from "./tool-socket.ts";

/** More than the largest answer there is; whoever sends more is not our tool server. */
const MAX_LINE_BYTES = 64 * 1024 ** 2;
const HEADER_BYTES = 8;
const STDOUT = 1;

export type ServerPlace = {
  uid: number;
  root: string;
  /** On the host; a container sees it, read-only, as `/wire`. */
  wireFolder: string;
};

export async function openWire(
  container: Container,
  { uid, root, wireFolder }: ServerPlace,
  events: WireEvents,
): Promise<Wire> {
  await using meeting = await openMeeting(wireFolder);
  const exec = await container.exec({
    Cmd: ["/opt/tool/tool", "serve", root, `/wire/${meeting.name}`],
    User: `${uid}:${uid}`,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await exec.start({ hijack: true, stdin: true });
  stream.on("error", () => {});
  stream.on("end", () => stream.end());
  stream.write(`${meeting.token}\n`);
  const line = await Promise.race([meeting.met, firstLine(stream)]);
  const read = lineReader(events.onLine, () => stream.destroy());
  if (line === null) {
    stream.on("data", stdoutOf(read));
    stream.on("close", events.onEnd);
    return { send: (text) => stream.write(text), close: () => stream.destroy() };
  }
  stream.on("close", () => line.destroy());
  line.on("data", read);
  line.on("close", () => {
    stream.destroy();
    events.onEnd();
  });
  return { send: (text) => line.write(text), close: () => line.destroy() };
}

/** Null when the server says that it stays on the stream; rejects when it ends before. */
function firstLine(stream: Duplex): Promise<null> {
  return new Promise((said, ended) => {
    const read = stdoutOf(
      lineReader(
        () => {
          stream.off("data", read);
          said(null);
        },
        () => stream.destroy(),
      ),
    );
    stream.on("data", read);
    stream.once("close", () => ended(new Error("its tool server did not start")));
  });
}

function stdoutOf(read: (bytes: Buffer) => void): (chunk: Buffer) => void {
  return frameReader((kind, bytes) => {
    if (kind === STDOUT) read(bytes);
  });
}

/** Each frame is a header (kind, three zeros, length) and as many bytes; chunks break anywhere. */
export function frameReader(onFrame: (kind: number, bytes: Buffer) => void): (chunk: Buffer) => void {
  let header = Buffer.alloc(0);
  let kind = 0;
  let left = 0;
  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (left > 0) {
        const bytes = rest.subarray(0, left);
        left -= bytes.length;
        rest = rest.subarray(bytes.length);
        onFrame(kind, bytes);
        continue;
      }
      const missing = HEADER_BYTES - header.length;
      header = Buffer.concat([header, rest.subarray(0, missing)]);
      rest = rest.subarray(missing);
      if (header.length < HEADER_BYTES) return;
      kind = header.readUInt8(0);
      left = header.readUInt32BE(4);
      header = Buffer.alloc(0);
    }
  };
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

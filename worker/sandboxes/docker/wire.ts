// A tool server over one long-lived exec: starts it and turns Docker's multiplexed stream into lines.
import type { Container } from "dockerode";
import type { Wire, WireEvents } from "./tool-server.ts";

/** More than the largest answer there is; whoever sends more is not our tool server. */
const MAX_LINE_BYTES = 64 * 1024 ** 2;
const HEADER_BYTES = 8;
const STDOUT = 1;

export async function openWire(
  container: Container,
  server: { uid: number; root: string },
  events: WireEvents,
): Promise<Wire> {
  const exec = await container.exec({
    Cmd: ["/opt/tool/tool", "serve", server.root],
    User: `${server.uid}:${server.uid}`,
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await exec.start({ hijack: true, stdin: true });
  const lines = lineReader(events.onLine, () => stream.destroy());
  const frames = frameReader((kind, bytes) => {
    if (kind === STDOUT) lines(bytes);
  });
  stream.on("data", frames);
  stream.on("error", () => {});
  stream.on("close", events.onEnd);
  stream.on("end", () => stream.end());
  return { send: (line) => stream.write(line), close: () => stream.destroy() };
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

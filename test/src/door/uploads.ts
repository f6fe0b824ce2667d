// Requests that a fetch cannot make: bodies that only claim a signature, sent whole or held back, and what they cost the server.
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";

const MIB = 1024 * 1024;
const CLAIMED = {
  "content-type": "application/json",
  "x-github-delivery": "guid",
  "x-github-event": "issues",
  "x-hub-signature-256": `sha256=${"0".repeat(64)}`,
};

type Upload = { bytes: number; declared?: number; signed?: boolean };

/** Sends all of it, answered or not, over a bare socket, and watches this process's memory meanwhile. */
export async function upload(
  url: string,
  { bytes, declared, signed = true }: Upload,
): Promise<{ status: number; peakRss: number }> {
  const { "x-hub-signature-256": signature, ...unsigned } = CLAIMED;
  const length = declared === undefined ? { "transfer-encoding": "chunked" } : { "content-length": declared };
  const sent = {
    host: "test",
    ...unsigned,
    ...length,
    ...(signed ? { "x-hub-signature-256": signature } : {}),
  };
  const lines = Object.entries(sent).map(([name, value]) => `${name}: ${value}\r\n`);
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let peakRss = 0;
  const answered = once(socket, "data");
  socket.write(`POST ${new URL(url).pathname} HTTP/1.1\r\n${lines.join("")}\r\n`);
  // The same bytes every time, so that what grows is the server's.
  const chunk = Buffer.concat([
    Buffer.from(`${MIB.toString(16)}\r\n`),
    Buffer.alloc(MIB),
    Buffer.from("\r\n"),
  ]);
  for (let left = bytes; left > 0; left -= MIB) {
    if (!socket.write(chunk)) await once(socket, "drain");
    peakRss = Math.max(peakRss, process.memoryUsage().rss);
  }
  if (declared === undefined) socket.write("0\r\n\r\n");
  const [answer] = await answered;
  socket.destroy();
  return { status: Number(String(answer).split(" ")[1]), peakRss };
}

/** One for all, so that what grows is the server's. */
const HELD = Buffer.alloc(20 * MIB);

/** A body that only claims a signature, of which all but the last byte is sent until `end` is called. */
export function held(url: string, bytes: number): { answered: Promise<number>; end(): void } {
  const { promise: answered, resolve } = Promise.withResolvers<number>();
  const sending = request(url, {
    method: "POST",
    headers: { ...CLAIMED, "content-length": bytes },
  });
  sending.once("response", (answer) => {
    answer.resume();
    resolve(answer.statusCode ?? 0);
  });
  sending.on("error", () => undefined);
  sending.write(HELD.subarray(0, bytes - 1));
  return { answered, end: () => void sending.end("x") };
}

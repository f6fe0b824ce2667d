// Short answers in plain text.
import type { IncomingMessage, ServerResponse } from "node:http";

export function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${text}\n`);
}

/**
 * Answers at once, while the client may still be sending; throws the rest of the request away, and closes at its end.
 * Closing earlier would reset the connection, and many clients would never see the answer.
 */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
): void {
  const body = `${text}\n`;
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    connection: "close",
  });
  response.write(body);
  if (request.readableEnded) return void response.end();
  request.once("end", () => response.end());
  request.resume();
}

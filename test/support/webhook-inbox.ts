// Receives webhooks for a test, as the app's server would, and keeps them as they came.
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";

type ReceivedWebhook = {
  event: string;
  guid: string;
  signature: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
};

export type WebhookInbox = AsyncDisposable & {
  url: string;
  received: ReceivedWebhook[];
  /** What is answered from now on. */
  answer(status: number): void;
};

export async function openWebhookInbox(): Promise<WebhookInbox> {
  const received: ReceivedWebhook[] = [];
  let status = 200;
  const server = createServer(async (request, response) => {
    const { headers } = request;
    received.push({
      event: String(headers["x-github-event"]),
      guid: String(headers["x-github-delivery"]),
      signature: String(headers["x-hub-signature-256"]),
      headers,
      body: await text(request),
    });
    response.writeHead(status).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/`,
    received,
    answer: (next) => {
      status = next;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

// A delivery from GitHub: refused unread when it is unsigned or too large, and when no secret of ours signed it.
import type { IncomingMessage } from "node:http";
import { refuse } from "../reply.ts";
import type { WebhookReceiver } from "../webhooks.ts";
import type { Route } from "./route.ts";

/** GitHub's own limit for a payload is 25 MB. */
export const MAX_BODY_BYTES = 25 * 1024 * 1024;

export function webhook({
  webhookPath,
  webhooks,
}: {
  webhookPath: string;
  webhooks: WebhookReceiver;
}): Route {
  return {
    method: "POST",
    path: webhookPath,
    async handle(request, response) {
      if (typeof request.headers["x-hub-signature-256"] !== "string") {
        return refuse(request, response, 401, "the delivery is not signed");
      }
      const body = await readBody(request);
      if (body === null)
        return refuse(request, response, 413, `the body is larger than ${MAX_BODY_BYTES} bytes`);
      if (await webhooks.receive(request, response, body)) return;
      refuse(request, response, 401, "the signature does not fit the body and the webhook secret");
    },
  };
}

/** Null as soon as the body is, or says it is, too large; the part that was kept is let go. */
function readBody(request: IncomingMessage): Promise<string | null> {
  return new Promise((done, failed) => {
    if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) return done(null);
    let bytes = 0;
    const chunks: Buffer[] = [];
    const keep = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BODY_BYTES) return void chunks.push(chunk);
      request.off("data", keep);
      chunks.length = 0;
      done(null);
    };
    request.on("data", keep);
    request.once("end", () => done(Buffer.concat(chunks).toString("utf8")));
    request.once("error", failed);
  });
}

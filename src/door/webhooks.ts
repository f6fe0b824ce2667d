// Deliveries through Probot, which checks signatures and names events; each delivery is handed on once.
import type { IncomingMessage, ServerResponse } from "node:http";
import { createNodeMiddleware, Probot } from "probot";
import type { Delivery } from "../dispatch.ts";
import type { Log } from "../log.ts";
import type { Queue } from "../queue/queue.ts";

export type WebhookReceiver = {
  /** Writes the answer of a signed delivery; false, and nothing written, when no secret of ours signed it. */
  receive(request: IncomingMessage, response: ServerResponse, body: string): Promise<boolean>;
};

export type ReceiverOptions = {
  credentials: { appId: number; privateKey: string };
  apiUrl: string;
  path: string;
  /** The current secret first, then the older ones that are still accepted while GitHub changes to the new one. */
  secrets: [string, ...string[]];
  deliveries: Pick<Queue, "isNewDelivery" | "forgetDelivery">;
  /** Rejecting makes the delivery fail, so that it shows red at GitHub and can be sent again. */
  handle(delivery: Delivery): Promise<void>;
  log: Log;
};

/** One Probot per secret, because a Probot knows only one. */
export async function webhookReceiver(options: ReceiverOptions): Promise<WebhookReceiver> {
  const doors = await Promise.all(options.secrets.map((secret) => openDoor(secret, options)));
  return {
    async receive(request, response, body) {
      const signature = String(request.headers["x-hub-signature-256"]);
      for (const { probot, middleware } of doors) {
        if (!(await probot.webhooks.verify(body, signature))) continue;
        // The stream has been read; Probot takes the body from the request instead.
        await middleware(Object.assign(request, { body }), response);
        return true;
      }
      return false;
    },
  };
}

async function openDoor(secret: string, options: ReceiverOptions) {
  const { credentials, apiUrl, path, log } = options;
  const probot = new Probot({ ...credentials, secret, baseUrl: apiUrl, log });
  await probot.ready();
  const listen = (app: Probot) =>
    app.onAny(({ id, name, payload }) => handleOnce({ name, delivery: id, payload }, options));
  return { probot, middleware: await createNodeMiddleware(listen, { probot, webhooksPath: path }) };
}

async function handleOnce(delivery: Delivery, { deliveries, handle, log }: ReceiverOptions): Promise<void> {
  const fields = { delivery: delivery.delivery, event: delivery.name };
  if (!(await deliveries.isNewDelivery(delivery.delivery))) {
    log.info(fields, "delivery was handled before");
    return;
  }
  try {
    await handle(delivery);
  } catch (thrown) {
    log.error({ ...fields, err: thrown }, "delivery could not be handled");
    await deliveries.forgetDelivery(delivery.delivery);
    // GitHub shows the answer, so it says nothing of our insides.
    throw Object.assign(new Error("not handled; see the server's log, then redeliver"), { status: 503 });
  }
}

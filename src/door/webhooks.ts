// Deliveries as GitHub signs them: Probot checks the signature, and a delivery is stored before it is acknowledged.
import type { IncomingMessage, ServerResponse } from "node:http";
import { Probot } from "probot";
import { reasonOf } from "../domain/errors.ts";
import type { Log } from "../log.ts";
import type { Deliveries, SignedDelivery } from "../queue/deliveries.ts";
import { say } from "./reply.ts";

export type WebhookReceiver = {
  /** Writes the answer of a signed delivery; false, and nothing written, when no secret of ours signed it. */
  receive(request: IncomingMessage, response: ServerResponse, body: string): Promise<boolean>;
};

export type ReceiverOptions = {
  credentials: { appId: number; privateKey: string };
  apiUrl: string;
  /** The current secret first, then the older ones that are still accepted while GitHub changes to the new one. */
  secrets: string[];
  deliveries: Pick<Deliveries, "store">;
  /** Whether anything of ours reacts to such an event; the others are acknowledged and dropped. */
  isOfInterest(name: string, payload: unknown): boolean;
  log: Log;
};

/** One Probot per secret, because a Probot knows only one. */
export async function webhookReceiver(options: ReceiverOptions): Promise<WebhookReceiver> {
  const { credentials, apiUrl, log } = options;
  const probots = options.secrets.map(
    (secret) => new Probot({ ...credentials, secret, baseUrl: apiUrl, log }),
  );
  await Promise.all(probots.map((probot) => probot.ready()));
  return {
    async receive(request, response, body) {
      const signature = String(request.headers["x-hub-signature-256"]);
      const fits = await Promise.all(probots.map((probot) => probot.webhooks.verify(body, signature)));
      if (!fits.includes(true)) return false;
      const read = deliveryIn(request, body);
      if (read === null) say(response, 400, "the delivery is not one event of GitHub's with a JSON payload");
      else await store(read, response, options);
      return true;
    },
  };
}

type Read = { delivery: SignedDelivery; payload: unknown };

/** Null where the headers name no event, or the payload is not JSON. */
function deliveryIn({ headers }: IncomingMessage, body: string): Read | null {
  const { "x-github-event": name, "x-github-delivery": delivery, "content-type": type = "" } = headers;
  if (typeof name !== "string" || typeof delivery !== "string") return null;
  // An app's webhook may be set to either; the signature is of the body as it came.
  const text = /^application\/x-www-form-urlencoded\b/i.test(type)
    ? new URLSearchParams(body).get("payload")
    : body;
  if (text === null) return null;
  try {
    return { delivery: { name, delivery, payload: text }, payload: JSON.parse(text) };
  } catch {
    return null;
  }
}

async function store(
  { delivery, payload }: Read,
  response: ServerResponse,
  { deliveries, isOfInterest, log }: ReceiverOptions,
): Promise<void> {
  const fields = { delivery: delivery.delivery, event: delivery.name };
  if (!isOfInterest(delivery.name, payload)) return say(response, 202, "nothing here reacts to it");
  const [stored] = await Promise.allSettled([deliveries.store(delivery)]);
  if (stored.status === "rejected") {
    log.error({ ...fields, reason: reasonOf(stored.reason) }, "a delivery could not be stored");
    // GitHub shows the answer, so it says nothing of our insides.
    return say(response, 503, "not stored; see the server's log, then redeliver");
  }
  if (stored.value === "known") log.info(fields, "a delivery is known already");
  say(response, stored.value === "known" ? 200 : 202, stored.value);
}

// Signed webhooks, sent in the background one after the other and recorded. On demand they are lost, doubled or reordered.
import { createHmac, randomUUID } from "node:crypto";
import type { Clock } from "../../src/clock.ts";

export type Delivery = {
  guid: string;
  event: string;
  action: string | null;
  payload: Record<string, unknown>;
  /** Every try: the status of the answer, null without an answer, or `lost` if a fault prevented it. */
  attempts: { status: number | null; lost: boolean }[];
};

/** A try that GitHub knows of, as its list of deliveries shows it; a lost one is in no list. */
export type Attempt = { id: number; delivery: Delivery; status: number | null; at: number };

type Trouble = "lose" | "duplicate";

export type Webhooks = {
  deliveries: Delivery[];
  /** Oldest first. */
  tried: readonly Attempt[];
  /** Where they go; null: nowhere. */
  url(): string | null;
  send(event: string, payload: Record<string, unknown>): Delivery;
  /** Sends a delivery again under the same GUID, as the button on github.com does. */
  redeliver(guid: string): Promise<void>;
  pointAt(url: string | null): void;
  /** The app that they are of, and what they are signed with, from now on. */
  belongTo(app: { appId: number; secret: string }): void;
  /** The next deliveries of `event` (`issues`, `issues.labeled`, or `*`) meet a fault. */
  trouble(what: Trouble, event: string, times?: number): void;
  /** Holds the next `count` deliveries back and sends them in reverse order. */
  reorder(count: number): void;
  /** Resolves when every delivery so far has been answered, lost or refused. */
  settled(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

export type WebhookOptions = {
  secret: string;
  url: string | null;
  appId: number;
  clock: Clock;
  onDelivery?: ((delivery: Delivery) => void) | undefined;
};

const ANSWER_WITHIN_MS = 10_000;

export function createWebhooks(options: WebhookOptions): Webhooks {
  const deliveries: Delivery[] = [];
  const orders: { what: Trouble; event: string; left: number }[] = [];
  const closing = new AbortController();
  let url = options.url;
  let { appId, secret } = options;
  let held: Delivery[] = [];
  let holding = 0;
  let last: Promise<void> = Promise.resolve();
  const tried: Attempt[] = [];

  const enqueue = (delivery: Delivery) => {
    last = last.then(() => attempt(delivery));
    return last;
  };
  const attempt = async (delivery: Delivery) => {
    const trouble = takeOrder(orders, delivery);
    if (trouble === "lose" || url === null) {
      delivery.attempts.push({ status: null, lost: true });
      return;
    }
    for (let copy = trouble === "duplicate" ? 2 : 1; copy > 0; copy--) {
      const status = await post({ appId, secret, url, delivery, signal: closing.signal });
      delivery.attempts.push({ status, lost: false });
      tried.push({ id: tried.length + 1, delivery, status, at: options.clock.now() });
    }
  };

  return {
    deliveries,
    tried,
    url: () => url,
    send: (event, payload) => {
      const action = typeof payload.action === "string" ? payload.action : null;
      const delivery: Delivery = { guid: randomUUID(), event, action, payload, attempts: [] };
      deliveries.push(delivery);
      options.onDelivery?.(delivery);
      if (holding === 0) {
        enqueue(delivery);
        return delivery;
      }
      held.push(delivery);
      if (held.length < holding) return delivery;
      for (const each of held.reverse()) enqueue(each);
      held = [];
      holding = 0;
      return delivery;
    },
    redeliver: async (guid) => {
      const delivery = deliveries.find((d) => d.guid === guid);
      if (!delivery) throw new Error(`Could not redeliver ${guid}: there is no such delivery.`);
      await enqueue(delivery);
    },
    pointAt: (next) => {
      url = next;
    },
    belongTo: (app) => {
      ({ appId, secret } = app);
    },
    trouble: (what, event, times = 1) => {
      orders.push({ what, event, left: times });
    },
    reorder: (count) => {
      holding = count;
    },
    settled: async () => {
      for (let seen: Promise<void> | null = null; seen !== last; ) {
        seen = last;
        await seen;
      }
    },
    [Symbol.asyncDispose]: async () => {
      url = null;
      closing.abort();
      await last;
    },
  };
}

function takeOrder(
  orders: { what: Trouble; event: string; left: number }[],
  delivery: Delivery,
): Trouble | null {
  const names = ["*", delivery.event, `${delivery.event}.${delivery.action}`];
  const order = orders.find((o) => o.left > 0 && names.includes(o.event));
  if (!order) return null;
  order.left--;
  return order.what;
}

type Post = { url: string; delivery: Delivery; secret: string; appId: number; signal: AbortSignal };

/** The status of the answer; null if no server listens, the answer takes too long, or we are closing. */
async function post(post: Post): Promise<number | null> {
  const body = JSON.stringify(post.delivery.payload);
  const answer = fetch(post.url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/1000000",
      "x-github-event": post.delivery.event,
      "x-github-delivery": post.delivery.guid,
      "x-github-hook-id": "1",
      "x-github-hook-installation-target-type": "integration",
      "x-github-hook-installation-target-id": String(post.appId),
      "x-hub-signature-256": `sha256=${createHmac("sha256", post.secret).update(body).digest("hex")}`,
    },
    body,
    signal: AbortSignal.any([post.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
  });
  try {
    const response = await answer;
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}

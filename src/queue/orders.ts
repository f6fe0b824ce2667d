// Listens for stop orders, from whichever process gave them, and passes them on to the runs of this one.
import type { Redis } from "ioredis";
import { endConnection } from "../redis/connection.ts";
import { STOP_CHANNEL, StopMessage, stopOrder } from "./claims.ts";
import type { Execution } from "./execute.ts";

export type Orders = {
  /** Resolves when no order given from now on is missed. */
  subscribed: Promise<unknown>;
  close(): void;
};

export function listenForOrders(redis: Redis, active: ReadonlyMap<string, Execution>): Orders {
  const subscriber = redis.duplicate();
  // The first connection logs every outage already.
  subscriber.on("error", () => undefined);
  subscriber.on("message", (_channel: string, text: string) => {
    const { runId, order } = StopMessage.parse(JSON.parse(text));
    active.get(runId)?.stop.abort(order);
  });
  const subscribed = subscriber.subscribe(STOP_CHANNEL);
  subscriber.on("ready", () => void Promise.allSettled([catchUp()]));
  return { subscribed, close: () => void endConnection(subscriber) };

  /** An order that was published while we were disconnected is still in the issue's state. */
  async function catchUp(): Promise<void> {
    await subscriber.subscribe(STOP_CHANNEL);
    for (const { job, runId, stop } of active.values()) {
      const order = await stopOrder(redis, job.issue, runId);
      if (order !== null) stop.abort(order);
    }
  }
}

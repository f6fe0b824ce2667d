// Everything the door answers. A new route is a file and a line here.
import type { Log } from "../../log.ts";
import type { WebhookReceiver } from "../webhooks.ts";
import { liveness, readiness } from "./health.ts";
import type { Route } from "./route.ts";
import { webhook } from "./webhook.ts";

export type RouteDeps = {
  webhookPath: string;
  webhooks: WebhookReceiver;
  /** Throws when something we need is away. */
  ready(): Promise<void>;
  log: Log;
};

export function routesOver(deps: RouteDeps): Route[] {
  return [webhook(deps), liveness(), readiness(deps)];
}

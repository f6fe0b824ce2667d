// Sends events to the app: only from repositories where it is installed, and only those that it subscribed to.
import { type Actor, account, type Hub } from "./hub.ts";
import { nodeId, userPayload } from "./payload/account.ts";
import { repositoryPayload } from "./payload/repository.ts";
import type { Repository } from "./state.ts";

export type Happening = { event: string; sender: Actor; payload: Record<string, unknown> };

export function emit(hub: Hub, repository: Repository, { event, sender, payload }: Happening): void {
  const installation = hub.state.installations.get(repository.owner.toLowerCase());
  if (installation !== undefined && hub.state.suspended.has(installation)) return;
  if (!repository.installed || installation === undefined || !hub.app.events.includes(event)) return;
  hub.webhooks.send(event, {
    ...payload,
    repository: repositoryPayload(hub, repository),
    sender: userPayload(hub, sender.login),
    installation: { id: installation, node_id: nodeId("Installation", installation) },
  });
}

/** Sends the ping that GitHub sends when a webhook is set up. */
export function ping(hub: Hub, url: string): void {
  const hook = `${hub.apiUrl}/app/hook`;
  hub.webhooks.send("ping", {
    zen: "Keep it logically awesome.",
    hook_id: 1,
    hook: {
      type: "App",
      id: 1,
      name: "web",
      active: true,
      events: hub.app.events,
      config: { content_type: "json", url, insecure_ssl: "0", secret: "********" },
      updated_at: hub.app.createdAt,
      created_at: hub.app.createdAt,
      url: `${hook}s/1`,
      ping_url: `${hook}s/1/pings`,
      deliveries_url: `${hook}/deliveries`,
      app_id: hub.app.id,
    },
  });
}

export function senderEmail(hub: Hub, actor: Actor): { name: string; email: string } {
  const { login, email } = account(hub, actor.login);
  return { name: login, email };
}

// One GitHub event from the door on: the triggers make an intent of it, which is taken in. Decides nothing by itself.
import type { Admission } from "./domain/admission.ts";
import { type IntakeDeps, siteOf, takeIn } from "./intake.ts";
import { triggers } from "./triggers/index.ts";
import { EventHead } from "./triggers/trigger.ts";

export type Delivery = {
  /** As in `X-GitHub-Event`. */
  name: string;
  delivery: string;
  payload: unknown;
};

/** Throws when GitHub or Redis failed: the delivery is then answered 5xx and can be delivered again. */
export async function dispatch(
  delivery: Delivery,
  deps: IntakeDeps & { appSlug: string },
): Promise<Admission["kind"] | "nothing"> {
  const head = EventHead.safeParse(delivery.payload).data;
  if (head === undefined) return "nothing";
  const isOurs = head.sender.login === `${deps.appSlug}[bot]`;
  const matching = triggers.filter(
    ({ events, asker }) => events.includes(eventName(delivery)) && !(isOurs && asker === "person"),
  );
  if (matching.length === 0) return "nothing";
  const repository = { owner: head.repository.owner.login, name: head.repository.name };
  const site = await siteOf(head.installation.id, repository, deps);
  const context = { delivery: delivery.delivery, appSlug: deps.appSlug, labels: site.labels };
  for (const trigger of matching) {
    const intent = trigger.intent(delivery.payload, context);
    if (intent !== null) return takeIn(intent, site, deps);
  }
  return "nothing";
}

function eventName(delivery: Delivery): string {
  const payload = delivery.payload;
  const action = typeof payload === "object" && payload !== null && "action" in payload ? payload.action : "";
  return `${delivery.name}.${String(action)}`;
}

// One GitHub event from the door on: the triggers make an intent of it, which is taken in. Decides nothing by itself.
import { z } from "zod";
import type { Admission } from "./domain/admission.ts";
import { issueOfBranch } from "./domain/naming.ts";
import { type IntakeDeps, takeIn } from "./intake/intake.ts";
import { siteOf } from "./intake/site.ts";
import { triggers } from "./triggers/index.ts";
import { EventHead, type Trigger } from "./triggers/trigger.ts";

export type Delivery = {
  /** As in `X-GitHub-Event`. */
  name: string;
  delivery: string;
  payload: unknown;
};

/**
 * Older than GitHub sends anything again, and not yet older than what the door remembers: a delivery that somebody
 * captured and sends again starts nothing at any time.
 */
const STALE_MS = 3.5 * 24 * 60 * 60_000;

/** Whether any trigger reacts to such an event. Costs nothing. */
export function isOfInterest(name: string, payload: unknown): boolean {
  return isEventOfInterest(eventName({ name, payload }));
}

/** By `name.action`, or the name of an event without actions. */
export function isEventOfInterest(event: string): boolean {
  return triggers.some(({ events }) => events.includes(event));
}

/** What a delivery is about, so that two of the same issue are judged in their order; null where it is about none. */
export function subjectOf(payload: unknown): string | null {
  const { data } = Subject.safeParse(payload);
  if (data === undefined) return null;
  const number = data.issue?.number ?? issueOfBranch(data.pull_request?.head.ref ?? "");
  return number === null ? null : `${data.repository.id}#${number}`;
}

const Subject = z.object({
  repository: z.object({ id: z.int() }),
  issue: z.object({ number: z.number() }).optional(),
  pull_request: z.object({ head: z.object({ ref: z.string() }) }).optional(),
});

/** The issue or pull request that a delivery is about, as `owner/name#12`; null where it is about none. */
export function issueNamedIn(payload: unknown): string | null {
  const { data } = Named.safeParse(payload);
  const number = data?.issue?.number ?? data?.pull_request?.number;
  return number === undefined ? null : `${data?.repository.full_name}#${number}`;
}

const Named = z.object({
  repository: z.object({ full_name: z.string() }),
  issue: z.object({ number: z.number() }).optional(),
  pull_request: z.object({ number: z.number() }).optional(),
});

/** Throws when GitHub or Redis failed: the delivery is judged again. */
export async function dispatch(
  delivery: Delivery,
  deps: IntakeDeps & { appSlug: string },
): Promise<Admission["kind"] | "nothing" | "stale"> {
  const head = EventHead.safeParse(delivery.payload).data;
  if (head === undefined) return "nothing";
  const isOurs = head.sender.login === `${deps.appSlug}[bot]`;
  const matching = triggers.filter(
    ({ events, asker }) => events.includes(eventName(delivery)) && !(isOurs && asker === "person"),
  );
  const unnamed = { delivery: delivery.delivery, appSlug: deps.appSlug, labels: deps.labels };
  const mayAsk = ({ readsLabels, intent }: Trigger) =>
    readsLabels || intent(delivery.payload, unnamed) !== null;
  if (!matching.some(mayAsk)) return "nothing";
  const site = await siteOf(head.installation.id, head.repository, deps);
  const context = { ...unnamed, labels: site.labels };
  for (const trigger of matching) {
    const intent = trigger.intent(delivery.payload, context);
    if (intent === null) continue;
    if (intent.at !== null && deps.clock.now() - Date.parse(intent.at) > STALE_MS) return "stale";
    return takeIn(intent, site, deps);
  }
  return "nothing";
}

function eventName({ name, payload }: Pick<Delivery, "name" | "payload">): string {
  const hasAction = typeof payload === "object" && payload !== null && "action" in payload;
  return hasAction ? `${name}.${String(payload.action)}` : name;
}

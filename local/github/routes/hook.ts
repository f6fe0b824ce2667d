// The app's webhook: how it is set up, what was delivered, and delivering again.
// https://docs.github.com/rest/apps/webhooks
import { z } from "zod";
import { notFound } from "../errors.ts";
import { type Hub, timestamp } from "../hub.ts";
import { type Answer, asApp, ok, type Route } from "../route.ts";
import { findRepository } from "../state.ts";
import type { Attempt } from "../webhooks.ts";

const USUAL = 30;
const MOST = 100;

export const hookRoutes: Route[] = [
  asApp("GET", "/app/hook/config", ({ hub }) => {
    const url = hub.webhooks.url() ?? "http://127.0.0.1:3000/api/github/webhooks";
    return ok({ content_type: "json", insecure_ssl: "0", secret: "********", url });
  }),

  asApp("GET", "/app/hook/deliveries", (call) => {
    const before = Number(call.query.get("cursor") ?? Number.POSITIVE_INFINITY);
    const count = Math.min(MOST, Number(call.query.get("per_page") ?? USUAL));
    const left = call.hub.webhooks.tried.toReversed().filter(({ id }) => id < before);
    const shown = left.slice(0, count);
    const answer: Answer = ok(shown.map((each) => item(call.hub, each)));
    const last = shown.at(-1);
    if (last === undefined || left.length <= count) return answer;
    const next = new URL(call.url);
    next.searchParams.set("cursor", String(last.id));
    return { ...answer, headers: { link: `<${next}>; rel="next"` } };
  }),

  asApp("POST", "/app/hook/deliveries/{delivery_id}/attempts", (call) => {
    const id = call.number("delivery_id");
    const found = call.hub.webhooks.tried.find((each) => each.id === id);
    if (found === undefined) throw notFound();
    void call.hub.webhooks.redeliver(found.delivery.guid);
    return { status: 202, body: {} };
  }),
];

const About = z.object({
  installation: z.object({ id: z.number() }).optional(),
  repository: z.object({ name: z.string(), owner: z.object({ login: z.string() }) }).optional(),
});
function item({ state, webhooks }: Hub, { id, delivery, status, at }: Attempt) {
  const { installation, repository } = About.parse(delivery.payload);
  const found = repository && findRepository(state, repository.owner.login, repository.name);
  return {
    id,
    guid: delivery.guid,
    delivered_at: timestamp(at),
    redelivery: webhooks.tried.find((each) => each.delivery === delivery)?.id !== id,
    duration: 0.05,
    status: status === null ? "failed to connect" : status < 300 ? "OK" : "Invalid HTTP Response",
    status_code: status ?? 0,
    event: delivery.event,
    action: delivery.action,
    installation_id: installation?.id ?? null,
    repository_id: found?.id ?? null,
    throttled_at: null,
  };
}

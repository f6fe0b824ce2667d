// What GitHub and the endpoints of models let us ask for until their limits begin anew.
import { html } from "hono/html";
import type { SignOf } from "../../signs/sign.ts";
import type { Html } from "../html/html.ts";
import { panel, type Row } from "../html/table.ts";
import { ago, amount, code, said, until } from "../html/words.ts";

const LAST = [
  { name: "Left", isNumber: true },
  { name: "Full again", isNumber: true },
  { name: "Read", isNumber: true },
];

type Limit = { limit: number | null; left: number; resetsAtMs: number | null; atMs: number };

/** `accounts`: those that installed the App, by the ids of their installations. */
export function gitHubLimits(
  limits: SignOf<"github-limit">[],
  accounts: ReadonlyMap<number, string>,
  nowMs: number,
): Html {
  if (limits.length === 0) return html`<p class="note">GitHub has named none, or none that still holds.</p>`;
  const nameOf = (id: number | null) =>
    id === null ? "The App itself" : (accounts.get(id) ?? `Installation ${id}`);
  const rows = limits
    .map((limit) => ({ name: nameOf(limit.installationId), limit }))
    .toSorted((a, b) => a.name.localeCompare(b.name) || a.limit.resource.localeCompare(b.limit.resource))
    .map(({ name, limit }) => [
      said(name),
      RESOURCES[limit.resource] ?? code(limit.resource),
      ...leftOf(limit, nowMs),
    ]);
  return panel("Limits of GitHub", [{ name: "Of" }, { name: "For" }, ...LAST], rows);
}

/** https://docs.github.com/en/rest/rate-limit/rate-limit#get-rate-limit-status-for-the-authenticated-user */
const RESOURCES: Record<string, string> = { core: "REST", graphql: "GraphQL", search: "Search" };

export function modelLimits(limits: SignOf<"model-limit">[], nowMs: number): Html {
  if (limits.length === 0) return html`<p class="note">No endpoint has named any within the last hour.</p>`;
  const rows = limits
    .toSorted((a, b) => a.model.localeCompare(b.model) || a.of.localeCompare(b.of))
    .map((limit) => [
      html`${code(limit.model)} <span class="note">${limit.host}</span>`,
      OF[limit.of],
      ...leftOf(limit, nowMs),
    ]);
  return panel("Limits of models", [{ name: "Model" }, { name: "For" }, ...LAST], rows);
}

const OF: Record<SignOf<"model-limit">["of"], string> = {
  requests: "Requests",
  tokens: "Tokens",
  "input-tokens": "Tokens sent",
  "output-tokens": "Tokens written",
};

function leftOf({ limit, left, resetsAtMs, atMs }: Limit, nowMs: number): Row {
  const isFull = resetsAtMs !== null && resetsAtMs <= nowMs;
  return [
    limit === null ? amount(left) : `${amount(left)} of ${amount(limit)}`,
    resetsAtMs === null ? "not said" : isFull ? "by now" : until(resetsAtMs, nowMs),
    ago(atMs, nowMs),
  ];
}

// What `doctor` says of each part of an installation.
import { expect, it } from "@jest/globals";
import type { Observation } from "../../../bin/doctor/observation.ts";
import { observationWords } from "../../../bin/words/observation.ts";

const baseUrl = "http://localhost:11434/v1";
const observations: Observation[] = [
  { kind: "complaint", part: "webhooks", complaint: { kind: "unset", variable: "WEBHOOK_SECRET" } },
  { kind: "redis", isOurs: true },
  { kind: "redis", isOurs: false },
  { kind: "endpoint", baseUrl, offer: { kind: "offers", names: ["small", "large"] } },
  { kind: "endpoint", baseUrl, offer: { kind: "offers", names: [] } },
  {
    kind: "endpoint",
    baseUrl,
    offer: { kind: "no-list", cause: { kind: "refused", status: 404, said: "not found" } },
  },
  {
    kind: "endpoint",
    baseUrl,
    offer: {
      kind: "no-list",
      cause: { kind: "unreachable", status: null, said: "ECONNREFUSED", retryAfterMs: null },
    },
  },
  { kind: "model", role: "coder", state: { kind: "unchosen" } },
  { kind: "model", role: "coder", state: { kind: "unknown", name: "small" } },
  { kind: "model", role: "coder", state: { kind: "not-offered", name: "small" } },
  { kind: "model", role: "coder", state: { kind: "priced", name: "small" } },
  { kind: "model", role: "coder", state: { kind: "unpriced", name: "small" } },
  { kind: "app", apiUrl: "https://api.github.com", slug: "issuewright", lacking: [] },
  { kind: "app", apiUrl: "https://api.github.com", slug: "issuewright", lacking: ["checks: write"] },
  { kind: "webhooks", host: "0.0.0.0", port: 3000, path: "/hooks" },
  { kind: "failed", part: "Redis", cause: { kind: "fault", fault: { kind: "redis-not-installed" } } },
  { kind: "failed", part: "GitHub App", cause: { kind: "thrown", programSaid: "socket hang up" } },
];

it("says how each part stands, and what to do about the bad ones", () => {
  const lines = observations.map(observationWords).map(({ what, ok, detail, remedy }) => {
    const state = ok === null ? "?" : ok ? "ok" : "wrong";
    return `${state} ${what}: ${detail}${remedy === null ? "" : ` → ${remedy}`}`;
  });
  expect(lines.join("\n")).toMatchInlineSnapshot(`
"wrong webhooks: WEBHOOK_SECRET is not set → Set the webhook secret of your GitHub App: without it anyone could send events
ok Redis: a Redis on this machine starts and answers
ok Redis: REDIS_URL answers
ok model endpoint: http://localhost:11434/v1 offers small, large
wrong model endpoint: http://localhost:11434/v1 offers no model → Install or enable one there
wrong model endpoint: http://localhost:11434/v1 did not say which models it offers: 404 not found → Check OPENAI_BASE_URL and OPENAI_API_KEY. Ignore this if the endpoint keeps no list
wrong model endpoint: http://localhost:11434/v1 does not answer: ECONNREFUSED → Start the endpoint there, or set OPENAI_BASE_URL to its address
wrong model of the coder: none is chosen → Set ISSUEWRIGHT_CODER_MODEL to a model the endpoint offers
? model of the coder: small: the endpoint does not say whether it offers this model
wrong model of the coder: the endpoint does not offer small → Set ISSUEWRIGHT_CODER_MODEL to a model the endpoint offers
ok model of the coder: small
ok model of the coder: small; its price is not known, so only the cap in tokens holds, not the one in dollars → Set ISSUEWRIGHT_PRICES
ok GitHub App: https://api.github.com knows the app as issuewright
ok GitHub App: https://api.github.com knows the app as issuewright; it was not granted checks: write
ok webhooks: accepted at 0.0.0.0:3000/hooks, signed with WEBHOOK_SECRET
wrong Redis: Could not start Redis: \`redis-server\` is not on PATH → Install it (Debian: apt-get install redis-server) or set REDIS_URL
wrong GitHub App: socket hang up → Check APP_ID, the private key and the permissions (app.yml names them) on the settings page of your GitHub App, and GITHUB_API_URL"
`);
});

// What `doctor` says of each part of an installation.
import { expect, it } from "@jest/globals";
import type { Observation } from "../../../bin/doctor/observation.ts";
import { observationWords } from "../../../bin/words/observation.ts";
import type { SandboxFault } from "../../../src/domain/sandbox-fault.ts";
import { costOfPolling } from "../../../src/hearing.ts";

const baseUrl = "http://localhost:11434/v1";
const LOOKED = { bypasses: [], unreviewed: [], unverified: [], unlooked: 0 };
const observations: Observation[] = [
  { kind: "complaint", part: "webhooks", complaint: { kind: "unset", variable: "WEBHOOK_SECRET" } },
  { kind: "redis", isOurs: true },
  { kind: "redis", isOurs: false },
  { kind: "redis-setting", fault: { kind: "no-append-only-file" } },
  { kind: "redis-setting", fault: { kind: "replica" } },
  { kind: "endpoint", baseUrl, provider: null, offer: { kind: "offers", names: ["small", "large"] } },
  { kind: "endpoint", baseUrl, provider: null, offer: { kind: "offers", names: [] } },
  {
    kind: "endpoint",
    provider: null,
    baseUrl,
    offer: { kind: "no-list", cause: { kind: "refused", status: 404, said: "not found" } },
  },
  {
    kind: "endpoint",
    provider: null,
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
  { kind: "events", lacking: [] },
  { kind: "events", lacking: ["pull_request"] },
  { kind: "hook", url: "https://bot.test/hooks", fault: null },
  { kind: "hook", url: "", fault: { kind: "no-address" } },
  { kind: "hook", url: "https://issuewright.example.com/hooks", fault: { kind: "placeholder" } },
  { kind: "hook", url: "https://bot.test/", fault: { kind: "other-path", path: "/hooks" } },
  { kind: "hook", url: "https://bot.test/hooks", fault: { kind: "no-secret" } },
  { kind: "reach", reach: { accounts: [], suspended: [], behind: [], repositories: 0, ...LOOKED } },
  { kind: "reach", reach: { accounts: ["octo"], suspended: [], behind: [], repositories: 0, ...LOOKED } },
  {
    kind: "reach",
    reach: { accounts: ["octo", "acme"], suspended: ["acme"], behind: ["octo"], repositories: 1, ...LOOKED },
  },
  {
    kind: "reach",
    reach: {
      ...{ accounts: ["octo"], suspended: [], behind: [], repositories: 25, unlooked: 5 },
      bypasses: [
        { repository: "octo/app", rulesets: ["protect main"], branches: [] },
        { repository: "octo/old", rulesets: [], branches: ["main"] },
      ],
      unreviewed: ["octo/app", "octo/new"],
      unverified: ["octo/app"],
    },
  },
  { kind: "webhooks", host: "0.0.0.0", port: 3000, path: "/hooks", areTaken: true },
  { kind: "webhooks", host: "0.0.0.0", port: 3000, path: "/hooks", areTaken: false },
  { kind: "polling", because: "no-secret", cost: costOfPolling(10_000) },
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
wrong Redis: it loses jobs when it dies → Set \`appendonly yes\` in its configuration, or \`CONFIG SET appendonly yes\`
wrong Redis: it is a replica and takes no write → Let REDIS_URL name the primary, or an address that follows it
ok model endpoint: http://localhost:11434/v1 offers small, large
wrong model endpoint: http://localhost:11434/v1 offers no model → Install or enable one there
wrong model endpoint: http://localhost:11434/v1 did not say which models it offers: 404 not found → Check OPENAI_BASE_URL and OPENAI_API_KEY. Ignore this if the endpoint keeps no list
wrong model endpoint: http://localhost:11434/v1 does not answer: ECONNREFUSED → Start the endpoint there, or set OPENAI_BASE_URL to its address
wrong model of the coder: none is chosen → Set ISSUEWRIGHT_CODER_MODEL to a model the endpoint offers
? model of the coder: small: the endpoint does not say whether it offers this model
wrong model of the coder: the endpoint does not offer small → Set ISSUEWRIGHT_CODER_MODEL to a model the endpoint offers
ok model of the coder: small
ok model of the coder: small; its price is not known, so only the cap in tokens holds, not the one in dollars → Set ISSUEWRIGHT_PRICES to its price, like {"small":{"inputUsdPerMillion":2,"outputUsdPerMillion":8}}
ok GitHub App: https://api.github.com knows the app as issuewright
ok GitHub App: https://api.github.com knows the app as issuewright; it was not granted checks: write
ok GitHub App: it subscribed to every event that is needed
wrong GitHub App: it does not hear of pull_request → Subscribe to these events on the settings page of your GitHub App, under "Permissions & events"
ok GitHub App: GitHub delivers to https://bot.test/hooks
wrong GitHub App: GitHub has no address to deliver to → Set the webhook URL on the settings page of your GitHub App to the address of your server, and tick "Active"
wrong GitHub App: GitHub delivers to https://issuewright.example.com/hooks, the example of app.yml → Set the webhook URL on the settings page of your GitHub App to the address of your server
wrong GitHub App: GitHub delivers to https://bot.test/, and the server listens at /hooks → Let the webhook URL on the settings page of your GitHub App end in /hooks, or set WEBHOOK_PATH. Ignore this if a proxy rewrites it
wrong GitHub App: GitHub signs no delivery, so each one is refused → Set the webhook secret on the settings page of your GitHub App to the value of WEBHOOK_SECRET
wrong GitHub App: it is installed nowhere → Install it on a repository: "Install App" on the settings page of your GitHub App
wrong GitHub App: it is installed for octo and reaches 0 repositories → Give it repositories in the settings of its installation
wrong GitHub App: it is installed for octo, acme and reaches 1 repository; it is suspended for acme, and was not granted its permissions by octo → Unsuspend it in the settings of these accounts, under "GitHub Apps"; Let an owner of these accounts accept the new permissions, under "GitHub Apps"
wrong GitHub App: it is installed for octo and reaches 25 repositories (5 of them were not looked into); it may bypass "protect main" of octo/app, the protection of main of octo/old, and makes commits that GitHub does not verify in octo/app. Nothing asks for a review of what gets into the default branch of octo/app, octo/new: Issuewright never pushes there or merges, but GitHub would let the app → Take it off the bypass list of these rules: no run begins there unless the rules say \`bypass: accepted\`; Let the owner of the GitHub server turn on web commit signing; A rule of the branch that asks for a review rules that out
ok webhooks: accepted at 0.0.0.0:3000/hooks, signed with WEBHOOK_SECRET
ok webhooks: none is accepted, because WEBHOOK_SECRET is not set
ok GitHub App: WEBHOOK_SECRET is not set, so GitHub is asked every 10 seconds. That makes 360 calls an hour for a quiet repository and 2160 for one with an open draft, of which GitHub counts 9
wrong Redis: Could not start Redis: \`redis-server\` is not on PATH → Install it (Debian: apt-get install redis-server) or set REDIS_URL
wrong GitHub App: socket hang up → Check APP_ID, the private key and the permissions (app.yml names them) on the settings page of your GitHub App, and GITHUB_API_URL"
`);
});

it("says once what to do about sandboxes that do not open", () => {
  const said = (fault: SandboxFault) => {
    const { detail, remedy } = observationWords({
      kind: "engine",
      finding: { kind: "does-not-open", fault },
    });
    return `${detail} ${remedy ?? ""}`.match(/Run `npm run bootstrap`/g)?.length;
  };
  const image = { image: "node", reference: "node:1", source: "bootstrap" } as const;
  expect([
    said({ kind: "tool-server-missing", path: "/data/tool" }),
    said({ kind: "image-missing", ...image }),
    said({ kind: "no-mounting" }),
  ]).toEqual([1, 1, 1]);
});

// The machine: who works on what, what limits are left, what looked at GitHub when, what failed and can be tried again.
import { expect, it } from "@jest/globals";
import type { Failed } from "../../../src/queue/failed.ts";
import type { Sign } from "../../../src/signs/sign.ts";
import { get, nothingThere, post, testPage } from "../../support/page.ts";
import { aRunRow, NOON, readable } from "../../support/standings.ts";

const MINUTE_MS = 60_000;
const failed: Failed[] = [
  {
    ...{ kind: "delivery", id: "d2", name: "check_suite", state: "waiting", atMs: NOON - MINUTE_MS },
    why: { kind: "thrown", programSaid: "fetch failed" },
  },
  {
    ...{ kind: "word", id: "w1", name: "put-comment", state: "given-up", atMs: NOON - 180 * MINUTE_MS },
    why: { kind: "thrown", programSaid: "GitHub answered 404 <b>" },
  },
  {
    ...{ kind: "delivery", id: "d1", name: "issues", state: "given-up", atMs: NOON - 3_000 * MINUTE_MS },
    why: { kind: "fault", fault: { kind: "redis-not-installed" } },
  },
];
const limit = { limit: 5_000, left: 4_321, resetsAtMs: NOON + 40 * MINUTE_MS, atMs: NOON - 2 * MINUTE_MS };
const sandbox = { kind: "sandbox", image: "node", purpose: "coder" } as const;
const signs: Sign[] = [
  { ...sandbox, id: "s1", runId: "r1", sinceMs: NOON - 5 * MINUTE_MS },
  { ...sandbox, id: "s2", runId: "gone", purpose: "verify", image: "python", sinceMs: NOON - 9_000 },
  { kind: "github-limit", installationId: 5, resource: "core", ...limit },
  { kind: "github-limit", installationId: 5, resource: "graphql", ...limit, left: 12 },
  { kind: "github-limit", installationId: null, resource: "core", ...limit, resetsAtMs: NOON - 1 },
  { ...{ kind: "model-limit", host: "api.example", model: "big" }, of: "requests", ...limit },
  {
    ...{ kind: "model-limit", host: "api.example", model: "big", of: "input-tokens" },
    ...{ ...limit, limit: null, resetsAtMs: null },
  },
  {
    ...{
      kind: "sweep",
      name: "repositories",
      beganAtMs: NOON - MINUTE_MS,
      tookMs: 750,
      everyMs: 2 * MINUTE_MS,
    },
    result: { kind: "looked", found: 3, among: 12, installations: [{ id: 5, account: "octo" }] },
  },
  {
    ...{ kind: "sweep", name: "deliveries", beganAtMs: NOON - 4 * MINUTE_MS, tookMs: 30_000 },
    ...{ everyMs: 5 * MINUTE_MS, result: { kind: "failed", programSaid: "GitHub is away" } },
  },
  {
    ...{ kind: "doctor", atMs: NOON - 120 * MINUTE_MS },
    parts: [
      { part: "Redis", about: null, state: "ok" },
      { part: "models", about: "coder", state: "unknown" },
      { part: "sandbox", about: "node", state: "wrong" },
    ],
  },
  {
    ...{ kind: "models", worker: "one", now: { coder: "big", architect: "small" }, standing: "worse" },
    accepted: { label: "before", models: { coder: "old", architect: "small" }, resolved: 7, settled: 10 },
  },
];

function house(given: Sign[], judged: string[] = []) {
  const acting = {
    judgeAgain: async (id: string) => {
      judged.push(id);
      return id === "d1";
    },
  };
  const sources = {
    clock: { ...nothingThere.clock, now: () => NOON },
    signs: { all: async () => given },
    ledger: {
      ...nothingThere.ledger,
      run: async (runId: string) => (runId === "r1" ? aRunRow() : null),
      repositories: async () => [
        { owner: "octo", name: "duration" },
        { id: 7, owner: "octo", name: "parser" },
      ],
    },
    queue: {
      ...nothingThere.queue,
      machine: async () => ({
        ...{ places: { workers: 2, all: 4, perRepository: 2 }, running: { "id-7": 1, "octo/duration": 2 } },
        ...{ waiting: 5, deliveries: { open: 1, givenUp: 1 }, words: { open: 0, givenUp: 1 }, failed },
      }),
    },
  };
  return testPage(sources, false, acting);
}

it("shows who works, what is open and left, what was looked at, and what failed", async () => {
  const page = house(signs);
  const shown = await get(page.app, "/machine", { cookie: await page.signedIn() });
  expect(readable(await shown.text())).toMatchInlineSnapshot(`
"Machine
At work Workers gave a sign within twenty seconds.
Workers
2
Places taken
3 of 4
Most per repository
2
Waiting
5
At work
Runs at work
Repository | Runs |
octo/duration | 2 |
octo/parser | 1 |
Sandboxes 2
Open sandboxes
Run | For | Image | Open for |
Round once octo/duration#1 | coder | node | 5 min |
gone | verify | python | 9 s |
Models
Worse These models were measured worse than the last accepted ones, beyond chance. Accepted last: before, which resolved 7 of 10 (70 %).
Models
Role | In use | Accepted last |
architect | small | small |
coder | big | old |
reviewer | none | none |
Limits of GitHub
Limits of GitHub
Of | For | Left | Full again | Read |
octo | REST | 4,321 of 5,000 | in 40 min | 2 min ago |
octo | GraphQL | 12 of 5,000 | in 40 min | 2 min ago |
The App itself | REST | 4,321 of 5,000 | by now | 2 min ago |
Limits of models
Limits of models
Model | For | Left | Full again | Read |
big api.example | Tokens sent | 4,321 | not said | 2 min ago |
big api.example | Requests | 4,321 of 5,000 | in 40 min | 2 min ago |
Sweeps Looks at GitHub on a schedule.
Sweeps
Sweep | Found | Last look | Took | Next look |
Deliveries that failed at GitHub | Failed GitHub is away | 4 min ago | 30 s | in 1 min |
What no webhook brought | 3 in 12 repositories | 1 min ago | 750 ms | in 1 min |
Kept until they are done
Kept until they are done
What | State | Open | Given up, last week |
Deliveries from GitHub | Given up | 1 | 1 |
Words owed to people | Given up | 0 | 1 |
Failed What was given up is not tried again by itself. The server's log has all of it.
Failed, newest first
What | State | Why | Since | Again |
Delivery check_suite | Waits for its next try | fetch failed | 1 min ago | |
Word put-comment | Given up | GitHub answered 404 &lt;b&gt; | 3 h ago | |
Delivery issues | Given up | Could not start Redis: redis-server is not on PATH. Install it (Debian: apt-get install redis-server) or set REDIS_URL | 2 days ago |
Judge again
Doctor
Last looked at 2 h ago, by it or the set-up page. npx issuewright doctor looks again, and says what to do.
What doctor looked at
Part | State |
Redis | All is well |
Model of the coder | Nobody can tell |
Sandboxes node | Something is wrong |"
`);
});

it("says of each part where nothing is known of it", async () => {
  const page = house([]);
  const shown = readable(await (await get(page.app, "/machine", { cookie: await page.signedIn() })).text());
  const notes = shown.split("\n").filter((line) => /^(None|No |GitHub has|Nobody)/.test(line));
  expect(notes).toMatchInlineSnapshot(`
[
  "None is open.",
  "No worker is there to say which it uses.",
  "GitHub has named none, or none that still holds.",
  "No endpoint has named any within the last hour.",
  "None has looked within the last day.",
  "Nobody has run npx issuewright doctor here within a month.",
]
`);
});

it("has a delivery judged again that was given up, only from a form of this session", async () => {
  const judged: string[] = [];
  const page = house(signs, judged);
  const cookie = await page.signedIn();
  const text = await (await get(page.app, "/machine", { cookie })).text();
  const [, csrf = ""] =
    /action="\/judge-again"><input type="hidden" name="csrf" value="([^"]+)"/.exec(text) ?? [];
  const places: (string | null)[] = [];
  for (const id of ["d1", "d9"])
    places.push((await post(page.app, "/judge-again", { csrf, id }, { cookie })).headers.get("location"));
  const refused = [
    (await post(page.app, "/judge-again", { csrf: "guessed", id: "d1" }, { cookie })).status,
    (await post(page.app, "/judge-again", { csrf, id: "d1" })).status,
  ];
  expect([places, judged, refused]).toEqual([
    ["/machine?judged=again", "/machine?judged=unknown"],
    ["d1", "d9"],
    [403, 401],
  ]);
});

// Outcomes and machine: rates with their denominators, and what is open.
import { expect, it } from "@jest/globals";
import type { Sums } from "../../../src/ledger/sums.ts";
import { spansOf } from "../../../src/web/outcomes/figures.ts";
import { get, nothingThere, testPage } from "../../support/page.ts";
import { NOON, readable } from "../../support/standings.ts";

const sums: Sums[] = [
  {
    ...{ day: "2029-12-31", repository: "octo/duration", model: "m1" },
    of: {
      ...{
        "ended:opened": 3,
        "ended:revised": 1,
        "ended:gave-up": 2,
        issues: 4,
        merged: 2,
        rounds: 1,
        usd: 6,
      },
      ...{ ms: 3_600_000, unpriced: 1, proven: 5, criteria: 6, "usd:coder": 5, "usd:architect": 1 },
      "tokens:coder": 1000,
    },
  },
  {
    ...{ day: "2030-01-01", repository: "octo/parser", model: "" },
    of: { "ended:needs-answer": 1, issues: 1 },
  },
];

function house() {
  return testPage({
    clock: { ...nothingThere.clock, now: () => NOON },
    ledger: {
      ...nothingThere.ledger,
      sums: async (days) => sums.filter(({ day }) => days.includes(day)),
      repositories: async () => [
        { owner: "octo", name: "duration" },
        { id: 7, owner: "octo", name: "parser" },
      ],
    },
    queue: {
      ...nothingThere.queue,
      machine: async () => ({
        places: { workers: 2, all: 4, perRepository: 2 },
        running: { "id-7": 1, "octo/duration": 2 },
        waiting: 5,
        deliveries: { open: 1, givenUp: 0 },
        words: { open: 0, givenUp: 2 },
        givenUp: [
          {
            ...{ kind: "word", name: "put-comment", atMs: NOON - 3 * 3_600_000 },
            why: { kind: "thrown", programSaid: "GitHub answered 404 <b>" },
          },
          {
            ...{ kind: "delivery", name: "issues", atMs: NOON - 50 * 3_600_000 },
            why: { kind: "fault", fault: { kind: "redis-not-installed" } },
          },
        ],
      }),
    },
  });
}

async function shown(path: string): Promise<string> {
  const page = house();
  return readable(await (await get(page.app, path, { cookie: await page.signedIn() })).text());
}

it("says of each rate what it is a part of", async () => {
  expect(await shown("/outcomes")).toMatchInlineSnapshot(`
"Outcomes
Repository
All
octo/duration
octo/parser
Show
30 days
90 days
365 days
Issues merged
2 of 5 (40 %)
Merges for all runs
2 of 7 (29 %)
Cost a merge
$3.00
Minutes a merge
30
Reviews answered a merge
0.5
Criteria proven
5 of 6 (83 %)
Spent
$6.00
Runs by outcome 7
0
2
4
6
12-0312-0712-1112-1512-1912-2312-2712-31
4 opened or revised1 needs an answer2 gave up or failed0 no change, stopped or superseded
By repository
Repository
Repository | Runs | Issues merged | Criteria proven | Cost a merge | Minutes a merge |
octo/duration | 6 | 2 of 4 (50 %) | 5 of 6 (83 %) | $3.00 | 30 |
octo/parser | 1 | 0 of 1 (0 %) | none yet | none merged | none merged |
By the coder's model
Model
Model | Runs | Issues merged | Criteria proven | Cost a merge | Minutes a merge |
m1 | 6 | 2 of 4 (50 %) | 5 of 6 (83 %) | $3.00 | 30 |
none | 1 | 0 of 1 (0 %) | none yet | none merged | none merged |
By role
Role
Role | Tokens | Cost | Of the cost |
architect | 0 | $1.00 | 17 % |
coder | 1,000 | $5.00 | 83 % |
reviewer | 0 | $0.00 | 0 % |
Runs count on the day they ended. An issue counts on the day its first run ended, and as merged whenever that was. Cost and minutes are those of all runs, also of those that brought nothing; minutes run from the start of a run to its end, its waits included. Runs without a known price count as free: 1."
`);
  expect(await shown("/outcomes?repository=octo%2Fparser&days=7")).toContain("none merged");
});

it("shows a long time in weeks, the last of which is whole", () => {
  const days = Array.from({ length: 40 }, (_, day) => String(day));
  expect([spansOf(days).map(({ length }) => length), spansOf(days.slice(30)).length]).toEqual([
    [5, 7, 7, 7, 7, 7],
    10,
  ]);
});

it("shows who works, what waits, and what was given up", async () => {
  expect(await shown("/machine")).toMatchInlineSnapshot(`
"Machine
At work Workers gave a sign within twenty seconds.
Workers
2
Places taken
3 of 4
Most for a repository
2
Waiting
5
At work
Runs at work
Repository | Runs |
octo/duration | 2 |
octo/parser | 1 |
Kept until they are done
Kept until they are done
What | State | Open | Given up, last week |
Deliveries from GitHub | Open | 1 | 0 |
Words owed to people | Given up | 0 | 2 |
Given up It is not tried again by itself. The server's log has all of it.
Given up, newest first
What | Why | When |
Word put-comment | GitHub answered 404 &lt;b&gt; | 3 h ago |
Delivery issues | Could not start Redis: redis-server is not on PATH. Install it (Debian: apt-get install redis-server) or set REDIS_URL | 2 days ago |"
`);
});

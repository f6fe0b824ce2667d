// Outcomes: rates with their denominators.
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

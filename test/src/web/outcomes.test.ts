// Outcomes: rates with their denominators.
import { expect, it } from "@jest/globals";
import type { Sums } from "../../../src/ledger/sums.ts";
import { spansOf } from "../../../src/web/outcomes/figures.ts";
import { get, nothingThere, testPage } from "../../support/page.ts";
import { NOON, readable } from "../../support/standings.ts";

const before = { day: "2029-12-24", repository: "id-7" };
const sums: Sums[] = [
  {
    ...{ day: "2029-12-31", repository: "octo/duration", role: "coder", model: "m1" },
    of: {
      ...{ "ended:opened": 3, "ended:revised": 1, "ended:gave-up": 2, runs: 6, opened: 3, conflicted: 1 },
      ...{ merged: 2, refused: 1, accepted: 1, rounds: 1, issues: 4, "issues-merged": 2 },
      ...{ compared: 2, ours: 120, changed: 7, proven: 5, criteria: 6 },
      ...{ "all-usd": 6, usd: 5, tokens: 1000, ms: 3_600_000, unpriced: 1 },
    },
  },
  {
    ...{ day: "2029-12-31", repository: "octo/duration", role: "architect", model: "big" },
    of: { runs: 4, opened: 3, merged: 2, refused: 1, accepted: 1, usd: 1, tokens: 50 },
  },
  {
    ...{ day: "2030-01-01", repository: "id-7", role: "coder", model: "" },
    of: { "ended:needs-answer": 1, runs: 1, issues: 1 },
  },
  { ...before, role: "coder", model: "m2", of: { "ended:opened": 1, runs: 1, opened: 1, issues: 1 } },
];

function house(sums: Sums[]) {
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

async function shown(path: string, of = sums): Promise<string> {
  const page = house(of);
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
Merged, of all runs
2 of 8 (25 %)
Merged, of pull requests opened
2 of 4 (50 %)
Merged at the first review
1 of 3 (33 %)
Issues merged
2 of 6 (33 %)
Reviews answered per merge
0.5
Lines changed after us
7 beside 120 of ours
Runs in conflict
1 of 8 (13 %)
Criteria proven
5 of 6 (83 %)
Cost per merge
$3.00
Minutes per merge
30
Spent
$6.00
Runs by outcome 8
0
2
4
6
12-0312-0712-1112-1512-1912-2312-2712-31
5 opened or revised1 needs an answer2 gave up or failed0 no change, stopped or superseded
Merged, week by week
0 %
20 %
40 %
60 %
80 %
100 %
12-1912-26
2 of 8 (25 %) of all runs2 of 4 (50 %) of pull requests opened
By repository
Repository
Repository | Merged, of all runs | At the first review | Lines changed after us | Runs in conflict | Criteria proven | Cost per merge | Minutes per merge |
octo/duration | 2 of 6 (33 %) | 1 of 3 (33 %) | 7 beside 120 of ours | 1 of 6 (17 %) | 5 of 6 (83 %) | $3.00 | 30 |
octo/parser | 0 of 2 (0 %) | none yet | none compared | 0 of 2 (0 %) | none yet | none merged | none merged |
By the coder's model
Model
Model | Merged, of all runs | At the first review | Lines changed after us | Runs in conflict | Criteria proven | Cost per merge | Minutes per merge |
m1 | 2 of 6 (33 %) | 1 of 3 (33 %) | 7 beside 120 of ours | 1 of 6 (17 %) | 5 of 6 (83 %) | $3.00 | 30 |
none | 0 of 1 (0 %) | none yet | none compared | 0 of 1 (0 %) | none yet | none merged | none merged |
m2 | 0 of 1 (0 %) | none yet | none compared | 0 of 1 (0 %) | none yet | none merged | none merged |
By role and model
Role
Role | Model | Merged, of all runs | At the first review | Tokens | Cost | Of the cost |
architect | big | 2 of 4 (50 %) | 1 of 3 (33 %) | 50 | $1.00 | 17 % |
coder | m1 | 2 of 6 (33 %) | 1 of 3 (33 %) | 1,000 | $5.00 | 83 % |
coder | m2 | 0 of 1 (0 %) | none yet | 0 | $0.00 | 0 % |
What is counted
A run counts on the day it ended. The pull request that it opened counts on that day, too, whenever it was merged or refused.
At the first review: merged without a review that had to be answered, of the pull requests that were merged or refused.
An issue counts on the day its first run ended, and as merged whenever that was.
Lines changed after us: in the files that a change touched, lines that only our last commit or only the merge has. What others changed on the base meanwhile is among them. So many merges were compared: 2.
Runs in conflict: others had changed the same lines, on the base or on the branch, so the coder did its change again.
Cost and minutes are those of all runs, also of those that brought nothing. Minutes run from the start of a run to its end, its waits included. Runs without a known price count as free: 1.
By role, a run counts for each role that it asked, with the model of that role."
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

it("shows no rates and no empty tables before a run has ended", async () => {
  const text = await shown("/outcomes?days=90", []);
  expect([text.includes("No run ended in the last 90 days"), text.includes("none yet")]).toEqual([
    true,
    false,
  ]);
});

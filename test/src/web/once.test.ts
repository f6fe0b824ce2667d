// An issue of which a run waits in the queue is left out of a lane page by page: no issue is lost or shown twice at the seams.
import { expect, it } from "@jest/globals";
import type { Lane, Span, Standing } from "../../../src/ledger/rows.ts";
import { laneWithout } from "../../../src/web/board/once.ts";
import { aJob } from "../../support/builders.ts";
import { get, nothingThere, testPage } from "../../support/page.ts";
import { aStanding, NOON, readable } from "../../support/standings.ts";

const repository = { id: 11, owner: "octo", name: "duration" };
const standings = (lane: Lane, numbers: number[]): Standing[] =>
  numbers.map((number) => aStanding({ issue: { repository, number }, lane }));
const ten = Array.from({ length: 10 }, (_, at) => at + 1);
const reading =
  (all: Standing[]) =>
  async ({ from, count }: Span) => ({ rows: all.slice(from, from + count), of: all.length });

/** The numbers on each page of three, and how many each page counts. */
async function paged(lane: Lane, waiting: number[]) {
  const read = laneWithout(
    lane,
    { known: [...standings(lane, waiting), null] },
    reading(standings(lane, ten)),
  );
  const pages = await Promise.all([0, 3, 6, 9].map((from) => read({ from, count: 3 })));
  return pages.map(({ rows, of }) => [of, ...rows.map(({ issue }) => issue.number)]);
}

it.each<[string, number[], number[][]]>([
  [
    "none",
    [],
    [
      [10, 1, 2, 3],
      [10, 4, 5, 6],
      [10, 7, 8, 9],
      [10, 10],
    ],
  ],
  ["one on the first page", [2], [[9, 1, 3, 4], [9, 5, 6, 7], [9, 8, 9, 10], [9]]],
  ["some at the seams", [3, 4, 10], [[7, 1, 2, 5], [7, 6, 7, 8], [7, 9], [7]]],
])("of a lane with %s that waits, each other issue is on one page", async (_which, waiting, pages) => {
  expect(await paged("blocked", waiting)).toEqual(pages);
});

it.each<Lane>(["running", "in-review"])("stays in the lane %s beside the one that waits", async (lane) => {
  expect((await paged(lane, [1])).at(0)).toEqual([10, 1, 2, 3]);
});

it("is left out on the page of a lane, too", async () => {
  const all = standings("blocked", ten);
  const page = testPage({
    ledger: {
      ...nothingThere.ledger,
      lane: async (_lane, _where, span) => reading(all)(span),
      issue: async ({ number }) => all[number - 1] ?? null,
    },
    queue: {
      ...nothingThere.queue,
      queued: async () => [
        {
          job: aJob({ issue: { repository, number: 2 } }),
          runId: "r2",
          sinceMs: NOON,
          behind: false,
          why: null,
        },
      ],
    },
  });
  const cookie = await page.signedIn();
  const shown = readable(await (await get(page.app, "/lanes/blocked", { cookie })).text());
  expect([
    /Blocked \d+/.exec(shown)?.[0],
    shown.includes("duration#2 "),
    shown.includes("duration#3 "),
  ]).toEqual([...["Blocked 9", false, true]]);
});

// The board: each issue once, with what is asked of whom, and other people's words as text.
import { expect, it } from "@jest/globals";
import type { IssueRef } from "../../../src/domain/repository.ts";
import { LANES, type Lane, type Span, type Standing } from "../../../src/ledger/rows.ts";
import type { Queued } from "../../../src/queue/view.ts";
import { aJob } from "../../support/builders.ts";
import { get, nothingThere, testPage } from "../../support/page.ts";
import { aStanding, NOON, readable } from "../../support/standings.ts";

const repository = { id: 11, owner: "octo", name: "duration" };
const other = { owner: "octo", name: "parser" };
const pull = { number: 7, url: "https://github.example/octo/duration/pull/7", headSha: "abc" };
const measured = { kind: "holds", criteria: 3, proven: 2, held: 0, unseen: 0, lookTwice: 0 } as const;
const questions = [{ id: "Q1", text: "Days, too?", recommended: "no", blocking: true }];

const lanes: Record<Lane, Standing[]> = {
  running: [aStanding()],
  "needs-answer": [
    aStanding({
      issue: { repository, number: 2 },
      title: '<img src=x onerror="alert(1)">\u202Egnp',
      outcome: { kind: "needs-answer", questions, patchKept: null },
    }),
  ],
  "in-review": [
    aStanding({
      issue: { repository, number: 3 },
      pull: 7,
      rounds: 2,
      usd: 1.25,
      since: NOON - 50 * 3_600_000,
    }),
  ],
  blocked: [
    // It waits for its next run.
    aStanding({ issue: { repository, number: 9 } }),
    aStanding({
      issue: { repository: other, number: 4 },
      outcome: {
        kind: "failed",
        reason: { kind: "nothing-to-check", toolchain: null, hints: [] },
        log: null,
        patchKept: null,
      },
    }),
  ],
  done: [
    aStanding({ issue: { repository, number: 5 }, merged: 8, outcome: { kind: "opened", pull, measured } }),
    aStanding({
      issue: { repository, number: 6 },
      title: null,
      outcome: { kind: "superseded", by: { kind: "person", login: "ada" } },
    }),
  ],
};
const queued = (number: number, part: Partial<Queued>): Queued => ({
  ...{ runId: `q${number}`, job: aJob({ issue: { repository, number } }), sinceMs: NOON - 90_000 },
  ...{ behind: false, why: null, ...part },
});

function full() {
  return testPage({
    clock: { ...nothingThere.clock, now: () => NOON },
    ledger: {
      ...nothingThere.ledger,
      lane: async (lane, where) => {
        const rows = lanes[lane].filter(
          ({ issue }) => where === null || where.some(({ name }) => issue.repository.name === name),
        );
        return { rows, of: rows.length };
      },
      issue: async ({ number }) => {
        const all = LANES.flatMap((lane) => lanes[lane].map((row) => ({ ...row, lane })));
        return all.find(({ issue }) => issue.number === number) ?? null;
      },
      repositories: async () => [repository, other],
    },
    queue: {
      ...nothingThere.queue,
      queued: async () => [
        queued(6, { behind: true }),
        queued(9, { why: { kind: "repository-full", running: 2, ahead: 1 } }),
        queued(10, {}),
      ],
    },
  });
}

it("shows each issue by what is asked of whom", async () => {
  const page = full();
  const shown = await (await get(page.app, "/", { cookie: await page.signedIn() })).text();
  expect(readable(shown)).toMatchInlineSnapshot(`
"Board
Repository
All
octo/duration
octo/parser
Show
Ready 1
Waiting 2
Running 1
Needs an answer 1
In review 1
Blocked 1
Done 1
Ready 1 A place is free.
Ready
Issue | Why | Asked for | Take back |
octo/duration#10 | Begins within seconds | 1 min ago |
Stop
Waiting 2 It begins by itself.
Waiting
Issue | Why | Asked for | Take back |
octo/duration#6 | Behind the run of its own issue | 1 min ago |
Stop
Round once octo/duration#9 | The repository has 2 runs at work, which is all that it may have at once. 1 other run is ahead of it. | 1 min ago |
Stop
Running 1 A worker is at it.
Running
Issue | Phase | Age | Spent |
Round once octo/duration#1 | build for 20 min | 30 min | $0.50 · 4 steps 20 % |
Needs an answer 1 Nothing is spent until somebody answers.
Needs an answer
Issue | Questions | Since |
&lt;img src=x onerror=&quot;alert(1)&quot;&gt;gnp octo/duration#2 | Days, too? | 30 min ago |
In review 1 A pull request waits for a person.
In review
Issue | Pull request | Rounds | Spent | Open |
Round once octo/duration#3 | #7 | 2 | $1.25 | 2 days |
Blocked 1 A person has to do something before it goes on.
Blocked
Issue | Because | Spent | Since |
Round once octo/parser#4 | The repository cannot be checked, and an unchecked change is worth nothing: no toolchain was recognised from its files | $0.00 | 30 min ago |
Done 1 Nothing is open.
Done
Issue | Ended | Spent | Since |
Round once octo/duration#5 | Merged #8 | $0.00 | 30 min ago |"
`);
});

it("shows titles as text, and nothing hidden in them", async () => {
  const page = full();
  const shown = await (await get(page.app, "/", { cookie: await page.signedIn() })).text();
  expect(shown).toContain("<bdi>&lt;img src=x onerror=&quot;alert(1)&quot;&gt;gnp</bdi>");
});

it("shows one repository alone, and a lane page by page", async () => {
  const page = full();
  const cookie = await page.signedIn();
  const one = readable(await (await get(page.app, "/?repository=octo%2Fparser", { cookie })).text());
  expect([one.includes("octo/parser#4"), one.includes("octo/duration#")]).toEqual([true, false]);
  const answers = await Promise.all(
    [...LANES, "nowhere"].map((lane) => get(page.app, `/lanes/${lane}?from=-3`, { cookie })),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 404]);
});

it("begins a list at its beginning where its address names no place in it", async () => {
  const asked: number[] = [];
  const page = testPage({
    ledger: {
      ...nothingThere.ledger,
      lane: async (_lane, _repository, { from }) => {
        asked.push(from);
        return { rows: [], of: 0 };
      },
    },
  });
  const cookie = await page.signedIn();
  for (const from of ["100", "1e30", "-3", "1.5", "Infinity", "99999999999999999999", "x"])
    await get(page.app, `/lanes/done?from=${from}`, { cookie });
  expect(asked).toEqual([100, 0, 0, 0, 0, 0, 0]);
});

it("shows the last page of a list where its address names a place behind the end", async () => {
  const all = Array.from({ length: 102 }, (_, at) => aStanding({ issue: { repository, number: at + 1 } }));
  const lane = async (_lane: Lane, _repository: unknown, { from, count }: Span) => ({
    rows: all.slice(from, from + count),
    of: all.length,
  });
  const page = testPage({ ledger: { ...nothingThere.ledger, lane } });
  const cookie = await page.signedIn();
  const shown = readable(await (await get(page.app, "/lanes/done?from=1000000", { cookie })).text());
  expect([shown.includes("101 to 102 of 102"), shown.includes("duration#102 ")]).toEqual([true, true]);
});

it("says how to begin where nothing is", async () => {
  const page = testPage();
  const shown = await (await get(page.app, "/", { cookie: await page.signedIn() })).text();
  expect(readable(shown)).toContain("Nothing to do yet");
});

it("counts an issue once that waits, wherever it stands in a long lane and however its repository is called", async () => {
  const all = Array.from({ length: 12 }, (_, at) =>
    aStanding({ issue: { repository, number: at + 1 }, lane: "blocked" }),
  );
  const renamed = { ...repository, id: 11, name: "renamed" };
  const inLane = (issue: IssueRef) => all.find(({ issue: { number } }) => number === issue.number) ?? null;
  const page = testPage({
    ledger: {
      ...nothingThere.ledger,
      lane: async (lane, _where, { from, count }) =>
        lane === "blocked" ? { rows: all.slice(from, from + count), of: all.length } : { rows: [], of: 0 },
      issue: async (issue) => inLane(issue),
      repositories: async () => [renamed],
    },
    queue: {
      ...nothingThere.queue,
      queued: async () =>
        [2, 11].map((number) => ({
          ...queued(number, {}),
          job: aJob({ issue: { repository: renamed, number } }),
        })),
    },
  });
  const shown = readable(await (await get(page.app, "/", { cookie: await page.signedIn() })).text());
  const rows = shown.split("\n").filter((line) => line.includes("octo/duration#"));
  expect([rows.length, rows.some((row) => row.includes("#2 ")), /Blocked \d+/.exec(shown)?.[0]]).toEqual([
    ...[8, false, "Blocked 10"],
  ]);
});

// What the ledger tells at a glance, on a real Redis: lanes, runs of an issue, sums, and the large things of a run.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "@jest/globals";
import { pino } from "pino";
import { DEFAULT_BUDGET, NO_USAGE } from "../../../src/domain/budget.ts";
import type { Outcome } from "../../../src/domain/outcome.ts";
import { ended, type Happening } from "../../../src/domain/run-event.ts";
import type { RunPart, SaidStep } from "../../../src/domain/run-part.ts";
import type { Ledger } from "../../../src/ledger/ledger.ts";
import { openLedger } from "../../../src/ledger/redis.ts";
import { LANES } from "../../../src/ledger/rows.ts";
import { startTestRedis, type TestRedis, until } from "../../support/redis.ts";

const log = pino({ level: "silent" });
const repository = { id: 11, owner: "octo", name: "Hello" };
const elsewhere = { id: 12, owner: "octo", name: "other" };
let redis: TestRedis;
let ledger: Ledger;

beforeAll(async () => {
  redis = await startTestRedis();
});
beforeEach(async () => {
  await redis.flush();
  ledger = await openLedger({ redisUrl: redis.url, log });
});
afterEach(async () => {
  await ledger[Symbol.asyncDispose]();
  await until(async () => (await redis.strangers()).length === 0);
});
afterAll(async () => {
  await redis[Symbol.asyncDispose]();
});

const measured = { kind: "holds", criteria: 3, proven: 2, held: 0, unseen: 0, lookTwice: 0 } as const;
const pull = { number: 7, url: "https://github.example/octo/Hello/pull/7", headSha: "abc" };
const opened: Outcome = { kind: "opened", pull, measured };
const revised: Outcome = { kind: "revised", pull, commitSha: "abc", answered: 2, measured };
const stopped: Outcome = {
  kind: "cancelled",
  by: { kind: "person", login: "ada" },
  because: { kind: "command" },
};
const started: Happening = { kind: "started", job: "work", asker: { kind: "person", login: "ada" } };
const spent = { ...NO_USAGE, inputTokens: 900, outputTokens: 100, steps: 4, usd: 0.5 };
const shares = { usd: 0.1, tokens: 0.01, steps: 0.03, minutes: 0.02 };
const stepped: Happening = { kind: "stepped", role: "coder", model: "m1", step: 4, spent, shares };

let minute = 0;
/** One happening after the other, a minute apart. */
async function happen(
  runId: string,
  issue: number,
  happenings: Happening[],
  where = repository,
): Promise<void> {
  for (const happening of happenings) {
    const at = new Date(Date.UTC(2030, 0, 1, 0, minute++)).toISOString();
    await ledger.append({ runId, issue: { repository: where, number: issue }, at, ...happening });
  }
}
beforeEach(() => {
  minute = 0;
});

async function board(where: typeof repository | null = null) {
  const lanes = await Promise.all(
    LANES.map((lane) => ledger.lane(lane, where === null ? null : [where], { from: 0, count: 9 })),
  );
  return Object.fromEntries(
    LANES.map((lane, at) => [lane, lanes[at]?.rows.map(({ issue, run }) => `${issue.number} ${run}`)]),
  );
}

it("puts each issue into one lane, by its newest run, for all repositories and for each", async () => {
  await happen("a", 1, [started, ended(opened)]);
  await happen("b", 2, [started]);
  await happen("c", 3, [started, ended({ kind: "needs-answer", questions: [], patchKept: null })], elsewhere);
  await happen("d", 4, [started, ended(stopped)]);
  await happen("e", 1, [started]);
  expect([await board(), await board(elsewhere), await ledger.repositories()]).toEqual([
    { running: ["1 e", "2 b"], "needs-answer": ["3 c"], "in-review": [], blocked: [], done: ["4 d"] },
    { running: [], "needs-answer": ["3 c"], "in-review": [], blocked: [], done: [] },
    [repository, elsewhere],
  ]);
  // Its pull request is open still.
  await happen("e", 1, [ended(stopped)]);
  // An older run has no say any more.
  await happen("a", 1, [ended({ kind: "no-change", reason: { kind: "spec-unchanged" } })]);
  expect((await board())["in-review"]).toEqual(["1 e"]);
  expect(await ledger.lane("in-review", null, { from: 1, count: 9 })).toEqual({ rows: [], of: 1 });
});

it("keeps one place for an issue and a repository over a rename", async () => {
  const renamed = { ...repository, name: "Renamed" };
  await happen("a", 1, [started, ended(opened)]);
  await happen("b", 1, [started], renamed);
  const running = { running: ["1 b"], "needs-answer": [], "in-review": [], blocked: [], done: [] };
  expect([await board(), await board(repository), await board(renamed)]).toEqual([running, running, running]);
  expect(await ledger.repositories()).toEqual([renamed]);
  expect((await ledger.issue({ repository, number: 1 }))?.issue).toEqual({ repository: renamed, number: 1 });
});

it("knows of an issue how it stands, and of its runs what they do and spend", async () => {
  const read: Happening = { kind: "read", title: "<b>Hi</b>", installationId: 5, budget: DEFAULT_BUDGET };
  await happen("a", 1, [started, read, { kind: "phase-started", phase: "build" }, stepped]);
  const issue = { repository, number: 1 };
  const row = {
    ...{ runId: "a", issue, title: "<b>Hi</b>", job: "work", startedAt: "2030-01-01T00:00:00.000Z" },
    ...{ endedAt: null, ended: null, phase: "build", phaseAt: "2030-01-01T00:02:00.000Z" },
    ...{ steps: 4, tokens: 1000, usd: 0.5, budget: DEFAULT_BUDGET, shares, installationId: 5 },
    ...{ architect: null, coder: "m1", reviewer: null, conflicts: 0 },
  };
  expect([await ledger.run("a"), await ledger.run("z")]).toEqual([row, null]);
  await happen("a", 1, [ended(opened)]);
  await happen("b", 1, [{ ...started, job: "revise" }, stepped, ended(revised)]);
  expect(await ledger.issue(issue)).toMatchObject({
    ...{ title: "<b>Hi</b>", lane: "in-review", since: Date.parse("2030-01-01T00:04:00.000Z"), run: "b" },
    ...{ rounds: 1, usd: 1, pull: 7, merged: null, head: "abc", outcome: revised },
    newest: { runId: "b", job: "revise", ended: "revised" },
  });
  expect((await ledger.runsOf(issue)).map(({ runId }) => runId)).toEqual(["b", "a"]);
});

const merge = { pull: 7, ending: "merged", at: "2030-01-09T00:00:00.000Z" } as const;
const DAYS = ["2029-12-31", "2030-01-01", "2030-01-09"];

it("adds up a run once, and a merge to the day of the run that opened its pull request", async () => {
  const issue = { repository, number: 1 };
  const ordered: Happening = { ...stepped, role: "architect", model: "big" };
  const usage = { architect: { ...spent, usd: 0.1 }, coder: { ...spent, usd: 0.4 } };
  await happen("a", 1, [started, ordered, stepped, { kind: "conflict", with: "base" }]);
  await ledger.saveReport({ runId: "a", outcome: opened, spec: null, usage, phases: [] });
  await happen("a", 1, [ended(opened), ended(opened)]);
  await happen("b", 1, [started, stepped, ended(revised)]);
  const merged = { ...merge, issue, lines: { ours: 30, changed: 4 } };
  await ledger.pullEnded(merged);
  await ledger.pullEnded(merged);
  await ledger.pullEnded({ ...merged, issue: { repository, number: 99 } });
  const runs = { "ended:opened": 1, "ended:revised": 1, runs: 2, opened: 1, ms: 360_000, conflicted: 1 };
  const pulls = { merged: 1, rounds: 1, compared: 1, ours: 30, changed: 4, issues: 1, "issues-merged": 1 };
  const head = { day: "2030-01-01", repository: "id-11" };
  const sums = await ledger.sums(DAYS);
  expect(sums.toSorted((one, other) => one.role.localeCompare(other.role))).toEqual([
    {
      ...head,
      role: "architect",
      model: "big",
      of: { runs: 1, opened: 1, usd: 0.1, tokens: 1000, merged: 1 },
    },
    {
      ...{ ...head, role: "coder", model: "m1" },
      of: { ...runs, ...pulls, "all-usd": 1, usd: 0.4, tokens: 1000, proven: 4, criteria: 6 },
    },
  ]);
  expect(await ledger.issue(issue)).toMatchObject({ lane: "done", pull: null, merged: 7 });
});

it("counts a pull request as merged at its first review, or as refused until it is open again", async () => {
  const of = async (amount: string) =>
    (await ledger.sums(DAYS)).reduce((sum, each) => sum + (each.of[amount] ?? 0), 0);
  const counts = async () => [await of("merged"), await of("accepted"), await of("refused")];
  const issue = { repository, number: 1 };
  await happen("a", 1, [started, stepped, ended(opened)]);
  const closed = { issue, pull: 7, ending: "closed", at: merge.at } as const;
  await ledger.pullEnded(closed);
  await ledger.pullEnded(closed);
  const refused = await counts();
  await ledger.pullEnded({ issue, ending: "reopened", at: merge.at });
  const reopened = await counts();
  await ledger.pullEnded({ ...merge, issue, lines: null });
  expect([refused, reopened, await counts(), await of("compared")]).toEqual([
    [0, 0, 1],
    [0, 0, 0],
    [1, 1, 0],
    0,
  ]);
});

it("tells what each write added since the sums were read", async () => {
  const of = async (amount: string) =>
    (await ledger.sums(DAYS)).reduce((sum, each) => sum + (each.of[amount] ?? 0), 0);
  const counts = async () => [await of("runs"), await of("merged"), await of("issues-merged")];
  const issue = { repository, number: 1 };
  const none = await counts();
  await happen("a", 1, [started, stepped, ended(opened)]);
  const once = await counts();
  await happen("b", 1, [started, stepped, ended(revised)]);
  const twice = await counts();
  await ledger.pullEnded({ ...merge, issue, lines: null });
  expect([none, once, twice, await counts(), await counts()]).toEqual([
    ...[
      [0, 0, 0],
      [1, 0, 0],
      [2, 0, 0],
    ],
    ...[
      [2, 1, 1],
      [2, 1, 1],
    ],
  ]);
});

it("adds up a repository as one over a rename, and a merge to the model that opened its pull request", async () => {
  const asks: Outcome = { kind: "needs-answer", questions: [], patchKept: null };
  await happen("a", 1, [started, ended(asks)]);
  await happen("b", 1, [started, stepped, ended(opened)], { ...repository, name: "Renamed" });
  await ledger.pullEnded({ ...merge, issue: { repository, number: 1 }, lines: null });
  const found = (await ledger.sums(DAYS)).map((each) => [each.repository, each.model, each.of.merged ?? 0]);
  expect(found.toSorted()).toEqual([
    ["id-11", "", 0],
    ["id-11", "m1", 1],
  ]);
});

it("shows a pull request that was closed and reopened in review again", async () => {
  const of = { issue: { repository, number: 1 }, at: "2030-01-09T00:00:00.000Z" };
  await happen("a", 1, [started, ended(opened)]);
  await ledger.pullEnded({ ...of, pull: 7, ending: "closed" });
  const closed = await ledger.issue(of.issue);
  await ledger.pullEnded({ ...of, ending: "reopened" });
  const stands = [closed, await ledger.issue(of.issue)].map((row) => [row?.lane, row?.pull, row?.merged]);
  expect(stands).toEqual([
    ["done", null, null],
    ["in-review", 7, null],
  ]);
});

it("keeps the newest part of each kind, and what was said, page by page", async () => {
  const step = (number: number): SaidStep => ({
    ...{ at: "2030-01-01T00:00:00.000Z", role: "coder", model: "m1", step: number, told: [], text: "ü" },
    ...{
      calls: [{ name: "read", arguments: "{}", answer: "x".repeat(9_000), failed: false }],
      usage: NO_USAGE,
    },
  });
  const diff = (text: string): RunPart => ({ kind: "diff", text, leftOut: 0 });
  for (const number of [1, 2, 3]) await ledger.say("a", step(number));
  for (const text of ["-a", "+b"]) await ledger.keepPart("a", diff(text));
  expect([await ledger.parts("a"), await ledger.parts("b")]).toEqual([[diff("+b")], []]);
  expect(await ledger.said("a", { from: 1, count: 1 })).toEqual({ rows: [step(2)], of: 3 });
});

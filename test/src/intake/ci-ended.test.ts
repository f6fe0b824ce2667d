// What the CI says of the head of our pull request is looked at when it has ended, and what follows is done.
import { expect, it } from "@jest/globals";
import type { CiDetails, CiJob, CiSuite, RequiredCheck } from "../../../src/domain/ci.ts";
import { mendsSince, missedHead, type Occasion } from "../../../src/domain/occasion.ts";
import { DEFAULT_LABELS } from "../../../src/domain/rules.ts";
import { takeIn } from "../../../src/intake/intake.ts";
import { siteOf } from "../../../src/intake/site.ts";
import { takeTurns } from "../../../src/intake/turns.ts";
import { anIntent } from "../../support/builders.ts";
import { fakeLedger } from "../../support/ports/ledger.ts";
import { emptyOutbox } from "../../support/ports/outbox.ts";
import { type FakeQueue, fakeQueue } from "../../support/ports/queue.ts";
import { openWorld } from "../../support/ports/world.ts";

const REPOSITORY = { owner: "octo", name: "duration" };
const ISSUE = { repository: REPOSITORY, number: 1 };
const BRANCH = "issuewright/1";
const DETAILS: CiDetails = { failedStep: "Run npm test", attempt: 1, failedIn: "project", workflow: "CI" };

type Part = Partial<CiJob>;
type Said = {
  head: Part[];
  base?: Part[];
  rules?: string;
  conclusion?: "success" | "neutral";
  unlabelled?: boolean;
};

/** An issue with a draft, and what the CI says of its head and of its base. */
async function draft({ head: onHead, base: onBase = [], ...said }: Said, queue: FakeQueue = fakeQueue()) {
  const { ports, github, repository } = openWorld();
  if (said.unlabelled) github.issues.get(1)?.labels.clear();
  const base = repository.push("main", { ".github/issuewright.yml": said.rules ?? "" });
  repository.branches.set(BRANCH, base);
  // Another one each time: a queue remembers the commits of which it heard.
  const head = repository.push(BRANCH, { "a.txt": `${queue.heard.length}` });
  const text = { title: "", body: "", threads: [], answers: [], resolved: [] };
  github.pulls.set(2, { number: 2, state: "open", branch: BRANCH, into: "main", draft: true, ...text });
  const add = (sha: string) => (part: Part, id: number) => {
    const job: CiJob = { id, name: "test", app: "github-actions", url: null, end: "failed", ...part };
    github.ci.push({ sha, job, details: DETAILS, log: null });
  };
  onHead.forEach(add(head));
  onBase.forEach(add(base));
  const shown = { title: "", summary: "", text: "", runId: "run-1" };
  github.checks.set(head, { headSha: head, conclusion: said.conclusion ?? "success", ...shown });
  const outside = { queue, outbox: emptyOutbox, ledger: fakeLedger(), labels: DEFAULT_LABELS };
  const deps = {
    ...outside,
    github: async () => ports.github,
    aside: async () => ports.github,
    inTurn: takeTurns(),
  };
  const took = async (headSha: string, occasion: Occasion | null) => {
    const place = anIntent("label", { issue: ISSUE, asker: { kind: "machine", name: "ci" }, occasion });
    const site = await siteOf(1, REPOSITORY, deps);
    const intent = { ...place, kind: "ci-ended" as const, headSha };
    return takeIn(intent, site, { ...deps, clock: ports.clock, log: ports.log });
  };
  return {
    ...{ ports, head },
    ended: (headSha = head) => took(headSha, null),
    /** By a sweep, because it was missed. */
    found: () => took(head, { kind: "ci-looked", at: "2026-01-02T03:05:05.000Z" }),
    suites: (found: CiSuite[]) => void Object.assign(github, { suites: new Map([[head, found]]) }),
    require: (required: RequiredCheck[]) => void Object.assign(github, { required }),
    jobs: () => queue.submitted.map(({ job }) => [job.kind, job.asker]),
    notice: () => github.pulls.get(2)?.notice ?? "",
    isDraft: () => github.pulls.get(2)?.draft,
  };
}

it("has a red job looked into once a commit", async () => {
  const { ended, jobs, notice } = await draft({ head: [{}] });
  expect([await ended(), await ended()]).toEqual(["admitted", "ignored"]);
  expect(jobs()).toEqual([["mend", { kind: "machine", name: "ci" }]]);
  expect(notice()).toBe("");
});

it.each([
  ["a job still runs", { head: [{ end: null }, {}] }],
  ["everything passed", { head: [{ end: "passed" as const }] }],
  ["there is no job", { head: [] }],
])("asks for nothing where %s", async (_why, said) => {
  const { ended, jobs, notice } = await draft(said);
  expect([await ended(), jobs(), notice()]).toEqual(["ignored", [], ""]);
});

it("asks for nothing where the commit is not the head any more, or a run is at work", async () => {
  const other = await draft({ head: [{}] });
  expect([await other.ended("another"), other.jobs()]).toEqual(["ignored", []]);
  const queue = fakeQueue("active");
  const busy = await draft({ head: [{ end: "needs-approval" }] }, queue);
  expect([await busy.ended(), busy.notice()]).toEqual(["ignored", ""]);
});

it("touches no pull request whose issue lost its label", async () => {
  const { ended, notice, jobs } = await draft({ head: [{ end: "needs-approval" }], unlabelled: true });
  expect([await ended(), notice(), jobs()]).toEqual(["ignored", "", []]);
});

it.each([
  ["has a red job", "waiting", {}],
  ["has a red job", "active", {}],
  ["waits for approval", "active", { end: "needs-approval" }],
] as const)(
  "that %s while a run is %s takes no place, and is looked at once that run is over",
  async (_what, holds, part) => {
    const queue = fakeQueue(holds);
    const { ended, jobs, head } = await draft({ head: [part] }, queue);
    expect([await ended(), jobs()]).toEqual(["ignored", []]);
    expect([missedHead(new Set(queue.heard)), mendsSince(0, new Set(queue.heard))]).toEqual([head, 0]);
  },
);

it("is looked at by a sweep once, where it ended during a run", async () => {
  const queue = fakeQueue();
  const { found, notice, head } = await draft({ head: [{ end: "needs-approval" }] }, queue);
  await queue.hear(ISSUE, { kind: "ci-missed", at: "2026-01-02T03:04:05.000Z", headSha: head });
  expect([await found(), missedHead(new Set(queue.heard))]).toEqual(["ci-answered", null]);
  expect(notice()).toContain("waits for a person");
});

it("is not looked into by a job that another one was quicker than, and is looked at once more", async () => {
  const queue = fakeQueue();
  const { ended, head } = await draft({ head: [{}] }, { ...queue, submit: async () => false });
  expect([await ended(), missedHead(new Set(queue.heard))]).toEqual(["admitted", head]);
});

it("is looked into where another job lost its machine and may not be run again by us", async () => {
  const { ended, jobs, ports } = await draft({ head: [{ name: "lint", end: "not-started" }, {}] });
  expect([await ended(), jobs()]).toEqual(["ci-answered", []]);
  const alone = await draft({ head: [{ name: "lint", end: "not-started" }, {}] });
  alone.ports.github.ci.rerun = async () => false;
  expect([await alone.ended(), alone.jobs().map(([kind]) => kind)]).toEqual(["ci-answered", ["mend"]]);
  expect(ports.github).not.toBe(alone.ports.github);
});

it("leaves a draft that a person made of a ready pull request as it is", async () => {
  const { ended, isDraft, ports } = await draft({
    ...{ head: [{ end: "passed" as const }], rules: "ready: when-green\n" },
  });
  ports.github.pulls.isDraftAgain = async () => true;
  expect([await ended(), isDraft()]).toEqual(["ignored", true]);
});

it("leaves a draft as it is while a CI that runs on the base has not begun", async () => {
  const base = [{ app: "slow-ci", end: "passed" as const }];
  const { ended, isDraft, suites } = await draft({
    ...{ head: [{ end: "passed" as const }], base, rules: "ready: when-green\n" },
  });
  suites([{ app: "slow-ci", hasEnded: false, jobs: 0 }]);
  expect([await ended(), isDraft()]).toEqual(["ignored", true]);
  suites([]);
  expect([await ended(), isDraft()]).toEqual(["ci-answered", false]);
});

it("leaves a draft as it is until each check that a merge requires is there and green", async () => {
  const { ended, isDraft, require } = await draft({
    ...{ head: [{ end: "passed" as const }], rules: "ready: when-green\n" },
  });
  require([
    { name: "test", appId: null },
    { name: "deploy", appId: null },
  ]);
  expect([await ended(), isDraft()]).toEqual(["ignored", true]);
  require([{ name: "test", appId: null }]);
  expect([await ended(), isDraft()]).toEqual(["ci-answered", false]);
});

it.each([
  ["waits for approval", { head: [{ end: "needs-approval" as const }] }, "waits for a person: `test`"],
  ["skipped every job", { head: [{ end: "skipped" as const }] }, "skipped every job here: `test`"],
  ["is red on the base, too", { head: [{}], base: [{}] }, "The same fails on the commit"],
])("that %s is told of on the pull request, once", async (_what, said, words) => {
  const { ended, notice } = await draft(said);
  expect([await ended(), await ended()]).toEqual(["ci-answered", "ignored"]);
  expect(notice()).toContain(words);
});

it("runs a job again that could not begin", async () => {
  const { ended, notice } = await draft({ head: [{ end: "not-started" }] });
  expect([await ended(), notice()]).toEqual(["ci-answered", ""]);
});

it("makes a draft ready that waited for a green CI, and none that is in doubt", async () => {
  const rules = "ready: when-green\n";
  const passed = { head: [{ end: "passed" as const }], rules };
  const ready = await draft(passed);
  expect([await ready.ended(), ready.isDraft()]).toEqual(["ci-answered", false]);
  expect(ready.notice()).toContain("CI is green and every criterion is proven");
  for (const said of [
    { ...passed, conclusion: "neutral" as const },
    { ...passed, head: [{ end: "skipped" as const }] },
    { ...passed, rules: "ready: when-proved\n" },
  ]) {
    const { ended, isDraft } = await draft(said);
    await ended();
    expect(isDraft()).toBe(true);
  }
});

it("is looked into twice, until a person asks for a fresh run", async () => {
  const queue = fakeQueue();
  const next = async () => {
    const { ended, notice } = await draft({ head: [{}] }, queue);
    return [await ended(), notice()];
  };
  expect([(await next())[0], (await next())[0]]).toEqual(["admitted", "admitted"]);
  const [third, notice] = await next();
  expect(third).toBe("ci-answered");
  expect(notice).toContain("still red after 2 looks into it");
});

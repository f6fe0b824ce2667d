// The repository's own CI as GitHub tells of it: jobs on a commit, why one is red, its log, and running it again.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import type { ActionsJob } from "../../../../local/github/state.ts";
import type { CiJob } from "../../../../src/domain/ci.ts";
import { theContract } from "../../../support/local-github.ts";
import { NAME, openWorld, REPOSITORY, type World } from "./world.ts";

let world: World;
let sha: string;
beforeEach(async () => {
  world = await openWorld();
  sha = (await world.github.source.branchSha(REPOSITORY, "main")) ?? "";
});
afterEach(async () => {
  const faults = world.hub.exchanges.flatMap((exchange) => theContract().judgeExchange(exchange));
  await world[Symbol.asyncDispose]();
  expect(faults).toEqual([]);
});

it("lists check runs of other apps and commit statuses, each with how it ended", async () => {
  await actions("test", "failure");
  await actions("deploy", "skipped");
  await world.hub.reportCheck(NAME, { name: "lint", appSlug: "another-ci", headSha: sha, conclusion: null });
  await world.github.checks.report(REPOSITORY, {
    ...{ headSha: sha, conclusion: "success", runId: "r-1" },
    ...{ title: "Proven", summary: "Measured.", text: "" },
  });
  await world.hub.reportStatus(NAME, { sha, context: "ci/old", state: "pending" });
  await world.hub.reportStatus(NAME, { sha, context: "ci/old", state: "success" });
  const jobs = await world.github.ci.jobsOn(REPOSITORY, sha);
  expect(jobs.map(({ app, name, end }) => [app, name, end])).toEqual([
    ["github-actions", "test", "failed"],
    ["github-actions", "deploy", "skipped"],
    ["another-ci", "lint", null],
    [null, "ci/old", "passed"],
  ]);
});

it("names what a merge requires, by rulesets and by the older protection, and of which app", async () => {
  const { ci } = world.github;
  expect(await ci.requiredOn(REPOSITORY, "main")).toEqual([]);
  const checks = [{ context: "test", integration_id: 15368 }, { context: "lint" }];
  world.hub.addRuleset(NAME, { name: "main", bypass: "never", approvals: 1, checks });
  world.hub.protect(NAME, {
    checks: [
      { context: "ci/old", app_id: null },
      { context: "deploy", app_id: -1 },
    ],
  });
  expect(await ci.requiredOn(REPOSITORY, "main")).toEqual([
    { name: "test", appId: 15368 },
    { name: "lint", appId: null },
    { name: "ci/old", appId: null },
    { name: "deploy", appId: null },
  ]);
  expect(await ci.requiredOn(REPOSITORY, "elsewhere")).toEqual([]);
});

it.each([
  ["Set up job", "machine"],
  ["Run actions/upload-artifact@v4", "machine"],
  ["Post Run actions/checkout@v4", "machine"],
  ["Run actions/checkout@v4", "set-up"],
  ["Run actions/setup-node@v4", "set-up"],
  ["Initialize containers", "set-up"],
  ["Run npm test", "project"],
  ["Run ./.github/actions/checkout@v4", "project"],
  ["Run test lost communication with the server", "project"],
])("tells the step that failed, and whose it is: %s", async (name, failedIn) => {
  await actions("test", "failure", { steps: [step("Wait", "success"), step(name, "failure")] });
  expect(await detailsOf("test")).toEqual({ failedStep: name, failedIn, attempt: 1, workflow: "CI" });
});

it.each([
  ["The hosted runner: GitHub Actions 9 lost communication with the server.", "machine"],
  ["Process completed with exit code 137.", null],
])("tells of a job without a step that failed whether its machine was lost: %s", async (noted, failedIn) => {
  await actions("test", "failure", { steps: [step("Run npm test", "cancelled")], annotations: [noted] });
  expect(await detailsOf("test")).toMatchObject({ failedStep: null, failedIn });
});

it("does not read as a lost machine what the project's own program prints", async () => {
  const annotations = ["received a shutdown signal"];
  await actions("test", "failure", { steps: [step("Run npm test", "failure")], annotations });
  expect(await detailsOf("test")).toMatchObject({ failedIn: "project" });
});

it("lists the suites of other apps, and whether they have ended", async () => {
  await actions("test", "failure");
  await world.hub.reportCheck(NAME, { name: "lint", appSlug: "another-ci", headSha: sha, conclusion: null });
  await world.github.checks.report(REPOSITORY, {
    ...{ headSha: sha, conclusion: "success", runId: "r-1" },
    ...{ title: "Proven", summary: "Measured.", text: "" },
  });
  expect(await world.github.ci.suitesOn(REPOSITORY, sha)).toEqual([
    { app: "github-actions", hasEnded: true, jobs: 1 },
    { app: "another-ci", hasEnded: false, jobs: 1 },
  ]);
});

it("reads the end of a job's log without the times of its lines", async () => {
  const lines = Array.from(
    { length: 3_000 },
    (_, line) => `2026-01-02T03:04:05.0000000Z line ${line} of many`,
  );
  await actions("test", "failure", { log: `${lines.join("\n")}\n` });
  const log = await logOf("test");
  expect(log?.endsWith("line 2998 of many\nline 2999 of many\n")).toBe(true);
  expect(Buffer.byteLength(log ?? "")).toBeLessThan(60_000);
  expect(log).not.toContain("2026-01-02T03:04:05.0000000Z line 2999");
});

it("reads the end of a log of any size", async () => {
  await actions("test", "failure", { log: `${"line of many\n".repeat(1_700_000)}the last\n` });
  expect((await logOf("test"))?.endsWith("line of many\nthe last\n")).toBe(true);
});

it("has no log of a job that another app runs", async () => {
  await world.hub.reportCheck(NAME, {
    name: "lint",
    appSlug: "another-ci",
    headSha: sha,
    conclusion: "failure",
  });
  expect(await logOf("lint")).toBeNull();
});

it("runs a job again, which then is one that has not ended", async () => {
  await actions("test", "failure");
  const [job] = await jobs();
  expect(await world.github.ci.rerun(REPOSITORY, job ?? NOBODY)).toBe(true);
  const [again] = await jobs();
  expect(again).toMatchObject({ name: "test", end: null });
  expect(await world.github.ci.detailsOf(REPOSITORY, again ?? NOBODY)).toMatchObject({ attempt: 2 });
});

it("reads nothing and runs nothing where the installation does not permit it, and nothing is thrown", async () => {
  await using place = await openWorld({ metadata: "read", contents: "write", issues: "write" });
  const head = (await place.github.source.branchSha(REPOSITORY, "main")) ?? "";
  const job: CiJob = { id: 7, name: "test", app: "github-actions", url: null, end: "failed" };
  const { ci } = place.github;
  expect(await ci.jobsOn(REPOSITORY, head)).toEqual([]);
  expect(await ci.suitesOn(REPOSITORY, head)).toEqual([]);
  expect(await ci.detailsOf(REPOSITORY, job)).toBeNull();
  expect(await ci.rerun(REPOSITORY, job)).toBe(false);
  expect(await ci.logOf(REPOSITORY, job)).toBeNull();
});

const NOBODY: CiJob = { id: null, name: "", app: null, url: null, end: null };

function step(name: string, conclusion: ActionsJob["steps"][number]["conclusion"]) {
  return { name, conclusion };
}

async function actions(name: string, conclusion: "failure" | "skipped", job: Partial<ActionsJob> = {}) {
  const known: ActionsJob = { workflow: "CI", attempt: 1, steps: [], annotations: [], log: "", ...job };
  await world.hub.reportCheck(NAME, { name, headSha: sha, conclusion, job: known });
}

async function detailsOf(name: string) {
  return world.github.ci.detailsOf(REPOSITORY, (await jobs()).find((each) => each.name === name) ?? NOBODY);
}

async function jobs(): Promise<CiJob[]> {
  return world.github.ci.jobsOn(REPOSITORY, sha);
}

async function logOf(name: string): Promise<string | null> {
  const job = (await jobs()).find((each) => each.name === name) ?? NOBODY;
  return world.github.ci.logOf(REPOSITORY, job);
}

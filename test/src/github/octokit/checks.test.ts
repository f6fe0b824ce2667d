// The evidence on a commit: one check run of ours, whatever fails on the way, and none where it is not granted.
import { afterEach, beforeEach, expect, it } from "@jest/globals";
import { lackingPermissions } from "../../../../src/github/octokit/permissions.ts";
import { NAME, openWorld, REPOSITORY, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

async function report(change: object = {}, place = world) {
  const headSha = (await place.github.source.branchSha(REPOSITORY, "main")) ?? "";
  const texts = { title: "1 of 1 criterion proven", summary: "Measured.", text: "Step 1." };
  const asked = { headSha, conclusion: "success" as const, ...texts, runId: "r-1", ...change };
  return place.github.checks.report(REPOSITORY, asked);
}
const runs = () => world.hub.repository(NAME).checkRuns;

it("is a completed check run of our app, by its name, with the run it came from", async () => {
  const reported = await report();
  const [run] = runs();
  expect(run).toMatchObject({
    ...{ name: "issuewright/evidence", appSlug: "issuewright", status: "completed", conclusion: "success" },
    ...{
      externalId: "r-1",
      output: { title: "1 of 1 criterion proven", summary: "Measured.", text: "Step 1." },
    },
  });
  expect(reported).toEqual({ kind: "reported", url: `${world.hub.serverUrl}/octo/clock/runs/${run?.id}` });
});

it("is not written again while nothing changed, and not taken for somebody else's of the same name", async () => {
  const headSha = (await world.github.source.branchSha(REPOSITORY, "main")) ?? "";
  await world.hub.reportCheck(NAME, { name: "issuewright/evidence", headSha, conclusion: "failure" });
  await report();
  const writes = world.hub.writes().length;
  await report();
  expect(world.hub.writes()).toHaveLength(writes);
  expect(runs().map(({ appSlug, conclusion }) => `${appSlug} ${conclusion}`)).toEqual([
    "github-actions failure",
    "issuewright success",
  ]);
});

it.each([
  ["its answer is lost", true],
  ["GitHub fails", false],
])("is made once when %s", async (_name, afterwards) => {
  const on = `POST /repos/${NAME}/check-runs`;
  world.hub.faults.order({ on, fault: { kind: "status", status: 502 }, afterwards });
  expect((await report()).kind).toBe("reported");
  expect(runs()).toHaveLength(1);
});

it("is not made where the installation does not grant it, and nothing is thrown", async () => {
  await using place = await openWorld({ metadata: "read", contents: "write", issues: "write" });
  expect(lackingPermissions({ metadata: "read", contents: "write", issues: "read" })).toEqual([
    ...["issues: write", "pull_requests: write", "checks: write", "statuses: read", "actions: write"],
  ]);
  expect(await report({}, place)).toEqual({
    kind: "not-granted",
    githubSaid: expect.stringContaining("Resource not accessible by integration"),
  });
  expect(place.hub.repository(NAME).checkRuns).toEqual([]);
});

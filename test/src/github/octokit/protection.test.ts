// Which rules of a repository our app could bypass, and whether GitHub verifies its commits.
import { expect, it } from "@jest/globals";
import { rulesetRoutes } from "../../../../local/github/routes/rulesets.ts";
import { systemClock } from "../../../../src/clock.ts";
import { DEFAULT_LABELS } from "../../../../src/domain/rules.ts";
import { connectGitHubApp } from "../../../../src/github/octokit/app.ts";
import type { Survey } from "../../../../src/github/survey.ts";
import { createLog } from "../../../../src/log.ts";
import { startTestGitHub, type TestGitHub, unwalked } from "../../../support/local-github.ts";
import { NAME, openWorld, REPOSITORY } from "./world.ts";

it("names each ruleset that our app may bypass in any way, and no other", async () => {
  await using hub = await startTestGitHub();
  await hub.createRepository({ owner: "octo", name: "clock", files: { "README.md": "# Clock\n" } });
  const survey = await surveyOf(hub);
  const bypassed = () => survey.bypassed(REPOSITORY);
  expect(await bypassed()).toEqual({ rulesets: [], branches: [] });
  hub.addRuleset(NAME, { name: "protect main", bypass: "never" });
  hub.addRuleset(NAME, { name: "reviews", bypass: "pull_requests_only" });
  hub.addRuleset(NAME, { name: "tags", bypass: "always" });
  expect(await bypassed()).toEqual({ rulesets: ["reviews", "tags"], branches: [] });
});

it("names a branch whose older protection exempts our app, where the owner lets us read that", async () => {
  const granted = { administration: "read", metadata: "read", contents: "read" };
  await using hub = await startTestGitHub({ permissions: granted });
  await hub.createRepository({ owner: "octo", name: "clock", files: { "README.md": "# Clock\n" } });
  const { bypassed, asksForReview } = await surveyOf(hub);
  expect(await bypassed(REPOSITORY)).toEqual({ rulesets: [], branches: [] });
  hub.protect(NAME, { approvals: 1, exempt: ["another"] });
  expect(await bypassed(REPOSITORY)).toEqual({ rulesets: [], branches: [] });
  hub.protect(NAME, { approvals: 1, exempt: ["another", hub.app.slug] });
  hub.addRuleset(NAME, { name: "reviews", bypass: "never", approvals: 1 });
  expect(await bypassed(REPOSITORY)).toEqual({ rulesets: [], branches: ["main"] });
  hub.repository(NAME).protection = null;
  expect(await asksForReview(REPOSITORY)).toBe(true);
  expect(unwalked(hub, rulesetRoutes)).toEqual([]);
});

it("tells whether the default branch takes a commit of our app without a review", async () => {
  await using hub = await startTestGitHub();
  await hub.createRepository({ owner: "octo", name: "clock", files: { "README.md": "# Clock\n" } });
  const { asksForReview } = await surveyOf(hub);
  const asks = () => asksForReview(REPOSITORY);
  expect(await asks()).toBe(false);
  hub.protect(NAME, { checks: [{ context: "test", app_id: null }] });
  expect(await asks()).toBe(false);
  hub.protect(NAME, { approvals: 1 });
  expect(await asks()).toBe(true);
  hub.repository(NAME).protection = null;
  hub.addRuleset(NAME, { name: "by pull request", bypass: "never", approvals: 0 });
  expect(await asks()).toBe(false);
  hub.addRuleset(NAME, { name: "reviews", bypass: "never", approvals: 2 });
  expect(await asks()).toBe(true);
});

it("tells whether GitHub verifies what our app commits, once there is such a commit", async () => {
  await using world = await openWorld();
  const { verifies } = await surveyOf(world.hub);
  expect(await verifies(REPOSITORY)).toBeNull();
  const published = await world.github.pulls.publish(await world.publication());
  expect(await verifies(REPOSITORY)).toBe(true);
  if (published.kind === "published") world.hub.repository(NAME).verifiedCommits.delete(published.commitSha);
  expect(await verifies(REPOSITORY)).toBe(false);
});

async function surveyOf(hub: TestGitHub): Promise<Survey> {
  const { app, apiUrl, serverUrl } = hub;
  const { survey } = await connectGitHubApp({
    credentials: { appId: app.id, privateKey: app.privateKeyPem },
    ...{ apiUrl, serverUrl, labels: DEFAULT_LABELS, clock: systemClock },
    pace: { spaced: false, secondMs: 1 },
    log: createLog({ level: "silent", name: "test" }),
  });
  return survey.within(hub.installationId("octo"));
}

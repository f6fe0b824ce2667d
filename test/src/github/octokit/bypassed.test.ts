// Which rules of a repository our app could bypass, as `doctor` asks.
import { expect, it } from "@jest/globals";
import { rulesetRoutes } from "../../../../local/github/routes/rulesets.ts";
import { systemClock } from "../../../../src/clock.ts";
import { DEFAULT_LABELS } from "../../../../src/domain/rules.ts";
import { connectGitHubApp } from "../../../../src/github/octokit/app.ts";
import { createLog } from "../../../../src/log.ts";
import { startTestGitHub, unwalked } from "../../../support/local-github.ts";

const NAME = "octo/clock";

it("names each ruleset that our app may bypass in any way, and no other", async () => {
  await using hub = await startTestGitHub();
  await hub.createRepository({ owner: "octo", name: "clock", files: { "README.md": "# Clock\n" } });
  const { app, apiUrl, serverUrl } = hub;
  const { survey } = await connectGitHubApp({
    credentials: { appId: app.id, privateKey: app.privateKeyPem },
    ...{ apiUrl, serverUrl, labels: DEFAULT_LABELS, clock: systemClock },
    pace: { spaced: false, secondMs: 1 },
    log: createLog({ level: "silent", name: "test" }),
  });
  const bypassed = () => survey.within(hub.installationId("octo")).bypassed({ owner: "octo", name: "clock" });
  expect(await bypassed()).toEqual([]);
  hub.addRuleset(NAME, { name: "protect main", bypass: "never" });
  hub.addRuleset(NAME, { name: "reviews", bypass: "pull_requests_only" });
  hub.addRuleset(NAME, { name: "tags", bypass: "always" });
  expect(await bypassed()).toEqual(["reviews", "tags"]);
  expect(unwalked(hub, rulesetRoutes)).toEqual([]);
});

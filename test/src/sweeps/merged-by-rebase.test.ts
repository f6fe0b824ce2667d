// A merge that names no pull request in its commits is watched all the same.
import { expect, it } from "@jest/globals";
import { NAME, openWorld, REPOSITORY } from "../github/octokit/world.ts";
import { known, sweeping } from "./sweeping.ts";

const ISSUE = { repository: NAME, number: 2 };
const PULL = { repository: NAME, number: 3 };

it("the CI of a merge by rebase, which names no pull request, is found by a look alone", async () => {
  await using world = await openWorld();
  const { hub } = world;
  hub.setPermission(NAME, "ada", "admin");
  const ada = hub.asUser("ada");
  await ada.openIssue(NAME, { title: "T", body: "B" });
  const { github } = world;
  await github.pulls.publish(
    await world.publication(undefined, {
      issue: { repository: REPOSITORY, number: 2 },
      ...{
        branch: "issuewright/2-seconds",
        textFor: async () => ({ title: "Keep", body: "No marker here" }),
      },
    }),
  );
  await ada.label(ISSUE, "ai-ready");
  const { look, swept } = await sweeping(world, known);
  await look();
  await ada.markReady(PULL);
  await ada.merge(PULL, "rebase");
  await look();
  swept.length = 0;
  const headSha = hub.repository(NAME).issues.get(PULL.number)?.pull?.mergeCommitSha ?? "";
  await hub.reportCheck(NAME, { name: "style", headSha, conclusion: "failure" });
  await look();
  expect(swept.map(({ kind, issue }) => [kind, issue.number])).toEqual([["base-ci-ended", PULL.number]]);
});

// Issues that say little, or go away: nothing crashes, nothing is tried for ever, nothing is opened for nobody.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Repository } from "../../local/github/state.ts";
import { issueName } from "../../src/domain/repository.ts";
import { aJob } from "../support/builders.ts";
import { type House, openHouse } from "../support/house.ts";
import { project } from "../support/script.ts";
import { ends, leftovers, openRepository, quick, requestsSaying, scenes, tell } from "../support/story.ts";

describe("an issue", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({
      script: scenes({
        "no-body": quick,
        "deleted-loudly": quick,
        "deleted-silently": quick,
        "closed-silently": quick,
      }),
      files: project,
    });
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  const openIssue = async (name: string) => {
    const repository = await openRepository(house, name, project);
    const ada = house.github.asUser("ada");
    const { number } = await ada.openIssue(repository, { title: `sum([]) throws (${name})` });
    return { ada, address: { repository, number } };
  };
  const isBegun = (name: string) =>
    house.until(
      (event) =>
        event.kind === "phase-started" &&
        event.phase === "work order" &&
        issueName(event.issue) === `octo/${name}#1`,
    );
  const nothingPublished = (repository: Repository) =>
    [...repository.issues.values()].every((issue) => issue.pull === null);

  it("without a body is worked on", async () => {
    const told = await tell(house, { name: "no-body", files: project, body: null });
    expect(told.outcome).toBe("opened");
    expect(told.pulls).toHaveLength(1);
  });

  it("that is deleted while its run waits costs nothing and is not tried again", async () => {
    const { ada, address } = await openIssue("deleted-before");
    await ada.deleteIssue(address);
    const issue = { repository: { owner: "octo", name: "deleted-before" }, number: address.number };
    const job = aJob({ issue, installationId: house.github.installationId("octo") });
    const told = await ends(house, address, () => house.queue.submit(job, { supersedes: false }));
    expect(told.outcome).toBe("cancelled");
    expect(await house.ledger.readReport(told.runId)).toMatchObject({
      outcome: { by: { kind: "github" }, because: { kind: "issue-gone" } },
    });
    expect(requestsSaying(house, "deleted-before")).toEqual([]);
    expect(await leftovers(told.runId)).toEqual([]);
  });

  it.each(["deleted-loudly", "deleted-silently", "closed-silently"])(
    "that goes away during its run leaves no pull request: %s",
    async (name) => {
      const { ada, address } = await openIssue(name);
      const begun = isBegun(name);
      const told = await ends(house, address, async () => {
        await ada.label(address, "ai-ready");
        await begun;
        const event = name.startsWith("deleted") ? "issues.deleted" : "issues.closed";
        if (name.endsWith("silently")) house.github.webhooks.trouble("lose", event);
        await (name.startsWith("deleted") ? ada.deleteIssue(address) : ada.close(address));
      });
      expect(told.outcome).toBe("cancelled");
      expect(nothingPublished(house.github.repository(address.repository))).toBe(true);
      expect(await leftovers(told.runId)).toEqual([]);
      if (name === "closed-silently") {
        expect(told.shown).toContain("**Stopped** by `GitHub`: the issue was closed.");
        expect(told.labels).toEqual(["ai-ready"]);
      }
    },
  );
});

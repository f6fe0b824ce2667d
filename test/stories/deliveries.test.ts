// Webhooks get lost, come twice, and overtake each other: what is on the issue decides, and nothing of ours counts.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { BREAKER_WINDOW_MS } from "../../src/domain/admission.ts";
import { NO_RULES } from "../../src/domain/rules.ts";
import { type House, openHouse } from "../support/house.ts";
import { aScript, bareProject } from "../support/script.ts";
import { ends, quick, refOf, seen } from "../support/story.ts";
import { adaOpens } from "../support/versions.ts";

describe("deliveries", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({ script: aScript(quick), files: bareProject });
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  it("that are lost start nothing, and `/ai retry` begins what they would have", async () => {
    const address = await adaOpens(house);
    const ada = house.github.asUser("ada");
    house.github.webhooks.trouble("lose", "issues.labeled");
    await ada.label(address, "ai-ready");
    await house.github.webhooks.settled();
    expect(await house.queue.isRunning(refOf(house, address))).toBe(false);
    expect(house.sticky(address.number)).toBe("");

    const told = await ends(house, address, () => ada.comment(address, "/ai retry"));
    expect(told.outcome).toBe("opened");
    await house.github.webhooks.settled();
    // Comments, labels, branch, pull request and check run of ours came back as events, and none of them counted.
    const ours = house.github.webhooks.deliveries.filter(({ payload }) =>
      JSON.stringify(payload.sender)?.includes("issuewright[bot]"),
    );
    expect(new Set(ours.map((each) => each.event))).toEqual(
      new Set(["issues", "issue_comment", "pull_request", "push", "check_run", "check_suite"]),
    );
    expect(await house.queue.countRecent(refOf(house, address), BREAKER_WINDOW_MS)).toBe(1);
    expect(await house.queue.isRunning(refOf(house, address))).toBe(false);
  });

  it("that come twice and in the wrong order make one run", async () => {
    const address = await adaOpens(house);
    const ada = house.github.asUser("ada");
    await ada.label(address, "bug");
    await house.github.webhooks.settled();
    house.github.webhooks.trouble("duplicate", "*", 3);
    house.github.webhooks.reorder(3);
    const told = await ends(house, address, async () => {
      await ada.label(address, "ai-ready");
      await ada.unlabel(address, "ai-ready");
      await ada.label(address, "ai-ready");
    });
    expect(told.outcome).toBe("opened");
    await house.github.webhooks.settled();
    expect(seen(house, address).labels).toEqual(["ai-in-review", "ai-ready", "bug"]);
    expect(await house.queue.countRecent(refOf(house, address), BREAKER_WINDOW_MS)).toBe(1);
  });
});

describe("requests in a loop", () => {
  it("are refused after twenty within the hour, with a notice", async () => {
    await using house = await openHouse({ script: aScript(), files: bareProject, worker: false });
    const address = await adaOpens(house);
    const ada = house.github.asUser("ada");
    await ada.label(address, "ai-ready");
    for (let request = 2; request <= NO_RULES.requests.hour; request += 1) {
      await ada.comment(address, `Again, ${request}.`);
    }
    await house.github.webhooks.settled();
    expect(house.notice(address.number)).toBe("");

    await ada.comment(address, "Once more.");
    await house.github.webhooks.settled();
    expect(house.notice(address.number)).toContain(
      "Nothing was started: this issue already had 20 requests within 60 min 0 s, which looks like a loop.",
    );
    expect(await house.queue.countRecent(refOf(house, address), BREAKER_WINDOW_MS)).toBe(
      NO_RULES.requests.hour,
    );
  });
});

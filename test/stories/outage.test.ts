// GitHub is away for a while: what people asked for begins once it is back, and how a run ended is said once it can be.
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { SCRIPTED_MODELS } from "../../local/model/script.ts";
import { eventually } from "../support/eventually.ts";
import { type House, openHouse } from "../support/house.ts";
import { aScript, bareProject } from "../support/script.ts";
import { ends, quick } from "../support/story.ts";
import { adaOpens } from "../support/versions.ts";

describe("an outage of GitHub", () => {
  let house: House;
  beforeAll(async () => {
    const patience = { timing: { backoffMs: 500 }, owing: { firstMs: 2_000 } };
    house = await openHouse({ script: aScript(quick), files: bareProject, patience });
  });
  afterEach(() => house.github.faults.clear());
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  it("while a label is judged holds it back, and loses nothing", async () => {
    const address = await adaOpens(house);
    const away = { on: "GET /repos/*/collaborators/*", fault: { kind: "status", status: 502 } } as const;
    house.github.faults.order({ ...away, times: 9 });
    const told = await ends(house, address, () => house.github.asUser("ada").label(address, "ai-ready"));
    expect(told.outcome).toBe("opened");
    const [delivery] = house.github.webhooks.deliveries.filter(({ action }) => action === "labeled");
    expect(delivery?.attempts).toEqual([{ status: 202, lost: false }]);
  });

  it("while a run publishes has the publish alone repeated", async () => {
    const address = await adaOpens(house);
    const before = house.model.requests.length;
    const away = { on: "POST /repos/*/git/trees", fault: { kind: "status", status: 502 } } as const;
    // As often as one execution asks.
    house.github.faults.order({ ...away, times: 4 });
    const told = await ends(house, address, () => house.github.asUser("ada").label(address, "ai-ready"));
    const pulls = told.pulls.filter((pull) => pull.body?.includes(`Fixes #${address.number},`));
    expect([told.outcome, pulls.length]).toEqual(["opened", 1]);
    // The coder may be told something in between; everybody else is asked once.
    const asked = house.model.requests.slice(before).map(({ request }) => request.model);
    expect(asked.filter((model) => model !== SCRIPTED_MODELS.coder)).toEqual([
      ...[SCRIPTED_MODELS.architect, SCRIPTED_MODELS.architect],
      SCRIPTED_MODELS.reviewer,
    ]);
  });

  it("when a run ends leaves the issue with the truth a little later", async () => {
    const address = await adaOpens(house);
    const ended = house.nextEnd(`${address.repository}#${address.number}`);
    house.github.faults.order({
      on: "PATCH /repos/*/issues/comments/*",
      fault: { kind: "status", status: 502 },
      times: 1_000,
    });
    await house.github.asUser("ada").label(address, "ai-ready");
    expect((await ended).outcome).toBe("opened");
    expect(house.sticky(address.number)).not.toContain("**Opened**");
    house.github.faults.clear();
    const isTrue = () =>
      house.sticky(address.number).includes("**Opened**") &&
      house.labels(address.number).includes("ai-in-review");
    await eventually("the issue tells of its pull request", isTrue);
  });
});

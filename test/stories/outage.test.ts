// GitHub is away for a while: what people asked for begins once it is back, and how a run ended is said once it can be.
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { IssueAddress } from "../../local/github/people.ts";
import { SCRIPTED_MODELS } from "../../local/model/script.ts";
import { eventually } from "../support/eventually.ts";
import { type House, openHouse } from "../support/house.ts";
import { aScript, bareProject } from "../support/script.ts";
import { quick, seen } from "../support/story.ts";
import { adaOpens } from "../support/versions.ts";

/** As often as one execution asks to write a tree. */
const ONE_EXECUTION = 4;

/** One run meets three outages, each at another moment. */
describe("an outage of GitHub", () => {
  let house: House;
  let address: IssueAddress;
  let asked: string[];
  let outcome: string;
  /** The comment when the run had ended and GitHub took no edit yet. */
  let untold: string;
  beforeAll(async () => {
    const patience = { timing: { backoffMs: 500 }, owing: { firstMs: 2_000 } };
    house = await openHouse({ script: aScript(quick), files: bareProject, patience });
    address = await adaOpens(house);
    const ended = house.nextEnd(`${address.repository}#${address.number}`);
    const fault = { kind: "status", status: 502 } as const;
    house.github.faults.order({ on: "GET /repos/*/collaborators/*", fault, times: 9 });
    house.github.faults.order({ on: "POST /repos/*/git/trees", fault, times: ONE_EXECUTION });
    house.github.faults.order({ on: "PATCH /repos/*/issues/comments/*", fault, times: 1_000 });
    await house.github.asUser("ada").label(address, "ai-ready");
    ({ outcome } = await ended);
    asked = house.model.requests.map(({ request }) => request.model);
    untold = house.sticky(address.number);
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  it("while a label is judged holds it back, and loses nothing", () => {
    expect(outcome).toBe("opened");
    const [delivery] = house.github.webhooks.deliveries.filter(({ action }) => action === "labeled");
    expect(delivery?.attempts).toEqual([{ status: 202, lost: false }]);
  });

  it("while a run publishes has the publish alone repeated", () => {
    const pulls = seen(house, address).pulls;
    expect(pulls.map(({ title }) => title)).toEqual(["Make the sum of nothing 0"]);
    // The coder may be told something in between; everybody else is asked once.
    expect(asked.filter((model) => model !== SCRIPTED_MODELS.coder)).toEqual([
      ...[SCRIPTED_MODELS.architect, SCRIPTED_MODELS.architect],
      SCRIPTED_MODELS.reviewer,
    ]);
  });

  it("when a run ends leaves the issue with the truth a little later", async () => {
    expect(untold).not.toContain("**Opened**");
    house.github.faults.clear();
    const isTrue = () =>
      house.sticky(address.number).includes("**Opened**") &&
      house.labels(address.number).includes("ai-in-review");
    await eventually("the issue tells of its pull request", isTrue);
  });
});

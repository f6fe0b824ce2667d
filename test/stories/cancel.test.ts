// A maintainer takes it back: the run ends within seconds, nothing of it stays but the work, and it can be begun again.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { IssueAddress } from "../../local/github/people.ts";
import { eventually } from "../support/eventually.ts";
import { type House, openHouse } from "../support/house.ts";
import { aScript, bareProject, undecided } from "../support/script.ts";
import { ends, leftovers, mended, seen } from "../support/story.ts";
import { adaOpens, coderWasTold, hangs, toldTo } from "../support/versions.ts";

const FIX = "+  return numbers.reduce((a, b) => a + b, 0);";

describe("a run under way", () => {
  let house: House;
  let held: boolean;
  beforeAll(async () => {
    const coder = (_request: unknown, turn: number) => (held && turn > 0 ? hangs : mended[turn]) ?? undecided;
    house = await openHouse({ script: aScript({ coder }), files: bareProject });
  });
  beforeEach(() => {
    held = true;
    house.model.requests.length = 0;
  });
  afterAll(async () => {
    await house[Symbol.asyncDispose]();
  });

  /** Labels a fresh issue and waits until its coder has changed a file and hangs. */
  async function underWay(): Promise<IssueAddress> {
    const address = await adaOpens(house);
    await house.github.asUser("ada").label(address, "ai-ready");
    await coderWasTold(house, 2);
    return address;
  }

  it("stops when the label comes off, with its sandboxes gone and its work kept", async () => {
    const address = await underWay();
    expect(seen(house, address).labels).toContain("ai-working");

    const told = await ends(house, address, () => house.github.asUser("ada").unlabel(address, "ai-ready"));

    expect(told.outcome).toBe("cancelled");
    expect(told.shown).toContain(`**Stopped** by \`ada\`: the label was removed.`);
    expect(told.sticky).toContain("### Spec v1");
    expect(told.labels).toEqual([]);
    expect(told.pulls).toEqual([]);
    await eventually("its containers are gone", async () => (await leftovers(told.runId)).length === 0);
    const patch = await readFile(join(house.dataDir, "runs", told.runId, "change.patch"), "utf8");
    expect(patch).toContain(FIX);
  });

  it("stops on `/ai stop`, and `/ai retry` begins again from the spec shown", async () => {
    const address = await underWay();
    const ada = house.github.asUser("ada");
    const stopped = await ends(house, address, () => ada.comment(address, "/ai stop"));
    expect(stopped.outcome).toBe("cancelled");
    expect(stopped.shown).toContain("**Stopped** by `ada`: `/ai stop`.");
    expect(stopped.shown).toContain("`/ai retry` starts again from the spec above.");
    expect(stopped.labels).toEqual(["ai-ready"]);

    held = false;
    house.model.requests.length = 0;
    const again = await ends(house, address, () => ada.comment(address, "/ai retry"));
    expect({ outcome: again.outcome, shown: again.shown }).toMatchObject({ outcome: "opened" });
    expect(again.pulls.map((pull) => pull.title)).toEqual(["Make the sum of nothing 0"]);
    expect(again.sticky).toContain("### Spec v1");
    expect(toldTo(house, "architect").filter((text) => text.includes("submit_spec"))).toEqual([]);
  });
});

describe("a run that waits in the queue", () => {
  it("is taken off by `/ai stop`, and the issue says that it never began", async () => {
    await using house = await openHouse({ script: aScript(), files: bareProject, worker: false });
    const address = await adaOpens(house);
    const ada = house.github.asUser("ada");
    await ada.label(address, "ai-ready");
    await ada.comment(address, "/ai stop");
    await house.github.webhooks.settled();
    expect(house.notice(address.number)).toContain(
      "`ada` cancelled the queued run: `/ai stop`. Nothing was spent.",
    );
    expect(house.sticky(address.number)).toBe("");
    expect(house.labels(address.number)).toEqual(["ai-ready"]);
    expect(house.model.requests).toEqual([]);
  });
});

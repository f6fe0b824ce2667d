// A worker that lost its claim sends nothing to GitHub that changes anything, also when it lost it while it was stopped.
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { ClaimLost } from "../../../../src/domain/errors.ts";
import { stickyMarker } from "../../../../src/messages/marker.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

const words = `${stickyMarker(1)}\nworking`;

describe("a claim that is lost", () => {
  it("lets nothing through that changes something: no comment, no label, no commit", async () => {
    const github = await world.connect({}, { fence: async () => false });
    const before = world.hub.writes().length;
    const publication = await world.publication();
    const writes = [
      () => github.status.writeSticky(world.issue, () => words),
      () => github.status.changeLabels(world.issue, { add: ["ai-working"], remove: [] }),
      () => github.pulls.publish(publication),
    ];
    for (const write of writes) await expect(write()).rejects.toThrow(ClaimLost);
    expect(await github.tickets.state(world.issue)).toMatchObject({ state: "open" });
    expect(world.hub.writes().length).toBe(before);
  });

  it("is asked about again where much time passed since the answer", async () => {
    let asked = 0;
    const fence = async () => {
      asked += 1;
      if (asked > 1) return false;
      world.ourClock.advance(90_000);
      return true;
    };
    const github = await world.connect({}, { fence });
    await expect(github.status.writeSticky(world.issue, () => words)).rejects.toThrow(ClaimLost);
    expect(world.written()).toEqual([]);
  });
});

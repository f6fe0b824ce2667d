// A publish that fails is repeated alone: nothing is built, measured or paid again, and the issue says what it waits for.
import { describe, expect, it } from "@jest/globals";
import {
  AWAY,
  executed,
  failingToPublish,
  purposes,
  USD,
  undisturbed,
} from "../../../support/ports/executions.ts";
import { openWorld } from "../../../support/ports/world.ts";

describe("a publish that GitHub fails many times", () => {
  it("ends in one pull request, with one conversation, one measurement and one cost", async () => {
    const whole = await undisturbed();
    const world = failingToPublish(6, openWorld(USD));
    await expect(world.run({}, { runId: "run-1" })).rejects.toThrow();
    expect(world.shown()).toMatch(
      /^\*\*Waiting\.\*\* The app could not write the commit: GitHub failed or could not be reached \(status 502\)\. It will be tried again\. Nothing is lost/,
    );
    const { outcome, usage } = await executed(world, 6);
    expect(outcome).toMatchObject({ kind: "opened" });
    expect(usage).toEqual(whole.usage);
    expect([world.models.requests.length, purposes(world)]).toEqual([whole.requests, whole.opened]);
    expect([world.github.pulls.size, world.checkpoints.texts.size]).toEqual([1, 0]);
    expect(world.sticky().match(/\$0\.\d\d/g)).toHaveLength(1);
    expect([...world.github.checks.values()][0]?.text).toContain("submit_review");
  });

  it("is told as opened where GitHub took it and its answer was lost", async () => {
    const world = openWorld();
    const { publish } = world.ports.github.pulls;
    let isLost = true;
    world.ports.github.pulls.publish = async (publication) => {
      const published = await publish(publication);
      if (!isLost) return published;
      isLost = false;
      throw AWAY;
    };
    expect((await executed(world, 2)).outcome).toMatchObject({ kind: "opened", pull: { number: 2 } });
    expect(world.github.pulls.size).toBe(1);
  });
});

// Who is told how a run ended, and what becomes of one that cannot be told.
import { describe, expect, it } from "@jest/globals";
import type { Announcer } from "../../../../src/announcers/announcer.ts";
import type { News } from "../../../../src/domain/news.ts";
import { openWorld, type World } from "../../../support/ports/world.ts";

/** One more announcer, behind the issue. */
function withAnother(announce: Announcer["announce"]): World {
  const world = openWorld();
  world.ports.announcers.push({ name: "another", tellsEach: false, announce });
  return world;
}

const unreachable: Announcer["announce"] = async () => {
  throw new Error("nobody answers");
};

describe("an outcome", () => {
  it("is told to every announcer, with the job, the report and what the issue shows", async () => {
    const told: News[] = [];
    const world = withAnother(async (ended) => void told.push(ended));
    const report = await world.run();
    expect(told).toEqual([
      expect.objectContaining({ report, job: expect.objectContaining({ kind: "work" }) }),
    ]);
    expect(told).toEqual([
      expect.objectContaining({ state: expect.objectContaining({ commentRead: true, spec: report.spec }) }),
    ]);
  });

  it("stands, and is told to the others, where one announcer cannot be reached", async () => {
    const world = withAnother(unreachable);
    world.ports.announcers.reverse();
    expect(await world.outcome()).toMatchObject({ kind: "opened" });
    expect(world.shown()).toContain("**Opened**");
    expect(world.ledger.all.at(-1)).toMatchObject({ kind: "ended", outcome: { kind: "opened" } });
    const [warning] = world.log.filter((line) => line.includes("could not tell of news"));
    expect(JSON.parse(warning ?? "{}")).toMatchObject({ announcer: "another", reason: "nobody answers" });
  });
});

describe("a run that is abandoned", () => {
  it("ends as failed, is told, and keeps the spec that the issue shows", async () => {
    const world = openWorld();
    await world.run();
    await world.checkpoints.drop("run-1");
    await world.abandon({ kind: "workers-died", times: 4 });
    expect(world.shown()).toContain("**Failed.**");
    expect(world.sticky()).toContain("### Spec v1");
    expect(world.labels()).toContain("ai-blocked");
    expect(await world.ledger.readReport("run-1")).toMatchObject({
      outcome: {
        kind: "failed",
        reason: { kind: "begun-too-often", cause: { kind: "workers-died", times: 4 } },
      },
    });
  });

  it("is abandoned again where somebody could not be told", async () => {
    const world = withAnother(unreachable);
    await expect(world.abandon({ kind: "workers-died", times: 4 })).rejects.toThrow(
      "could not tell of the outcome: another",
    );
  });
});

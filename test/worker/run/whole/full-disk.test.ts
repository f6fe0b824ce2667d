// A data directory that takes nothing any more: the run goes on, and whatever it comes to is said.
import { expect, it } from "@jest/globals";
import { noReply } from "../../../support/ports/models.ts";
import { openWorld, type WorldOptions } from "../../../support/ports/world.ts";

const full = async () => Promise.reject(new Error("ENOSPC: no space left on device, write"));

function onFullDisk(options: WorldOptions = {}) {
  const world = openWorld(options);
  world.ports.keep = { save: full, append: full };
  world.ports.checkpoints = { ...world.checkpoints, write: full, append: full };
  return world;
}

it("a run on a full disk opens its pull request", async () => {
  expect(await onFullDisk().outcome()).toMatchObject({ kind: "opened" });
});

it("a run on a full disk says how it ended, and the log that its change is lost", async () => {
  const world = onFullDisk({
    before: ({ model, messages }) => {
      if (model === "scripted-coder" && messages.some(({ role }) => role === "tool"))
        throw noReply("coder", model, { kind: "server-error", status: 500, said: "", retryAfterMs: null });
    },
  });
  expect(await world.outcome()).toMatchObject({ kind: "failed", patchKept: null });
  expect(world.labels()).toEqual(["ai-blocked", "ai-ready"]);
  expect(world.log.filter((line) => line.includes("the change of a run could not be kept"))).toHaveLength(1);
});

it("a run that is given up on a full disk is told of", async () => {
  const world = onFullDisk();
  await world.abandon({ kind: "workers-died", times: 4 });
  expect(world.labels()).toEqual(["ai-blocked", "ai-ready"]);
});
